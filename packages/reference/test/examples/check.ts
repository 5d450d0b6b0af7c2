import { decodeSmb2, encodeSmb2, ReferenceDecodeError } from "@countersign/reference";
import type { PlainMessage } from "@countersign/smb2";

// The parser to be checked: does the server that sent this NEGOTIATE response require signing?
const requiresSigning = (message: Uint8Array) => message[66] === 3;

const body = {
  securityMode: 1,
  dialectRevision: 0x0311,
  serverGuid: new Uint8Array(16),
  capabilities: 0,
  maxTransactSize: 65536,
  maxReadSize: 65536,
  maxWriteSize: 65536,
  systemTime: 0n,
  serverStartTime: 0n,
  securityBuffer: new Uint8Array(),
  negotiateContextList: [{ kind: "preauthIntegrity" as const, hashAlgorithms: [1], salt: new Uint8Array(32) }],
};
const header: PlainMessage["header"] = {
  creditCharge: 0,
  status: 0,
  command: 0,
  credits: 1,
  flags: 1,
  messageId: 0n,
  treeId: 0,
  asyncId: undefined,
  sessionId: 0n,
  signature: new Uint8Array(16),
};

// Messages that it should understand: the reference encodes them.
for (const securityMode of [0, 1, 2, 3]) {
  const message = encodeSmb2({ kind: "negotiateResponse", header, body: { ...body, securityMode } });
  const isRequired = (securityMode & 2) !== 0;
  if (requiresSigning(message) !== isRequired) console.log(`wrong about SecurityMode ${securityMode}`);
}

// Messages that it should refuse: the reference does.
const message = encodeSmb2({ kind: "negotiateResponse", header, body: { ...body, securityMode: 3 } });
const cut = message.subarray(0, 100);
try {
  decodeSmb2(cut);
} catch (error) {
  if (!(error instanceof ReferenceDecodeError)) throw error;
  console.log(`${error.message}, but the parser answers ${requiresSigning(cut)}`);
}
