import { spawnSync } from "node:child_process";

const PATIENCE_MS = 240_000;
const MAX_OUTPUT = 1 << 28;

/** bash tells what children took; what they say on standard error is let go. */
const TIMED = `TIMEFORMAT='%U %S %R'; { time "$@" 2>/dev/null; } 2>&1 >&3 3>&-`;

/**
 * Runs a command to its end; answers its standard output and the seconds of CPU and wall clock that it took with what it
 * started. Throws where it fails, or takes four minutes.
 */
export function runTimed([command, ...args], env = {}) {
  const { status, error, output } = spawnSync("bash", ["-c", TIMED, "bash", command, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: MAX_OUTPUT,
    timeout: PATIENCE_MS,
    stdio: ["ignore", "pipe", "inherit", "pipe"],
  });
  if (error !== undefined || status !== 0)
    throw new Error(`${command} ${error?.code ?? `ended with ${status}`}`);
  const [user, system, wall] = output[1].trim().split("\n").at(-1).split(" ").map(Number);
  return { stdout: output[3], cpu: user + system, wall };
}
