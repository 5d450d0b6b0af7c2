import { flagNames, fromHex } from "@countersign/bytes";
import { decodeMessage, encodeMessage, peekSecurityMode, SecurityMode } from "@countersign/smb1";

const bytes = fromHex(
  "ff534d4272000000008803c00000000000000000000000000000feff0000000011000003320001000441000000000100ad150000fdf38000768fd752277add010000082a00e3c161823d90831d4e004f0052004400570049004e0044000000470041004d004d0045004c0032000000",
);
const m = decodeMessage(bytes);
if (m.kind !== "negotiateResponse" || m.body.kind !== "ntLanMan")
  throw new Error(`${m.kind} is not expected`);
console.log(m.body.domainName, m.body.serverName, flagNames(m.body.securityMode, SecurityMode).join());

const edited = encodeMessage({ ...m, body: { ...m.body, securityMode: 0x0f } }, { like: bytes });
const changed = [...edited.keys()].filter((i) => edited[i] !== bytes[i]);
console.log(`changed: byte ${changed.join()}, to ${peekSecurityMode(edited)}`);
