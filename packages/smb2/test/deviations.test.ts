import { fromHex } from "@countersign/bytes";
import { messageFixtures, mutated, runs } from "@countersign/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DeviationCode,
  decodeMessage,
  deviationMeanings,
  deviations,
  encodeMessage,
  type Message,
} from "../src/index.js";
import { anyMessage } from "./arbitraries.js";

const fixtures = messageFixtures();
const request = fixtures["smb311-ntlm.json/neg_req"]!;
const response = fixtures["smb311-ntlm.json/neg_rsp"]!;
const setup = fixtures["smb311-ntlm.json/ss_req1"]!;
const answer = fixtures["smb311-ntlm.json/ss_rsp1"]!;
const transform = fromHex(
  `fd534d42${"11".repeat(16)}${"22".repeat(16)}0500000000000100${"33".repeat(8)}aabbccddee`,
);

function set(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
}

/** Encodes a fixture with another body. */
function withBody(bytes: Uint8Array, body: object): Uint8Array {
  const m = decodeMessage(bytes);
  return encodeMessage({ ...m, body: { ...(m as { body: object }).body, ...body } } as Message);
}

const preauth = { kind: "preauthIntegrity" as const, hashAlgorithms: [1], salt: new Uint8Array(2) };
const contexts = (...negotiateContextList: object[]) => withBody(request, { negotiateContextList });
const answers = (...negotiateContextList: object[]) => withBody(response, { negotiateContextList });

const ask = encodeMessage({
  kind: "validateNegotiateInfoRequest",
  header: {
    ...(decodeMessage(setup) as Extract<Message, { kind: "sessionSetupRequest" }>).header,
    command: 11,
  },
  body: {
    fileId: new Uint8Array(16).fill(255),
    maxInputResponse: 0,
    maxOutputResponse: 24,
    flags: 1,
    capabilities: 0,
    guid: new Uint8Array(16),
    securityMode: 0,
    dialects: [0x0202],
  },
});
const told = encodeMessage({
  kind: "validateNegotiateInfoResponse",
  header: {
    ...(decodeMessage(response) as Extract<Message, { kind: "negotiateResponse" }>).header,
    command: 11,
  },
  body: {
    fileId: new Uint8Array(16),
    flags: 0,
    capabilities: 0,
    guid: new Uint8Array(16),
    securityMode: 2,
    dialect: 0x0202,
  },
});

