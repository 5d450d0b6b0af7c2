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
