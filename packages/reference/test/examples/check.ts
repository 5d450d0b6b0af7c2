import { decodeSmb2, encodeSmb2, ReferenceDecodeError } from "@countersign/reference";

// The parser to be checked: does the server that sent this NEGOTIATE response require signing?
const requiresSigning = (message: Uint8Array) => message[66] === 3;

const hex =
  "fe534d42400000000000000000000100010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000" +
  "410001000202000009f25c3fe5a44900a7d66a456d5ca5cf010000000000010000000100000001008026ae1cc2a6c601e03825adc0a6c6018000000000000000";
const response = decodeSmb2(new Uint8Array(Buffer.from(hex, "hex")));
if (response.kind !== "negotiateResponse") throw new Error(`${response.kind} is no answer`);

// Messages that it has to understand.
for (const securityMode of [0, 1, 2, 3]) {
  const message = encodeSmb2({ ...response, body: { ...response.body, securityMode } });
  const answer = requiresSigning(message);
  if (answer !== ((securityMode & 2) !== 0)) console.log(`SecurityMode ${securityMode}: ${answer}`);
}

// Messages that it has to refuse.
const cut = encodeSmb2({ ...response, body: { ...response.body, securityMode: 3 } }).subarray(0, 100);
try {
  decodeSmb2(cut);
} catch (error) {
  if (!(error instanceof ReferenceDecodeError)) throw error;
  console.log(`${error.message}: ${requiresSigning(cut)}`);
}
