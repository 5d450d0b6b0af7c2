import { Command, Flags, Flags2, type Header, type Message } from "@countersign/smb1";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, exactly, u8, u16, u32 } from "./primitives.js";
import { smb1NegotiateResponses } from "./smb1-negotiate.js";
import { setupRequests, setupResponses } from "./smb1-session-setup.js";
import { narrowText } from "./smb1-strings.js";

const { NEGOTIATE, SESSION_SETUP_ANDX } = Command;
const negotiate = fc.constant<number>(NEGOTIATE);
const sessionSetup = fc.constant<number>(SESSION_SETUP_ANDX);
const otherCommand = u8.filter((command) => command !== NEGOTIATE && command !== SESSION_SETUP_ANDX);

/** NEGOTIATE and SESSION_SETUP_ANDX in every form, refusals, and messages that the codec does not type. */
export function smb1Messages(sizes: Sizes = {}): fc.Arbitrary<Message> {
  const { maxItemBytes, maxItems, maxText } = limitsOf(sizes);
  return fc.oneof(
    fc.record({
      kind: always("negotiateRequest"),
      header: headers(negotiate, false),
      body: fc.record({ dialects: fc.array(narrowText(maxText), { maxLength: maxItems }) }),
    }),
    fc.record({
      kind: always("negotiateResponse"),
      header: headers(negotiate, true),
      body: smb1NegotiateResponses(sizes),
    }),
    headers(sessionSetup, false).chain((header) =>
      fc.record({
        kind: always("sessionSetupRequest"),
        header: always(header),
        body: setupRequests(isUnicode(header), sizes),
      }),
    ),
    headers(sessionSetup, true).chain((header) =>
      fc.record({
        kind: always("sessionSetupResponse"),
        header: always(header),
        body: setupResponses(isUnicode(header), sizes),
      }),
    ),
    fc.record({
      kind: always("errorResponse"),
      header: headers(fc.oneof(negotiate, sessionSetup), true),
      body: fc.record({ bytes: bytes(maxItemBytes) }),
    }),
    fc.record({
      kind: always("unknown"),
      header: headers(otherCommand, undefined),
      body: bytes(maxItemBytes),
    }),
    fc.record({
      kind: always("unknown"),
      header: headers(fc.oneof(negotiate, sessionSetup), undefined),
      // A count of words that no form has.
      body: bytes(maxItemBytes).map((rest) => Uint8Array.of(2, ...rest)),
    }),
  );
}

function isUnicode({ flags2 }: Header): boolean {
  return (flags2 & Flags2.UNICODE) !== 0;
}

function headers(command: fc.Arbitrary<number>, isResponse: boolean | undefined): fc.Arbitrary<Header> {
  return fc.record({
    command,
    status: u32,
    flags: u8.map((flags) => {
      if (isResponse === undefined) return flags;
      return isResponse ? flags | Flags.REPLY : flags & ~Flags.REPLY;
    }),
    flags2: u16,
    pidHigh: u16,
    securityFeatures: exactly(8),
    tid: u16,
    pidLow: u16,
    uid: u16,
    mid: u16,
  });
}