const cases: [DeviationCode, string, Uint8Array, string, number][] = [
  ["reserved-not-zero", "of a NEGOTIATE request", set(request, 70, 1), "Smb2NegotiateRequest.reserved", 70],
  ["reserved-not-zero", "before a context", set(request, 158, 1), "Smb2NegotiateContext.padding", 158],
  [
    "signed-negotiate",
    "with a signature",
    set(request, 16, 8, 0, 0, 0, ...request.subarray(20, 48), 1),
    "Smb2Header.flags",
    16,
  ],
  ["flag-without-signature", "", set(answer, 16, 9), "Smb2Header.signature", 48],
  ["signature-without-flag", "", set(answer, 48, 1), "Smb2Header.signature", 48],
  [
    "no-dialects",
    "",
    withBody(request, { dialects: [], negotiateContextList: [] }),
    "Smb2NegotiateRequest.dialectCount",
    66,
  ],
  [
    "duplicate-dialect",
    "",
    withBody(request, { dialects: [0x0202, 0x0311, 0x0202] }),
    "Smb2NegotiateRequest.dialects",
    104,
  ],
  ["security-mode-empty", "in NEGOTIATE", set(request, 68, 0), "Smb2NegotiateRequest.securityMode", 68],
  ["security-mode-empty", "in SESSION_SETUP", set(setup, 67, 0), "Smb2SessionSetupRequest.securityMode", 67],
  [
    "security-mode-empty",
    "in VALIDATE_NEGOTIATE_INFO",
    ask,
    "Smb2ValidateNegotiateInfoRequest.securityMode",
    140,
  ],
  ["enabled-not-set", "", set(response, 66, 0), "Smb2NegotiateResponse.securityMode", 66],
  ["required-without-enabled", "", set(response, 66, 2), "Smb2NegotiateResponse.securityMode", 66],
  [
    "required-without-enabled",
    "in VALIDATE_NEGOTIATE_INFO",
    told,
    "Smb2ValidateNegotiateInfoResponse.securityMode",
    132,
  ],
  [
    "unknown-security-mode-bits",
    "of a server",
    set(response, 66, 5),
    "Smb2NegotiateResponse.securityMode",
    66,
  ],
  ["unknown-security-mode-bits", "of a client", set(request, 69, 1), "Smb2NegotiateRequest.securityMode", 68],
  ["encryption-capability", "", set(response, 88, 0x4f), "Smb2NegotiateResponse.capabilities", 88],
  [
    "no-preauth-integrity",
    "in a request",
    contexts({ kind: "signing", signingAlgorithms: [1] }),
    "Smb2NegotiateRequest.negotiateContextOffset",
    92,
  ],
  [
    "no-preauth-integrity",
    "in a response",
    answers({ kind: "signing", signingAlgorithms: [1] }),
    "Smb2NegotiateResponse.negotiateContextOffset",
    124,
  ],
  ["duplicate-context", "", contexts(preauth, preauth), "Smb2NegotiateContext.contextType", 128],
  [
    "empty-context",
    "PREAUTH",
    contexts({ ...preauth, hashAlgorithms: [] }),
    "Smb2PreauthIntegrityContext.hashAlgorithmCount",
    120,
  ],
  [
    "empty-context",
    "ENCRYPTION",
    contexts(preauth, { kind: "encryption", ciphers: [] }),
    "Smb2EncryptionContext.cipherCount",
    136,
  ],
  [
    "empty-context",
    "COMPRESSION",
    contexts(preauth, { kind: "compression", flags: 0, compressionAlgorithms: [] }),
    "Smb2CompressionContext.compressionAlgorithmCount",
    136,
  ],
  [
    "empty-context",
    "RDMA_TRANSFORM",
    contexts(preauth, { kind: "rdmaTransform", rdmaTransformIds: [] }),
    "Smb2RdmaTransformContext.transformCount",
    136,
  ],
  [
    "empty-context",
    "SIGNING",
    contexts(preauth, { kind: "signing", signingAlgorithms: [] }),
    "Smb2SigningContext.signingAlgorithmCount",
    136,
  ],
  [
    "duplicate-algorithm",
    "",
    contexts({ ...preauth, hashAlgorithms: [1, 1] }),
    "Smb2PreauthIntegrityContext.hashAlgorithmCount",
    120,
  ],
  [
    "several-answers",
    "",
    answers(preauth, { kind: "encryption", ciphers: [1, 2] }),
    "Smb2EncryptionContext.cipherCount",
    232,
  ],
  ["channel-not-zero", "", set(setup, 72, 1), "Smb2SessionSetupRequest.channel", 72],
  ["unknown-flags", "of a request", set(setup, 66, 2), "Smb2SessionSetupRequest.flags", 66],
  ["unknown-flags", "of a response", set(answer, 66, 8), "Smb2SessionSetupResponse.sessionFlags", 66],
  ["guest-and-null", "", set(answer, 66, 3), "Smb2SessionSetupResponse.sessionFlags", 66],
  ["not-encrypted", "", set(transform, 42, 0), "Smb2TransformHeader.flags", 42],
  ["message-size", "", set(transform, 36, 6), "Smb2TransformHeader.originalMessageSize", 36],
];

