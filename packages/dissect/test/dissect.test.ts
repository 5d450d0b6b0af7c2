import {
  attempt,
  equalBytes,
  isDecodeError,
  isZero,
  latin1Encode,
  toHex,
  traceFields,
} from "@countersign/bytes";
import { type Dissection, type DissectNode, dissect, secretRanges } from "@countersign/dissect";
import * as framing from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import {
  fixture,
  malformedBytes,
  malformedShapes,
  messageFixtures,
  mutated,
  runs,
  specifiedMessages,
  streamsOf,
} from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isKnownField } from "../src/fields/fields.js";
import { sectionOf } from "../src/sections.js";

const FORMATS = ["smb1", "smb2", "spnego", "ntlmssp"] as const;
const MESSAGES: [string, Uint8Array][] = [
  ...Object.entries(messageFixtures()),
  ...FORMATS.flatMap((format) => Object.entries(specifiedMessages(format))),
];
const MALFORMED = [...FORMATS, "framing"].flatMap((format) => malformedShapes(format));
const CAPTURES = (
  JSON.parse(new TextDecoder().decode(fixture("captures/MANIFEST.json"))) as { file: string }[]
).map(({ file }) => file);

function nodesOf(nodes: readonly DissectNode[]): DissectNode[] {
  return nodes.flatMap((node) => [node, ...nodesOf(node.children ?? [])]);
}

/** Puts the leaves together again; each must start where the one before it ends, on every level. */
function expectCovered(bytes: Uint8Array, { nodes, length }: Dissection): void {
  expect(length).toBe(bytes.length);
  expectSiblings(nodes, 0, bytes.length);
}

function expectSiblings(nodes: readonly DissectNode[], start: number, end: number): void {
  let at = start;
  for (const { offset, length, shared, children } of nodes) {
    if (shared) continue;
    if (offset !== at) expect(offset).toBe(at);
    at += length;
    if (children !== undefined) expectSiblings(children, offset, at);
  }
  expect(at).toBe(end);
}

const SIGNATURE = latin1Encode("NTLMSSP\0");
/** Shorter ones are found by chance. */
const TELLING = 8;

/** What must not be told, found by the codec in every AUTHENTICATE that stands anywhere in the bytes. */
function secretsIn(bytes: Uint8Array): Uint8Array[] {
  const secrets: Uint8Array[] = [];
  for (let at = 0; at + 12 <= bytes.length; at++) {
    if (bytes[at] !== SIGNATURE[0] || !equalBytes(bytes.subarray(at, at + 8), SIGNATURE)) continue;
    const m = attempt(() => ntlmssp.decodeMessage(bytes.subarray(at)));
    if (isDecodeError(m) || m.kind !== "authenticate") continue;
    const { lmChallengeResponse: lm, ntChallengeResponse: nt, mic, encryptedRandomSessionKey: key } = m;
    secrets.push(lm, nt, nt.subarray(0, 16), ...(mic ? [mic] : []), ...(key ? [key] : []));
  }
  return secrets.filter((s) => s.length >= TELLING && !isZero(s));
}

function expectNothingTold(bytes: Uint8Array, dissection: Dissection): void {
  const text = JSON.stringify(dissection);
  for (const secret of secretsIn(bytes)) expect(text).not.toContain(toHex(secret));
  const hidden = secretRanges(dissection.nodes);
  const shown = toHex(
    bytes.map((byte, i) => (hidden.some(({ start, end }) => start <= i && i < end) ? 0 : byte)),
  );
  for (const secret of secretsIn(bytes)) expect(shown).not.toContain(toHex(secret));
}

/** As above, by place: a damaged message may hold the same bytes as a response and as a name. */
function expectHidden(bytes: Uint8Array, { nodes }: Dissection): void {
  const hidden = secretRanges(nodes);
  for (const secret of secretsIn(bytes)) {
    const start = secret.byteOffset - bytes.byteOffset;
    // Of an NTLMv2 response it is the proof, its first 16 bytes, that must not be told; its AV pairs are shown.
    const end = start + Math.min(secret.length, 16);
    expect(hidden.some((range) => range.start <= start && end <= range.end)).toBe(true);
  }
}

