// Colours on a terminal alone. picocolors' own choice colours pipes too where the environment says CI.
import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;

export function colorsFor(stream: { isTTY?: boolean }): Colors {
  return pc.createColors(isColored(stream, process.env));
}

/** https://no-color.org and https://force-color.org: either counts where it is not empty, and NO_COLOR wins. */
export function isColored(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
