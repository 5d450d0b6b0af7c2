import { type AndX, Command, type SessionSetupRequest, type SessionSetupResponse } from "@countersign/smb1";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, optional, u8, u16, u32 } from "./primitives.js";
import { strings } from "./smb1-strings.js";

const andX: fc.Arbitrary<AndX | undefined> = optional(
  fc.record({ command: u8.filter((command) => command !== Command.NO_ANDX_COMMAND), blocks: bytes(12) }),
);
const fields = { andX, maxBufferSize: u16, maxMpxCount: u16, vcNumber: u16, sessionKey: u32 };

/** Requests of 12, 13 and 10 words. `isUnicode`: as Flags2 of the header says. */
export function setupRequests(isUnicode: boolean, sizes: Sizes): fc.Arbitrary<SessionSetupRequest> {
  const { maxBytes, maxItemBytes, maxText } = limitsOf(sizes);
  const names = strings(4, isUnicode, maxText);
  return fc.oneof(
    fc
      .record({
        kind: always("extendedSecurity"),
        ...fields,
        capabilities: u32,
        securityBlob: bytes(maxBytes),
        names: strings(3, isUnicode, maxText),
      })
      .map(({ names: [nativeOs, nativeLanMan, primaryDomain], ...body }) => ({
        ...body,
        nativeOs,
        nativeLanMan,
        primaryDomain,
      })),
    fc
      .record({
        kind: always("ntLanMan"),
        ...fields,
        capabilities: u32,
        oemPassword: bytes(maxItemBytes),
        unicodePassword: bytes(maxItemBytes),
        names,
      })
      .map(withAccount),
    fc
      .record({ kind: always("lanMan"), ...fields, accountPassword: bytes(maxItemBytes), names })
      .map(withAccount),
  );
}

function withAccount<B>({ names, ...body }: B & { names: (string | undefined)[] }) {
  const [accountName, primaryDomain, nativeOs, nativeLanMan] = names;
  return { ...body, accountName, primaryDomain, nativeOs, nativeLanMan };
}

/** Responses of 4 and of 3 words. `isUnicode`: as Flags2 of the header says. */
export function setupResponses(isUnicode: boolean, sizes: Sizes): fc.Arbitrary<SessionSetupResponse> {
  const { maxBytes, maxText } = limitsOf(sizes);
  const common = { andX, action: u16, names: strings(3, isUnicode, maxText) };
  return fc.oneof(
    fc.record({ kind: always("extendedSecurity"), ...common, securityBlob: bytes(maxBytes) }).map(withNames),
    fc.record({ kind: always("lanMan"), ...common }).map(withNames),
  );
}

function withNames<B>({ names, ...body }: B & { names: (string | undefined)[] }) {
  const [nativeOs, nativeLanMan, primaryDomain] = names;
  return { ...body, nativeOs, nativeLanMan, primaryDomain };
}
