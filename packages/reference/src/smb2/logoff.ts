// [MS-SMB2] 2.2.7 SMB2 LOGOFF Request, 2.2.8 SMB2 LOGOFF Response.
import { isU16, reserved, structure } from "../structure.js";
import { HEADER_SIZE } from "./header.js";

const logoff = structure("SMB2 LOGOFF", { structureSize: isU16(4), reserved: reserved(2) });

export function decodeLogoff(message: Uint8Array): undefined {
  logoff.decode(message.subarray(HEADER_SIZE));
}

export function encodeLogoff(): Uint8Array {
  return logoff.encode({});
}
