/** What the command's exit says; the contract's own numbers. */
export const ExitCode = {
  /** Also for a cut or damaged capture of which something was read. */
  DONE: 0,
  /** Done, and what `--fail-on` names was found. */
  FOUND: 1,
  USAGE: 2,
  /** An input could not be opened or is no capture at all. */
  INPUT: 3,
  /** Stopped by SIGINT, as shells have it; what was printed until then stands. */
  STOPPED: 130,
} as const;
