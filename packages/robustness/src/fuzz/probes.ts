// SigningProbe against a peer that says anything: nothing thrown, an end, no AUTHENTICATE sent, limits kept.
import { findNtlm, type ProbeStep, SigningProbe } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import * as captured from "./captured.js";
import { type Happening, readScript, writeScript } from "./script.js";
import { Broken, type Target } from "./target.js";

/** Eight with every option, and one more for each of the two names. */
const MAX_CONNECTIONS = 8 + 2;
const MAX_FRAMES = 16;
const MAX_STEPS = 10_000;
const CLOSINGS = ["end", "reset", "refused", "unreachable"] as const;
const THE_END: Happening = { side: "server", kind: "end", bytes: new Uint8Array() };

export const probes: Target = {
  name: "probe",
  weight: 10,
  sources: /^(framing|handshake)\/src/,
  maxLength: 4096,
  seeds: () => captured.conversations().flatMap(asPeers),
  run(input) {
    drive(new SigningProbe(optionsOf(input[0] ?? 0)), readScript(input.subarray(1)));
  },
};

/** What a server said, behind a few choices of options. */
function asPeers(pieces: readonly captured.Piece[]): Uint8Array[] {
  const answers = writeScript(pieces.filter(({ side }) => side === "server"));
  if (answers.length > 6000) return [];
  return [0x00, 0x0f, 0x1f].map((options) => Uint8Array.of(options, ...answers));
}

function optionsOf(bits: number): ConstructorParameters<typeof SigningProbe>[0] {
  return {
    random: (length) => new Uint8Array(length).fill(7),
    allDialects: (bits & 1) !== 0,
    multiProtocol: (bits & 2) !== 0,
    smb1: (bits & 4) !== 0,
    challenge: (bits & 8) !== 0,
    transport: (bits & 16) !== 0 ? "netbios-session" : "direct-tcp",
    calledNames: ["*SMBSERVER", "FILES"],
    maxFrames: MAX_FRAMES,
    maxMessageLength: 1024,
  };
}

function drive(probe: SigningProbe, script: readonly Happening[]): void {
  let at = 0;
  let connections = 0;
  for (let steps = 0; ; steps++) {
    if (steps > MAX_STEPS) throw new Broken("comes to an end");
    const step = probe.next();
    if (step.kind === "done") {
      check(step.result, connections);
      return;
    }
    if (step.kind === "connect") {
      connections++;
      probe.connected(0);
    } else if (step.kind === "send") {
      checkSent(step.bytes);
    } else {
      happen(probe, script[at++]);
    }
  }
}

/** Bytes come; a script that is over, and the client's turns in it, are ends. */
function happen(probe: SigningProbe, happening: Happening | undefined): void {
  const { side, kind, bytes } = happening ?? THE_END;
  if (side === "server" && kind === "bytes") probe.push(bytes, 0);
  else if (kind === "gap") probe.timedOut(0);
  else probe.closed(CLOSINGS[bytes.length & 3]!, 0);
}

function checkSent(bytes: Uint8Array): void {
  const ntlm = findNtlm(bytes);
  if (ntlm && ntlmssp.peekMessageType(ntlm) === ntlmssp.MessageType.NtLmAuthenticate)
    throw new Broken("sends no AUTHENTICATE");
}

function check(result: Extract<ProbeStep, { kind: "done" }>["result"], opened: number): void {
  if (opened > MAX_CONNECTIONS) throw new Broken("opens no more than it says", `${opened} connections`);
  if (result.connections.length !== opened) throw new Broken("tells of each connection");
}
