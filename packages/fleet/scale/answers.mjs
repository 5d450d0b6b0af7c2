// Servers out of a table, in place of a network: what a host says follows from its address.
import { Command, Dialect, encodeMessage, HeaderFlags, SecurityMode, Status } from "@countersign/smb2";

/** Every fourth host is not there; of the others one in three requires signing. */
export const POSTURES = ["enabled", "enabled", "required", "refused"];

export function postureOf(host) {
  return POSTURES[Number(host.split(".").at(-1)) % POSTURES.length];
}

const HEADER = {
  creditCharge: 1,
  status: Status.SUCCESS,
  command: Command.NEGOTIATE,
  credits: 1,
  flags: HeaderFlags.SERVER_TO_REDIR,
  messageId: 0n,
  treeId: 0,
  asyncId: undefined,
  sessionId: 0n,
  signature: new Uint8Array(16),
};
const BODY = {
  dialectRevision: Dialect.SMB_3_0_2,
  serverGuid: new Uint8Array(16).fill(7),
  capabilities: 0,
  maxTransactSize: 1 << 20,
  maxReadSize: 1 << 20,
  maxWriteSize: 1 << 20,
  systemTime: 133_800_000_000_000_000n,
  serverStartTime: 0n,
  securityBuffer: new Uint8Array(0),
  negotiateContextList: [],
};
const answers = {
  enabled: answer(SecurityMode.SIGNING_ENABLED),
  required: answer(SecurityMode.SIGNING_ENABLED | SecurityMode.SIGNING_REQUIRED),
};

/** A transport of `@countersign/node`. */
export async function table({ host }) {
  const posture = postureOf(host);
  if (posture === "refused") throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  let said = false;
  return {
    address: host,
    write() {},
    async read() {
      if (said) return undefined;
      said = true;
      return answers[posture];
    },
    close() {},
  };
}

/** SMB 3.0.2's NEGOTIATE response, framed for port 445. */
function answer(securityMode) {
  const message = encodeMessage({
    kind: "negotiateResponse",
    header: HEADER,
    body: { ...BODY, securityMode },
  });
  const framed = new Uint8Array(4 + message.length);
  new DataView(framed.buffer).setUint32(0, message.length);
  framed.set(message, 4);
  return framed;
}
