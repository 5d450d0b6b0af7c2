// [MS-SMB2] 2.2.7 SMB2 LOGOFF Request and 2.2.8 SMB2 LOGOFF Response: alike, and without content.
import type { Reader, Writer } from "@countersign/bytes";

const STRUCTURE_SIZE = 4;

export function readLogoff(r: Reader): void {
  r.structure = "Smb2Logoff";
  if (r.u16("structureSize") !== STRUCTURE_SIZE)
    throw r.malformed("structureSize", "is not 4", r.position - 2);
  r.skip(2, "reserved");
}

export function writeLogoff(w: Writer): void {
  w.u16(STRUCTURE_SIZE, "structureSize");
  w.skip(2);
}
