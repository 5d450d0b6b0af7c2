// [MS-SMB2] 2.2.3.1.4 SMB2_NETNAME_NEGOTIATE_CONTEXT_ID.
import type { Reader, Writer } from "@countersign/bytes";

/** [MS-SMB2] 2.2.3.1.4 SMB2_NETNAME_NEGOTIATE_CONTEXT_ID. */
export interface NetnameContext {
  kind: "netname";
  /** The server as the client calls it; not null-terminated. */
  netName: string;
}

export function readNetnameContext(r: Reader): NetnameContext {
  r.structure = "Smb2NetnameContext";
  return { kind: "netname", netName: r.utf16(r.remaining, "netName") };
}

export function writeNetnameContext(w: Writer, m: NetnameContext): void {
  w.utf16(m.netName);
}
