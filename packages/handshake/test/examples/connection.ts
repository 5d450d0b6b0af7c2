// Stands in for a connection: NEGOTIATE and its answer, as recorded.
import { encodeFrame } from "@countersign/framing";
import { messageFixtures } from "@countersign/testkit";

const messages = messageFixtures();
const frame = (name: string): Uint8Array =>
  encodeFrame({ kind: "sessionMessage", message: messages[`smb311-ntlm.json/${name}`]! });

export const bytesFromTheClient: Uint8Array = frame("neg_req");
export const bytesFromTheServer: Uint8Array = frame("neg_rsp");