describe("deviations", () => {
  it.each(cases)("%s %s", (code, _what, bytes, field, offset) => {
    const found = deviations(bytes).filter((d) => d.code === code);
    expect(found).toEqual([{ code, field, offset, section: expect.stringMatching(/^\[MS-SMB2\] \d/) }]);
  });

  it("contexts-below-3.1.1, by count and by offset", () => {
    expect(deviations(set(response, 68, 0x02, 0x03)).map(({ code, offset }) => [code, offset])).toEqual([
      ["contexts-below-3.1.1", 70],
      ["contexts-below-3.1.1", 124],
    ]);
  });

  it("has a case for every code of the list", () => {
    const covered = new Set<string>([...cases.map(([code]) => code), "contexts-below-3.1.1"]);
    expect([...covered].sort()).toEqual(Object.keys(deviationMeanings).sort());
  });

  it.each(Object.entries(fixtures))("finds none in %s", (_name, bytes) => {
    expect(deviations(bytes)).toEqual([]);
  });

  it("throws only what decoding throws, and reports places in the message, in order", () => {
    const bytes = mutated(
      fc.oneof(
        anyMessage.map((m) => encodeMessage(m)),
        fc.constantFrom(...Object.values(fixtures)),
      ),
    );
    fc.assert(
      fc.property(bytes, (b) => {
        let decodes = true;
        try {
          decodeMessage(b);
        } catch {
          decodes = false;
        }
        if (!decodes) {
          expect(() => deviations(b)).toThrow();
          return;
        }
        const offsets = deviations(b).map(({ offset }) => offset);
        expect(offsets).toEqual(offsets.toSorted((x, y) => x - y));
        for (const offset of offsets) expect(offset).toBeLessThan(b.length);
      }),
      { numRuns: runs() },
    );
  });
});

describe("deviations", () => {
  it.each([
    ["2.2.2", set(failedAnswer(), 67, 1), "Smb2ErrorResponse.reserved"],
    ["2.2.7", set(logoff(), 66, 1), "Smb2Logoff.reserved"],
    ["2.2.31", set(ask, 66, 1), "Smb2IoctlRequest.reserved"],
    ["2.2.32", set(told, 66, 1), "Smb2IoctlResponse.reserved"],
    ["2.2.41", set(transform, 40, 1), "Smb2TransformHeader.reserved"],
  ])("say by section %s what is reserved", (section, bytes, field) => {
    expect(deviations(bytes)).toContainEqual(
      expect.objectContaining({ code: "reserved-not-zero", field, section: `[MS-SMB2] ${section}` }),
    );
  });

  it("are in the order of the message", () => {
    const offsets = deviations(set(set(set(request, 70, 1), 158, 1), 48, 1)).map(({ offset }) => offset);
    expect(offsets).toEqual([48, 70, 158]);
  });

  it.each([0x0300, 0x0302])("are none of a response that can encrypt, at 0x%i (2.2.4)", (dialectRevision) => {
    const bytes = withBody(response, { dialectRevision, capabilities: 0x40, negotiateContextList: [] });
    expect(deviations(bytes).map(({ code }) => code)).not.toContain("encryption-capability");
  });

  it("are none of a request below 3.1.1 without contexts, and of a compressed message", () => {
    const old = withBody(request, { dialects: [0x0202, 0x0302], negotiateContextList: [] });
    expect(deviations(old)).toEqual([]);
    expect(deviations(fromHex("fc534d4200100000020000000800000001020304"))).toEqual([]);
    expect(deviations(fromHex("fc534d42001000000400010008000000" + "4100000000040000"))).toEqual([]);
  });

  it("of as many contexts as there can be are found in time that grows with their number", () => {
    const count = 0xffff;
    const many = contexts(
      ...Array.from({ length: count }, () => ({
        kind: "unknown",
        contextType: 0x7000,
        data: new Uint8Array(),
      })),
    );
    const found = deviations(many).filter(({ code }) => code === "duplicate-context");
    expect(found).toHaveLength(count - 1);
    expect(found.at(-1)).toMatchObject({ offset: many.length - 8 });
  }, 20_000);

  it("of as many dialects as there can be are found in time that grows with their number", () => {
    const dialects = Array.from({ length: 0xfffe }, (_, i) => (i === 0x311 ? 0 : i));
    const once = withBody(request, { dialects, negotiateContextList: [] });
    const found = deviations(once).filter(({ code }) => code === "duplicate-dialect");
    expect(found.map(({ offset }) => offset)).toEqual([100 + 2 * 0x311]);
  }, 20_000);

  it("are none of a guest's or an anonymous session", () => {
    for (const flags of [1, 2]) expect(deviations(set(answer, 66, flags))).toEqual([]);
  });
});

function failedAnswer(): Uint8Array {
  return set(answer, 8, 0x22, 0, 0, 0xc0).with(64, 9).fill(0, 65, 72).subarray(0, 72);
}

function logoff(): Uint8Array {
  return set(answer, 8, 0, 0, 0, 0, 2).with(64, 4).fill(0, 65, 68).subarray(0, 68);
}
