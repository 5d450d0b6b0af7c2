// [MS-SMB2] 2.2.7 SMB2 LOGOFF Request, 2.2.8 SMB2 LOGOFF Response.
import { is, reserved, structure } from "../structure.js";
import { HEADER_SIZE } from "./header.js";

const logoff = structure("SMB2 LOGOFF", { structureSize: is.u16(4), reserved: reserved(2) });

export function decodeLogoff(message: Uint8Array): undefined {
  logoff.decode(message.subarray(HEADER_SIZE));
}

export function encodeLogoff(): Uint8Array {
  return logoff.encode({});
}
