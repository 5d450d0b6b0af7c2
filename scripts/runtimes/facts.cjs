// What must come out the same wherever the umbrella runs: six messages, the verdicts on a capture, a probe. Written
// without anything that only some runtimes have.
"use strict";

/** `messages`: hex by name; `capture`: base64. */
exports.facts = (countersign, { messages, capture }) => {
  const { bytes, inspect } = countersign;
  const wire = Object.entries(messages).map(([name, hex]) => [name, bytes.fromHex(hex)]);
  return {
    messages: Object.fromEntries(wire.map(([name, message]) => [name, messageFacts(countersign, message)])),
    verdicts: [...inspect.inspectCaptureSync([bytes.decodeBase64(capture)])]
      .filter(({ kind }) => kind === "handshake")
      .map(({ server, signing }) => [server.address, signing.advertised, signing.relayToSmb.outcome]),
    probe: probeFacts(countersign, Object.fromEntries(wire).neg_rsp),
  };
};

function messageFacts({ bytes, handshake, ntlmssp, smb2 }, wire) {
  const message = smb2.decodeMessage(wire);
  const again = smb2.encodeMessage(message, { like: wire });
  const token = message.securityBuffer ?? message.body?.securityBuffer;
  const ntlm = token?.length ? handshake.findNtlm(token) : undefined;
  return {
    kind: message.kind,
    isLossless: bytes.toHex(again) === bytes.toHex(wire),
    ntlm: ntlm && ntlmssp.decodeMessage(ntlm).kind,
  };
}

/** A probe whose peer answers as the recorded server did. */
function probeFacts({ framing, handshake, smb2 }, answer) {
  const probe = new handshake.SigningProbe({ random: (length) => new Uint8Array(length).fill(7) });
  const sent = [];
  for (let at = 0; ; at++) {
    const step = probe.next();
    if (step.kind === "connect") probe.connected(at);
    else if (step.kind === "send") sent.push(smb2.decodeMessage(step.bytes.subarray(4)).kind);
    else if (step.kind === "need")
      probe.push(framing.encodeFrame({ kind: "sessionMessage", message: answer }), at);
    else {
      const [{ outcome, handshake: seen }] = step.result.connections;
      const { advertised, relayToSmb } = handshake.judge(seen);
      return { sent, outcome, advertised, relay: relayToSmb.outcome };
    }
  }
}
