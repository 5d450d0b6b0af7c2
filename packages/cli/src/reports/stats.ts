import { type CaptureReport, packetAccounts } from "@countersign/inspect";
import type { Colors } from "../colors.js";

/** What became of every packet of a file, a line a fate. */
export function statsLines(report: CaptureReport, colors: Colors): string {
  const accounts = packetAccounts(report);
  const width = Math.max(...accounts.map(({ packets }) => String(packets).length));
  const lines = accounts.map(({ what, packets }) => `  ${String(packets).padStart(width)}  ${what}\n`);
  return `  ${colors.dim("packets")}\n${lines.join("")}`;
}
