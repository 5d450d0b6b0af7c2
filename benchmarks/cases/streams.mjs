// What is built on the codecs, a handshake at a time.
import { FrameDecoder } from "@countersign/framing";
import { HandshakeObserver, judge, SigningProbe } from "@countersign/handshake";
import { inspectCaptureSync } from "@countersign/inspect";
import { dense } from "../generators/dense.mjs";
import { framed, MESSAGES, messages } from "./inputs.mjs";

export const STREAM_CASES = [
  {
    what: "frames of a handshake",
    make: () => ({ inputs: handshakes(), call: cut, facts: (frames) => ({ frames }) }),
  },
  { what: "observer", make: () => ({ inputs: handshakes(), call: observe, facts: signingFacts }) },
  { what: "probe", make: () => ({ inputs: answers(), call: probe, facts: probeFacts }) },
  { what: "report", make: () => ({ inputs: captures(), call: report, facts: reportFacts }) },
];

/** The six frames of a logon. A client's are at even places. */
function handshakes() {
  const all = MESSAGES.map(messages);
  return all[0].map((_, i) => inOneSession(all.map((variants) => variants[i])).map(framed));
}

/** Variants were recorded apart: these make one conversation of them. */
function inOneSession(list) {
  return list.map((message, i) => {
    const bytes = message.slice();
    const view = new DataView(bytes.buffer);
    view.setBigUint64(24, BigInt(i >> 1), true);
    view.setBigUint64(40, i < 3 ? 0n : 0x1234n, true);
    return bytes;
  });
}

function cut(frames) {
  const decoder = new FrameDecoder();
  let count = 0;
  for (const frame of frames) {
    decoder.push(frame);
    while (decoder.next() !== undefined) count++;
  }
  return count;
}

function observe(frames) {
  const observer = new HandshakeObserver();
  for (let i = 0; i < frames.length; i++) observer.push(i % 2 === 0 ? "client" : "server", frames[i], i);
  observer.end();
  return judge(observer.handshake);
}

function signingFacts({ advertised, relayToSmb }) {
  return { signing: advertised.smb2, relay: relayToSmb.outcome };
}

function answers() {
  return messages("neg_rsp").map((message) => {
    const bytes = message.slice();
    new DataView(bytes.buffer).setBigUint64(24, 0n, true);
    return framed(bytes);
  });
}

const zeros = (length) => new Uint8Array(length);

/** A question and its answer. */
function probe(answer) {
  const probe = new SigningProbe({ random: zeros });
  for (let step = probe.next(); ; step = probe.next()) {
    if (step.kind === "connect") probe.connected(0);
    else if (step.kind === "need") probe.push(answer, 1);
    else if (step.kind === "done") return step.result;
  }
}

function probeFacts({ connections }) {
  const { securityMode } = connections[0].handshake.negotiations[0].response.message.body;
  return { signing: (securityMode & 2) !== 0 ? "required" : "enabled" };
}

/** Captures of one conversation each. */
function captures() {
  return Array.from({ length: 32 }, (_, i) =>
    Buffer.concat([...dense({ conversations: 1, seed: i + 1 }).pieces]),
  );
}

function report(capture) {
  return [...inspectCaptureSync([capture])];
}

function reportFacts([handshake]) {
  const { advertised, relayToSmb } = handshake.signing;
  return { signing: advertised.smb2, relay: relayToSmb.outcome, server: handshake.server.address };
}
