// Whatever a peer sends: the same for any split, an end within the limits, a typed outcome, and never an AUTHENTICATE.
import * as ntlmssp from "@countersign/ntlmssp";
import { malformedBytes, malformedShapes, mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  findNtlm,
  type ProbeOutcome,
  probeAnswers,
  SigningProbe,
  type SigningProbeOptions,
} from "../../src/index.js";
import { counting, type Driven, drive, type Peer, type Reply } from "./drive.js";
import { errorAnswer, framed, recorded, server, sessionSetupAnswer } from "./peers.js";

const EVERYTHING = {
  smb1: true,
  allDialects: true,
  multiProtocol: true,
  challenge: true,
  serverName: "fjord01",
};
/** The plan of `EVERYTHING`, and one more for a second name. */
const MAX_CONNECTIONS = 9;
/** To connect, two to send and to wait for, and one frame at a time. */
const MAX_STEPS = MAX_CONNECTIONS * 24;

const OUTCOMES: readonly ProbeOutcome[] = [
  "answered",
  "refused-by-status",
  "dialects-refused",
  "reset",
  "closed",
  "silent",
  "session-refused",
  "retargeted",
  "not-smb",
  "wrong-direction",
  "malformed",
  "limit",
];

/** What holds of every probe. */
function check({ result, sent, steps }: Driven): void {
  expect(steps).toBeLessThanOrEqual(MAX_STEPS);
  expect(result.connections.length).toBeGreaterThan(0);
  expect(result.connections.length).toBeLessThanOrEqual(MAX_CONNECTIONS);
  for (const { outcome, challenge } of result.connections) {
    expect(OUTCOMES).toContain(outcome);
    if (challenge !== undefined) expect(OUTCOMES).toContain(challenge.outcome);
  }
  expect(structuredClone(result)).toEqual(result);
  probeAnswers(result);
  for (const frame of sent) expect(ntlmTypes(frame)).not.toContain(ntlmssp.MessageType.NtLmAuthenticate);
}

/** The types of all that has NTLMSSP's signature. */
function ntlmTypes(frame: Uint8Array): number[] {
  const types: number[] = [];
  for (let at = 0; at < frame.length; at++) {
    const rest = frame.subarray(at);
    if (ntlmssp.isMessage(rest)) types.push(rest[8]!);
  }
  return types;
}

const options: fc.Arbitrary<Partial<SigningProbeOptions>> = fc.record({
  smb1: fc.boolean(),
  allDialects: fc.boolean(),
  multiProtocol: fc.boolean(),
  challenge: fc.boolean(),
  transport: fc.constantFrom("direct-tcp", "netbios-session"),
});

const good: readonly Uint8Array[] = [
  ...Object.values(recorded),
  errorAnswer(0xc00000bb),
  errorAnswer(0x103),
  Uint8Array.of(0x82, 0, 0, 0),
  Uint8Array.of(0x83, 0, 0, 1, 0x82),
  Uint8Array.of(0x84, 0, 0, 6, 192, 0, 2, 9, 0, 139),
  Uint8Array.of(0x85, 0, 0, 0),
];
const reply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...good) },
  { weight: 4, arbitrary: mutated(fc.constantFrom(...good)) },
  fc.uint8Array({ maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map(framed),
  fc.constantFrom<Reply>("reset", "end", "timeout"),
);

/** A peer that gives the next replies to whatever it is sent, and then starts over. */
function script(replies: Reply[][]): Peer {
  let i = 0;
  return { answer: () => replies[i++ % replies.length] ?? [] };
}

const scripts = fc.array(fc.array(reply, { maxLength: 4 }), { minLength: 1, maxLength: 6 });

describe("any peer", () => {
  it("is done with within the limits, by a typed outcome", () => {
    fc.assert(
      fc.property(scripts, options, (replies, asked) => check(drive(script(replies), asked))),
      { numRuns: runs(500) },
    );
  });

  it("leads to the same however its bytes are split", () => {
    fc.assert(
      fc.property(
        scripts,
        options,
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 9 }),
        (replies, asked, sizes) => {
          const whole = drive(script(replies), asked);
          expect(drive(script(replies), asked, (bytes) => cutInto(bytes, sizes)).result).toEqual(
            whole.result,
          );
        },
      ),
      { numRuns: runs(300) },
    );
  });

  it("may be told of in any order", () => {
    const event = fc.constantFrom("next", "connected", "push", "end", "timeout");
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), reply, (events, bytes) => {
        const probe = new SigningProbe({ random: counting, ...EVERYTHING });
        for (const [at, one] of events.entries()) {
          if (one === "next") probe.next();
          else if (one === "connected") probe.connected(at);
          else if (one === "timeout") probe.timedOut(at);
          else if (one === "end") probe.closed("end", at);
          else if (typeof bytes !== "string") probe.push(bytes, at);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it("learns of our NTLM no more than a NEGOTIATE", () => {
    const { sent } = drive(server(), EVERYTHING);
    expect(sent.flatMap(ntlmTypes)).toEqual([ntlmssp.MessageType.NtLmNegotiate]);
    expect(findNtlm(sent[1]!)).toBeDefined();
  });
});

function cutInto(bytes: Uint8Array, sizes: number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}

describe("every malformed shape", () => {
  const formats = ["framing", "smb1", "smb2", "spnego", "ntlmssp"];
  const shapes = formats.flatMap((format) =>
    malformedShapes(format).map((shape) => [format, shape] as const),
  );

  it.each(shapes.map(([format, shape]) => [`${format}: ${shape.name}`, shape] as const))(
    "%s",
    (_name, shape) => {
      const bytes = malformedBytes(shape);
      for (const answer of [bytes, framed(bytes)]) check(drive({ answer: () => [answer] }, EVERYTHING));
      if (bytes.length > 0xffff) return;
      check(drive(server({ sessionSetup: sessionSetupAnswer(bytes) }), EVERYTHING));
    },
  );
});
