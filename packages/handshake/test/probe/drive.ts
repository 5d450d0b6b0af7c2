// Drives a probe against a scripted peer, on a clock that each event moves on by ten milliseconds.
import {
  type CloseReason,
  type ProbeResult,
  SigningProbe,
  type SigningProbeOptions,
} from "../../src/index.js";

/** What a peer does: bytes that it sends, an end, or nothing until the caller's patience is over. */
export type Reply = Uint8Array | CloseReason | "timeout";

export interface Peer {
  /** What happens in place of a connection; `connection` counts from 0. */
  connect?: (connection: number) => Reply | undefined;
  /** Sent unasked, at once. */
  banner?: Uint8Array;
  answer: (frame: Uint8Array, connection: number) => Reply[];
}

export interface Driven {
  result: ProbeResult;
  /** Frames. */
  sent: Uint8Array[];
  /** How often the probe was asked for its next step. */
  steps: number;
}

export const START = Date.parse("2026-03-04T05:06:07.000Z");
const MAX_STEPS = 1000;

/** The same bytes each time. */
export function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i);
}

export function drive(
  peer: Peer,
  options: Partial<SigningProbeOptions> = {},
  cut: (bytes: Uint8Array) => Uint8Array[] = (bytes) => [bytes],
): Driven {
  const probe = new SigningProbe({ random: counting, ...options });
  const sent: Uint8Array[] = [];
  let replies: (Reply | "connected")[] = [];
  let connection = -1;
  let at = START;
  for (let steps = 1; steps <= MAX_STEPS; steps++) {
    const step = probe.next();
    if (step.kind === "done") return { result: step.result, sent, steps };
    if (step.kind === "send") {
      sent.push(step.bytes);
      replies.push(...peer.answer(step.bytes, connection));
    } else if (step.kind === "connect") {
      connection++;
      replies = [peer.connect?.(connection) ?? "connected", ...(peer.banner ? [peer.banner] : [])];
    } else {
      at += 10;
      tell(probe, replies.shift() ?? "timeout", at, cut);
    }
  }
  throw new Error("the probe does not end");
}

function tell(
  probe: SigningProbe,
  reply: Reply | "connected",
  at: number,
  cut: (bytes: Uint8Array) => Uint8Array[],
): void {
  if (reply === "connected") probe.connected(at);
  else if (reply === "timeout") probe.timedOut(at);
  else if (typeof reply === "string") probe.closed(reply, at);
  else for (const part of cut(reply)) probe.push(part, at);
}
