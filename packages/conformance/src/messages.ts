// `messages` and `observed`: SMB2 messages after a session's set-up ended.
import type { SessionReport } from "@countersign/inspect";
import type { Authentication } from "./authentication.js";
import type { ExpectedSmb2Pdu, ExpectedSmb2SessionSetup } from "./expected.js";
import type { Told } from "./told.js";

const STATUS_PENDING = "0x00000103";
const NO_SESSION = "0x0000000000000000";
/** [MS-SMB2] 2.2.23: the MessageId of a break notification, in decimal. */
const UNSOLICITED = "18446744073709551615";

export interface Count {
  id: string;
  /** Of the first message counted. */
  frame: number;
  messages: SessionReport["messages"];
}

export interface Counts {
  of(a: Authentication<ExpectedSmb2SessionSetup>): Count;
  /** Sessions that show in headers alone. */
  withoutSetup: Count[];
}

/** Each message counts for the latest authentication of its session id that has ended well before it. */
export function countMessages(
  pdus: readonly ExpectedSmb2Pdu[],
  authentications: readonly Authentication<ExpectedSmb2SessionSetup>[],
): Counts {
  const counts = new Map<Authentication<ExpectedSmb2SessionSetup>, Count>();
  for (const a of authentications) counts.set(a, newCount(a.id, 0));
  const live = new Map<string, Count>();
  const withoutSetup: Count[] = [];
  let before: ExpectedSmb2Pdu | undefined;
  let id: string | undefined;

  for (const pdu of pdus) {
    // A related message of a compound takes the id of the one before it.
    const isRelated = pdu.chained === true && before?.frame === pdu.frame && before.dir === pdu.dir;
    if (!isRelated) id = pdu.sessionId;
    before = pdu;
    if (pdu.cmd === "SESSION_SETUP") {
      const ended = authentications.find((a) => isEnd(a, pdu));
      if (ended) live.set(ended.id, counts.get(ended)!);
    } else if (id !== undefined && id !== NO_SESSION && isCounted(pdu)) {
      let count = live.get(id);
      if (!count && !authentications.some((a) => a.id === id)) {
        count = newCount(id, pdu.frame);
        live.set(id, count);
        withoutSetup.push(count);
      }
      if (count) add(count.messages, pdu);
    }
  }
  return { of: (a) => counts.get(a)!, withoutSetup };
}

function newCount(id: string, frame: number): Count {
  const none = (): { signed: number; total: number } => ({ signed: 0, total: 0 });
  return { id, frame, messages: { client: none(), server: none(), encrypted: 0 } };
}

function isEnd({ end, setups }: Authentication<ExpectedSmb2SessionSetup>, pdu: ExpectedSmb2Pdu): boolean {
  return (
    end?.status === "0x00000000" &&
    end.frame === pdu.frame &&
    pdu.response === true &&
    setups.at(-1)?.messageId === pdu.messageId
  );
}

function isCounted(pdu: ExpectedSmb2Pdu): boolean {
  if (pdu.cmd === "NEGOTIATE" || pdu.cmd === "CANCEL" || pdu.status === STATUS_PENDING) return false;
  return !(pdu.cmd === "OPLOCK_BREAK" && pdu.messageId === UNSOLICITED);
}

function add(messages: Count["messages"], pdu: ExpectedSmb2Pdu): void {
  if (pdu.transform === "encrypted") {
    messages.encrypted++;
    return;
  }
  const side = pdu.dir === "c2s" ? messages.client : messages.server;
  side.total++;
  // Signed: the flag, and a signature that is not zero.
  if (pdu.signed && /[^0]/.test(pdu.signature ?? "")) side.signed++;
}

export function observed({
  messages: { client, server, encrypted },
}: Count): Told<SessionReport["observed"]> {
  const total = client.total + server.total;
  const signed = client.signed + server.signed;
  if (signed > 0 && signed < total) return "mixed";
  if (total === 0) return encrypted > 0 ? "encrypted" : "none";
  // Plain messages all signed or all unsigned beside encrypted ones: the contract leaves the word open.
  if (encrypted > 0) return undefined;
  return signed === total ? "signed" : "unsigned";
}