const message = fc.constantFrom(...MESSAGES.map(([, bytes]) => bytes));
const frame = message.map((bytes) => framing.encodeFrame({ kind: "sessionMessage", message: bytes }));

describe("dissect", () => {
  it.each(MESSAGES)("covers %s, reads all of it, and tells no secret", (_, bytes) => {
    const dissection = dissect(bytes);
    expectCovered(bytes, dissection);
    expect(nodesOf(dissection.nodes).filter(({ error }) => error)).toEqual([]);
    expect(dissection.layer).not.toBe("unknown");
    expectNothingTold(bytes, dissection);
  });

  it.each(CAPTURES)("covers both sides of every SMB connection of %s, and tells no secret", (file) => {
    for (const { pieces, serverPort } of streamsOf(`captures/${file}`)) {
      if (serverPort !== 445 && serverPort !== 139) continue;
      for (const side of [0, 1]) {
        const bytes = Uint8Array.from(pieces.filter((p) => p.side === side).flatMap((p) => [...p.bytes]));
        const dissection = dissect(bytes);
        expectCovered(bytes, dissection);
        expectNothingTold(bytes, dissection);
      }
    }
  });

  it("covers and hides whatever a message becomes", () => {
    const bytes = fc.oneof(
      mutated(fc.oneof(message, frame)),
      fc.uint8Array({ maxLength: 400 }),
      fc
        .tuple(fc.uint8Array({ maxLength: 60 }), message, fc.uint8Array({ maxLength: 60 }))
        .map(([a, b, c]) => {
          return Uint8Array.from([...a, ...b, ...c]);
        }),
    );
    fc.assert(
      fc.property(bytes, (b) => {
        const dissection = dissect(b);
        expectCovered(b, dissection);
        expectHidden(b, dissection);
        expectCovered(b, dissect(b, { showSecrets: true }));
      }),
      { numRuns: runs() * 2 },
    );
  });

  it.each(MALFORMED.map((shape) => [shape.name, shape] as const))("marks %s", (_, shape) => {
    const bytes = malformedBytes(shape);
    const dissection = dissect(bytes);
    expectCovered(bytes, dissection);
    const { throws } = shape.expect;
    // Parts of messages are found by nothing, and a compound is no error here.
    if (
      throws === undefined ||
      (dissection.nodes[0]?.layer ?? "unknown") === "unknown" ||
      !WHOLE.includes(shape.decoder)
    )
      return;
    const errors = nodesOf(dissection.nodes).flatMap(({ error }) => error ?? []);
    if (throws.field === "Smb2Header.nextCommand" && shape.decoder === "decodeMessage") return;
    expect(errors).toContainEqual(expect.objectContaining(throws));
  });

  it("ends, however deep messages lie in messages", () => {
    const nested = new Uint8Array(200_000);
    for (let at = 0; at < nested.length; at += 4) nested.set([0xfe, 0x53, 0x4d, 0x42], at);
    expectCovered(nested, dissect(nested));
    const signatures = Uint8Array.from({ length: 80_000 }, (_, i) => SIGNATURE[i % 8]!);
    expectCovered(signatures, dissect(signatures));
  });

  it("knows every field that the decoders read, and its section", () => {
    const reads: [(r: Parameters<typeof smb1.readMessage>[0]) => unknown, RegExp][] = [
      [smb1.readMessage, /Smb1/],
      [smb2.readPlainMessage, /Smb2/],
      [spnego.readToken, /Neg|Initial/],
      [ntlmssp.readMessage, /Ntlm/],
    ];
    const fields = new Set<string>();
    for (const bytes of [...MESSAGES.map(([, b]) => b), ...MALFORMED.map(malformedBytes)]) {
      for (const [read] of reads) {
        const trace = attempt(() => traceFields(read, bytes));
        if (!isDecodeError(trace)) for (const { field } of trace) fields.add(field);
      }
    }
    expect([...fields].filter((field) => !isKnownField(field))).toEqual([]);
    expect([...fields].filter((field) => sectionOf(field) === undefined)).toEqual([]);
    expect(fields.size).toBeGreaterThan(100);
  });
});

/** Decoders of what stands by itself. */
const WHOLE: readonly string[] = ["decodeMessage", "decodeToken", "decodeFrame", "decodeCompound"];
