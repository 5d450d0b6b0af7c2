import { equalBytes, flagNames, fromHex, hasFlag } from "@countersign/bytes";
import { decodeMessage, encodeMessage, peekSecurityMode, SecurityMode } from "@countersign/smb2";

const bytes = fromHex(
  "fe534d424000010000000000000001000100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004100010002020000666a6f726432340000000000000000000100000000000100000001000000010074f65c67277add01000000000000000080004a0000000000604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265",
);
const message = decodeMessage(bytes);
if (message.kind !== "negotiateResponse") throw new Error(`${message.kind} is not expected`);
const { securityMode, dialectRevision } = message.body;
console.log(`0x${dialectRevision.toString(16)}`, flagNames(securityMode, SecurityMode).join());
console.log("requires signing:", hasFlag(securityMode, SecurityMode.SIGNING_REQUIRED));

// The same bytes again, padding and all; and with one field edited.
console.log("lossless:", equalBytes(encodeMessage(message, { like: bytes }), bytes));
const edited = encodeMessage({ ...message, body: { ...message.body, securityMode: 0x03 } }, { like: bytes });
console.log("edited:", peekSecurityMode(edited));
