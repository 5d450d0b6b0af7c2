// The fleet is a package of its own, which brings BullMQ: it is loaded when it is asked for.
import type * as fleet from "@countersign/fleet";
import { fail } from "../diagnostics.js";

export type Fleet = typeof fleet;

/** `undefined` where it is not installed, which is said. */
export async function loadFleet(): Promise<Fleet | undefined> {
  try {
    return await import("@countersign/fleet");
  } catch (error) {
    if (!isAbsent(error)) throw error;
    fail("this command needs the package @countersign/fleet: npm install @countersign/fleet");
    return undefined;
  }
}

/** Not what it needs itself, of which that must be told as it is. */
function isAbsent(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" && message.includes("'@countersign/fleet'");
}
