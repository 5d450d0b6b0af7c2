import { Capabilities, type NegotiateResponse } from "@countersign/smb1";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, bytes, exactly, u8, u16, u32, u64 } from "./primitives.js";
import { strings } from "./smb1-strings.js";

const { EXTENDED_SECURITY, UNICODE } = Capabilities;
const timeZone = fc.integer({ min: -32768, max: 32767 });
const ntFields = {
  dialectIndex: u16,
  securityMode: u8,
  maxMpxCount: u16,
  maxNumberVcs: u16,
  maxBufferSize: u32,
  maxRawSize: u32,
  sessionKey: u32,
  systemTime: u64,
  serverTimeZone: timeZone,
};

/** Responses of 17 words with and without extended security, of 13, and of one. */
export function smb1NegotiateResponses(sizes: Sizes): fc.Arbitrary<NegotiateResponse> {
  return fc.oneof(
    extendedSecurity(sizes),
    ntLanMan(sizes),
    lanMan(sizes),
    fc.record({ kind: always("core"), dialectIndex: fc.nat(0xfffe) }),
    fc.record({ kind: always("refused") }),
  );
}

function extendedSecurity(sizes: Sizes) {
  return fc.record({
    kind: always("extendedSecurity"),
    ...ntFields,
    capabilities: u32.map((bits) => (bits | EXTENDED_SECURITY) >>> 0),
    serverGuid: exactly(16),
    securityBlob: bytes(limitsOf(sizes).maxBytes),
  });
}

function ntLanMan(sizes: Sizes) {
  return fc.boolean().chain((isUnicode) =>
    fc
      .record({
        kind: always("ntLanMan"),
        ...ntFields,
        capabilities: u32.map((bits) => withUnicode(bits & ~EXTENDED_SECURITY, isUnicode)),
        challenge: bytes(10),
        names: strings(2, isUnicode, limitsOf(sizes).maxText),
      })
      .map(({ names: [domainName, serverName], ...body }) => ({ ...body, domainName, serverName })),
  );
}

function withUnicode(capabilities: number, isUnicode: boolean): number {
  return (isUnicode ? capabilities | UNICODE : capabilities & ~UNICODE) >>> 0;
}

function lanMan(sizes: Sizes) {
  return (
    fc
      .record({
        kind: always("lanMan"),
        dialectIndex: u16,
        securityMode: u16,
        maxBufferSize: u16,
        maxMpxCount: u16,
        maxNumberVcs: u16,
        rawMode: u16,
        sessionKey: u32,
        serverTime: u16,
        serverDate: u16,
        serverTimeZone: timeZone,
        encryptionKey: bytes(10),
        names: strings(1, false, limitsOf(sizes).maxText),
      })
      .map(({ names: [primaryDomain], ...body }) => ({ ...body, primaryDomain }))
      // The one combination that cannot be told from a key.
      .filter((m) => m.encryptionKey.length > 0 || m.primaryDomain?.length !== 7)
  );
}
