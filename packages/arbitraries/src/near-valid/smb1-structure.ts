// SMB1 messages whose structure is wrong: cut, or with a length, count or offset that does not fit.
import type { Message } from "@countersign/smb1";
import {
  coreResponse,
  extendedResponse,
  extendedSetup,
  lanManResponse,
  lanManSetup,
  negotiateRequest,
  ntResponse,
  ntSetup,
  type SetupRequest,
  setupResponse,
} from "../conforming/smb1.js";
import type { Sizes } from "../sizes.js";
import { cut, type Rule, tooLong, wrongValue } from "./rule.js";

const REQUEST = "Smb1NegotiateRequest";
const RESPONSE = "Smb1NegotiateResponse";
const SETUP = "Smb1SessionSetupRequest";
const SETUP_RESPONSE = "Smb1SessionSetupResponse";
/** A response that ends with its header lacks the count that tells its form. */
const HEADER_END = 32;

export function smb1StructureRules(sizes: Sizes): Rule<Message>[] {
  return [...cutRules(sizes), ...byteCountRules(sizes), ...lengthRules(sizes), ...andXRules(sizes)];
}

function cutRules(sizes: Sizes): Rule<Message>[] {
  return [
    wrongValue("protocol", negotiateRequest(), "Smb1Header.protocol", 0x424d53fb),
    cut("negotiate-request-cut", negotiateRequest()),
    cut("extended-negotiate-response-cut", extendedResponse(sizes), {}, [HEADER_END]),
    cut("nt-negotiate-response-cut", ntResponse(), {}, [HEADER_END]),
    cut("lanman-negotiate-response-cut", lanManResponse(), {}, [HEADER_END]),
    cut("extended-setup-cut", extendedSetup(sizes)),
    cut("nt-setup-cut", ntSetup()),
    cut("lanman-setup-cut", lanManSetup()),
    cut("setup-response-cut", setupResponse(sizes), {}, [HEADER_END]),
  ];
}

function byteCountRules(sizes: Sizes): Rule<Message>[] {
  const of = <M extends Message>(kind: string, from: Rule<M>["from"], structure: string) =>
    tooLong(`${kind}-byte-count`, from, `${structure}.byteCount`, `${structure}.bytes`);
  return [
    of("negotiate-request", negotiateRequest(), REQUEST),
    of("extended-negotiate-response", extendedResponse(sizes), RESPONSE),
    of("nt-negotiate-response", ntResponse(), RESPONSE),
    of("lanman-negotiate-response", lanManResponse(), RESPONSE),
    of("core-negotiate-response", coreResponse(), RESPONSE),
    of("extended-setup", extendedSetup(sizes), SETUP),
    of("nt-setup", ntSetup(), SETUP),
    of("lanman-setup", lanManSetup(), SETUP),
    of("setup-response", setupResponse(sizes), SETUP_RESPONSE),
  ];
}

function lengthRules(sizes: Sizes): Rule<Message>[] {
  return [
    wrongValue("dialect-buffer-format", negotiateRequest(), `${REQUEST}.bufferFormat`, 3),
    {
      kind: "server-guid-short",
      from: extendedResponse(sizes),
      spoil: (draft, amount) => draft.set(`${RESPONSE}.byteCount`, amount % 16),
      expect: "truncated",
      field: `${RESPONSE}.serverGuid`,
    },
    tooLong(
      "challenge-length-too-large",
      ntResponse(),
      `${RESPONSE}.challengeLength`,
      `${RESPONSE}.challenge`,
    ),
    tooLong("key-length", lanManResponse(), `${RESPONSE}.encryptionKeyLength`, `${RESPONSE}.encryptionKey`),
    tooLong(
      "setup-blob-length",
      extendedSetup(sizes),
      `${SETUP}.securityBlobLength`,
      `${SETUP}.securityBlob`,
    ),
    tooLong("oem-password-length", ntSetup(), `${SETUP}.oemPasswordLen`, `${SETUP}.oemPassword`),
    tooLong("unicode-password-length", ntSetup(), `${SETUP}.unicodePasswordLen`, `${SETUP}.unicodePassword`),
    tooLong("password-length", lanManSetup(), `${SETUP}.passwordLength`, `${SETUP}.accountPassword`),
    tooLong(
      "setup-response-blob-length",
      setupResponse(sizes),
      `${SETUP_RESPONSE}.securityBlobLength`,
      `${SETUP_RESPONSE}.securityBlob`,
    ),
  ];
}

const AND_X_OFFSET = `${SETUP}.andXOffset`;

function andXRules(sizes: Sizes): Rule<Message>[] {
  const from = extendedSetup(sizes).map((m): SetupRequest => {
    const andX = { command: 0x75, blocks: new Uint8Array(12) };
    return { ...m, body: { ...m.body, andX } };
  });
  const field = `${SETUP}.andX`;
  return [
    {
      kind: "and-x-offset-inside",
      from,
      // 0 would say that none follows.
      spoil: (draft, amount) => draft.set(AND_X_OFFSET, 1 + (amount % (draft.place(field).offset - 1))),
      expect: "malformed",
      field,
      at: (draft) => draft.get(AND_X_OFFSET),
    },
    {
      kind: "and-x-offset-beyond",
      from,
      spoil: (draft, amount) => draft.set(AND_X_OFFSET, Math.min(draft.bytes.length + amount, 0xffff)),
      expect: "truncated",
      field,
      at: (draft) => draft.get(AND_X_OFFSET),
    },
  ];
}
