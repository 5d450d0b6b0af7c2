// SMB2 messages that decode, and have what [MS-SMB2] forbids.
import { Capabilities, Dialect, HeaderFlags, type Message } from "@countersign/smb2";
import {
  negotiateRequest311,
  negotiateRequestOld,
  negotiateResponse311,
  negotiateResponseOld,
  type Smb2,
  sessionSetupRequest,
  sessionSetupResponse,
  transform,
} from "../conforming/smb2.js";
import type { Sizes } from "../sizes.js";
import { deviating, deviatingBytes, type Rule } from "./rule.js";

export function smb2DeviationRules(sizes: Sizes): Rule<Message>[] {
  return [...signatureRules(sizes), ...modeRules(sizes), ...contextRules(sizes), ...otherRules(sizes)];
}

const SIGNATURE = "Smb2Header.signature";

function signatureRules(sizes: Sizes): Rule<Message>[] {
  const setup = sessionSetupRequest(sizes);
  const flagged = <M extends Smb2<"sessionSetupRequest"> | Smb2<"negotiateRequest">>(
    m: M,
    signature: Uint8Array,
  ) => ({
    ...m,
    header: { ...m.header, flags: HeaderFlags.SIGNED, signature },
  });
  const someSignature = (amount: number) => new Uint8Array(16).fill(1 + (amount % 0xff));
  return [
    deviating("flag-without-signature", setup, SIGNATURE, (m) => flagged(m, new Uint8Array(16))),
    deviating("signature-without-flag", setup, SIGNATURE, (m, amount) => ({
      ...m,
      header: { ...m.header, signature: someSignature(amount) },
    })),
    deviating("signed-negotiate", negotiateRequest311(sizes), "Smb2Header.flags", (m, amount) =>
      flagged(m, someSignature(amount)),
    ),
  ];
}

function modeRules(sizes: Sizes): Rule<Message>[] {
  const mode =
    (securityMode: (amount: number) => number) =>
    (m: Smb2<"negotiateResponse">, amount: number): Smb2<"negotiateResponse"> => ({
      ...m,
      body: { ...m.body, securityMode: securityMode(amount) },
    });
  const response = negotiateResponse311(sizes);
  const field = "Smb2NegotiateResponse.securityMode";
  return [
    deviating(
      "enabled-not-set",
      response,
      field,
      mode(() => 0),
    ),
    deviating(
      "required-without-enabled",
      response,
      field,
      mode(() => 2),
    ),
    deviating(
      "unknown-security-mode-bits",
      response,
      field,
      mode((amount) => 1 | (4 << (amount % 14))),
    ),
    deviating(
      "security-mode-empty",
      negotiateRequest311(sizes),
      "Smb2NegotiateRequest.securityMode",
      (m) => ({
        ...m,
        body: { ...m.body, securityMode: 0 },
      }),
    ),
  ];
}

function contextRules(sizes: Sizes): Rule<Message>[] {
  const request = negotiateRequest311(sizes);
  const cipherCount = "Smb2EncryptionContext.cipherCount";
  const withCiphers =
    (ciphers: (before: number[]) => number[]) =>
    (m: Smb2<"negotiateRequest">): Smb2<"negotiateRequest"> =>
      withContexts(m, (list) =>
        list.map((c) => (c.kind === "encryption" ? { ...c, ciphers: ciphers(c.ciphers) } : c)),
      );
  const reserved = "reserved-not-zero";
  return [
    deviatingBytes(reserved, request, "Smb2NegotiateContext.reserved", (draft, amount) =>
      draft.set("Smb2NegotiateContext.reserved", amount + 1),
    ),
    deviating("no-preauth-integrity", request, "Smb2NegotiateRequest.negotiateContextOffset", (m) =>
      withContexts(m, (list) => list.slice(1)),
    ),
    deviating(
      "duplicate-context",
      request,
      "Smb2NegotiateContext.contextType",
      (m, amount) => withContexts(m, (list) => [...list, list[amount % list.length]!]),
      { nth: -1 },
    ),
    deviating(
      "empty-context",
      request,
      cipherCount,
      withCiphers(() => []),
    ),
    deviating(
      "duplicate-algorithm",
      request,
      cipherCount,
      withCiphers((list) => [...list, list[0]!]),
    ),
    deviating(
      "several-answers",
      negotiateResponse311(sizes),
      "Smb2SigningContext.signingAlgorithmCount",
      (m) =>
        withContexts(m, (list) =>
          list.map((c) => (c.kind === "signing" ? { ...c, signingAlgorithms: [0, 1, 2] } : c)),
        ),
    ),
    deviatingBytes(
      "contexts-below-3.1.1",
      negotiateResponseOld(sizes),
      "Smb2NegotiateResponse.negotiateContextOffset",
      (draft, amount) => draft.set("Smb2NegotiateResponse.negotiateContextOffset", amount + 1),
    ),
  ];
}

type WithContexts = Smb2<"negotiateRequest"> | Smb2<"negotiateResponse">;
type Contexts = WithContexts["body"]["negotiateContextList"];

function withContexts<M extends WithContexts>(m: M, change: (list: Contexts) => Contexts): M {
  return { ...m, body: { ...m.body, negotiateContextList: change(m.body.negotiateContextList) } };
}

function otherRules(sizes: Sizes): Rule<Message>[] {
  const request = negotiateRequestOld();
  const setup = sessionSetupRequest(sizes);
  const setupResponse = sessionSetupResponse(sizes);
  const sessionFlags =
    (flags: number) =>
    (m: Smb2<"sessionSetupResponse">): Smb2<"sessionSetupResponse"> => ({
      ...m,
      body: { ...m.body, sessionFlags: flags },
    });
  const flags = "Smb2SessionSetupResponse.sessionFlags";
  return [
    deviating("no-dialects", request, "Smb2NegotiateRequest.dialectCount", (m) => ({
      ...m,
      body: { ...m.body, dialects: [] },
    })),
    deviating(
      "duplicate-dialect",
      request,
      "Smb2NegotiateRequest.dialects",
      (m) => ({ ...m, body: { ...m.body, dialects: [...m.body.dialects, m.body.dialects[0]!] } }),
      // The second of the two.
      { at: (draft) => draft.bytes.length - 2 },
    ),
    deviating(
      "encryption-capability",
      negotiateResponseOld(sizes),
      "Smb2NegotiateResponse.capabilities",
      (m) => ({
        ...m,
        body: { ...m.body, dialectRevision: Dialect.SMB_2_1, capabilities: Capabilities.ENCRYPTION },
      }),
    ),
    deviating("channel-not-zero", setup, "Smb2SessionSetupRequest.channel", (m, amount) => ({
      ...m,
      body: { ...m.body, channel: amount + 1 },
    })),
    deviating("unknown-flags", setupResponse, flags, sessionFlags(0x8000)),
    deviating("guest-and-null", setupResponse, flags, sessionFlags(0x0003)),
    deviating("not-encrypted", transform(sizes), "Smb2TransformHeader.flags", (m, amount) => ({
      ...m,
      header: { ...m.header, flags: 2 + (amount % 0xff00) },
    })),
    deviating("message-size", transform(sizes), "Smb2TransformHeader.originalMessageSize", (m, amount) => ({
      ...m,
      header: { ...m.header, originalMessageSize: m.body.length + 1 + amount },
    })),
  ];
}
