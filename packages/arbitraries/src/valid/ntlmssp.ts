// Messages in all the layouts of history: NEGOTIATE of 16, 32 or 40 bytes before its payload, CHALLENGE of 48 or 56,
// AUTHENTICATE of 52, 64, 72 or 88.
import {
  type Authenticate,
  type Challenge,
  type Message,
  type Negotiate,
  NegotiateFlags,
} from "@countersign/ntlmssp";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { avPairs } from "./av-pairs.js";
import { always, bytes, byteText, exactly, optional, u8, u16, u32, utf16Text } from "./primitives.js";

const { NEGOTIATE_UNICODE } = NegotiateFlags;
const asUnicode = (flags: number) => (flags | NEGOTIATE_UNICODE) >>> 0;
const asOem = (flags: number) => (flags & ~NEGOTIATE_UNICODE) >>> 0;

/** NEGOTIATE, CHALLENGE and AUTHENTICATE, with any flags, names in both encodings, and every slot there or not. */
export function ntlmMessages(sizes: Sizes = {}): fc.Arbitrary<Message> {
  return fc.oneof(negotiates(sizes), challenges(sizes), authenticates(sizes));
}

const version = optional(
  fc.record({ productMajorVersion: u8, productMinorVersion: u8, productBuild: u16, ntlmRevisionCurrent: u8 }),
);

function negotiates(sizes: Sizes): fc.Arbitrary<Negotiate> {
  const { maxText } = limitsOf(sizes);
  const withNames = fc.record({
    kind: always("negotiate"),
    negotiateFlags: u32,
    domainName: byteText(maxText),
    workstationName: byteText(maxText),
    version,
  });
  const short = fc.record({
    kind: always("negotiate"),
    negotiateFlags: u32,
    domainName: always(undefined),
    workstationName: always(undefined),
    version: always(undefined),
  });
  return fc.oneof({ weight: 4, arbitrary: withNames }, { weight: 1, arbitrary: short });
}

function challenges(sizes: Sizes): fc.Arbitrary<Challenge> {
  const { maxText } = limitsOf(sizes);
  const of = (targetName: fc.Arbitrary<string>, negotiateFlags: fc.Arbitrary<number>) =>
    fc.record({
      kind: always("challenge"),
      targetName,
      negotiateFlags,
      serverChallenge: exactly(8),
      targetInfo: optional(avPairs(sizes)),
      version,
    });
  return fc.oneof(of(utf16Text(maxText), u32.map(asUnicode)), of(byteText(maxText), u32.map(asOem)));
}

function authenticates(sizes: Sizes): fc.Arbitrary<Authenticate> {
  const { maxText } = limitsOf(sizes);
  const unicode = authenticatesOf(utf16Text(maxText), u32.map(asUnicode), sizes);
  const oem = authenticatesOf(byteText(maxText), u32.map(asOem), sizes);
  const short = authenticatesOf(byteText(maxText), always(undefined), sizes);
  return fc.oneof(
    { weight: 4, arbitrary: unicode },
    { weight: 2, arbitrary: oem },
    { weight: 1, arbitrary: short },
  );
}

function authenticatesOf(
  name: fc.Arbitrary<string>,
  negotiateFlags: fc.Arbitrary<number | undefined>,
  sizes: Sizes,
): fc.Arbitrary<Authenticate> {
  const { maxBytes, maxItemBytes } = limitsOf(sizes);
  return fc
    .record({
      kind: always("authenticate"),
      lmChallengeResponse: bytes(maxItemBytes),
      ntChallengeResponse: bytes(maxBytes),
      domainName: name,
      userName: name,
      workstation: name,
      encryptedRandomSessionKey: fc.oneof(exactly(0), exactly(16)),
      negotiateFlags,
      version,
      mic: optional(exactly(16)),
    })
    .map(withoutLaterSlots);
}

/** A slot stands behind those before it, and nowhere else. */
function withoutLaterSlots(m: Authenticate): Authenticate {
  if (m.negotiateFlags === undefined) {
    return { ...m, encryptedRandomSessionKey: undefined, version: undefined, mic: undefined };
  }
  return m.version === undefined ? { ...m, mic: undefined } : m;
}
