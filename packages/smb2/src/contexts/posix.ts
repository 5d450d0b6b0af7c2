// SMB3 POSIX extensions, context 0x0100; [MS-SMB2] 2.2.3.1 reserves the number.
import type { Reader, Writer } from "@countersign/bytes";

/** The SMB3 POSIX extensions' context 0x0100, whose number [MS-SMB2] 2.2.3.1 reserves. */
export interface PosixContext {
  kind: "posix";
  /** The extensions' version as a GUID, 16 bytes from every known peer. Shares the input's memory. */
  version: Uint8Array;
}

export function readPosixContext(r: Reader): PosixContext {
  r.structure = "Smb2PosixContext";
  return { kind: "posix", version: r.rest("version") };
}

export function writePosixContext(w: Writer, m: PosixContext): void {
  w.bytes(m.version);
}
