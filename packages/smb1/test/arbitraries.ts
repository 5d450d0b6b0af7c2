import fc from "fast-check";
import { type AndX, Capabilities, Command, Flags, Flags2, type Header, type Message } from "../src/index.js";

const u8 = fc.nat(0xff);
const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);
const u64 = fc.bigInt({ min: 0n, max: 0xffff_ffff_ffff_ffffn });
const timeZone = fc.integer({ min: -32768, max: 32767 });
const bytes = (maxLength: number, minLength = 0): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });

/** Characters of one byte, which fit both encodings. */
const text = fc
  .array(fc.integer({ min: 1, max: 0xff }), { maxLength: 8 })
  .map((codes) => String.fromCharCode(...codes));
/** UTF-16 code units, lone surrogates too. */
const wideText = fc
  .array(fc.integer({ min: 1, max: 0xffff }), { maxLength: 8 })
  .map((codes) => String.fromCharCode(...codes));

/** As many strings as there are; once one is missing, so are those after it. */
function strings(count: number, isUnicode: boolean): fc.Arbitrary<(string | undefined)[]> {
  return fc
    .array(isUnicode ? wideText : text, { maxLength: count })
    .map((list) => Array.from({ length: count }, (_, i) => list[i]));
}

const headers = (command: fc.Arbitrary<number>, isResponse: boolean | undefined): fc.Arbitrary<Header> =>
  fc
    .record({
      command,
      status: u32,
      flags: u8,
      flags2: u16,
      pidHigh: u16,
      securityFeatures: bytes(8, 8),
      tid: u16,
      pidLow: u16,
      uid: u16,
      mid: u16,
    })
    .map((header) => ({
      ...header,
      flags:
        isResponse === undefined
          ? header.flags
          : isResponse
            ? header.flags | Flags.REPLY
            : header.flags & ~Flags.REPLY,
    }));

const negotiate = fc.constant(Command.NEGOTIATE);
const sessionSetup = fc.constant(Command.SESSION_SETUP_ANDX);

const andX: fc.Arbitrary<AndX | undefined> = fc.option(
  fc.record({ command: u8.filter((command) => command !== Command.NO_ANDX_COMMAND), blocks: bytes(12) }),
  { nil: undefined },
);

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

const extendedResponse = fc
  .record({ ...ntFields, capabilities: u32, serverGuid: bytes(16, 16), securityBlob: bytes(30) })
  .map((body) => ({
    kind: "extendedSecurity" as const,
    ...body,
    capabilities: (body.capabilities | Capabilities.EXTENDED_SECURITY) >>> 0,
  }));

const ntResponse = fc.boolean().chain((isUnicode) =>
  fc
    .tuple(fc.record({ ...ntFields, capabilities: u32, challenge: bytes(10) }), strings(2, isUnicode))
    .map(([body, [domainName, serverName]]) => ({
      kind: "ntLanMan" as const,
      ...body,
      capabilities: withUnicode(body.capabilities & ~Capabilities.EXTENDED_SECURITY, isUnicode),
      domainName,
      serverName,
    })),
);

function withUnicode(capabilities: number, isUnicode: boolean): number {
  return (isUnicode ? capabilities | Capabilities.UNICODE : capabilities & ~Capabilities.UNICODE) >>> 0;
}

const lanManResponse = fc
  .tuple(
    fc.record({
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
    }),
    strings(1, false),
  )
  .map(([body, [primaryDomain]]) => ({ kind: "lanMan" as const, ...body, primaryDomain }))
  // The one combination that cannot be told from a key.
  .filter((m) => m.encryptionKey.length > 0 || m.primaryDomain?.length !== 7);

const negotiateResponses = fc.oneof(
  extendedResponse,
  ntResponse,
  lanManResponse,
  fc.nat(0xfffe).map((dialectIndex) => ({ kind: "core" as const, dialectIndex })),
  fc.constant({ kind: "refused" as const }),
);

const setupFields = { andX, maxBufferSize: u16, maxMpxCount: u16, vcNumber: u16, sessionKey: u32 };

const setupRequests = (isUnicode: boolean) =>
  fc.oneof(
    fc
      .tuple(fc.record({ ...setupFields, capabilities: u32, securityBlob: bytes(30) }), strings(3, isUnicode))
      .map(([body, [nativeOs, nativeLanMan, primaryDomain]]) => ({
        kind: "extendedSecurity" as const,
        ...body,
        nativeOs,
        nativeLanMan,
        primaryDomain,
      })),
    fc
      .tuple(
        fc.record({ ...setupFields, capabilities: u32, oemPassword: bytes(25), unicodePassword: bytes(30) }),
        strings(4, isUnicode),
      )
      .map(([body, [accountName, primaryDomain, nativeOs, nativeLanMan]]) => ({
        kind: "ntLanMan" as const,
        ...body,
        accountName,
        primaryDomain,
        nativeOs,
        nativeLanMan,
      })),
    fc
      .tuple(fc.record({ ...setupFields, accountPassword: bytes(25) }), strings(4, isUnicode))
      .map(([body, [accountName, primaryDomain, nativeOs, nativeLanMan]]) => ({
        kind: "lanMan" as const,
        ...body,
        accountName,
        primaryDomain,
        nativeOs,
        nativeLanMan,
      })),
  );

const setupResponses = (isUnicode: boolean) =>
  fc.oneof(
    fc
      .tuple(fc.record({ andX, action: u16, securityBlob: bytes(30) }), strings(3, isUnicode))
      .map(([body, [nativeOs, nativeLanMan, primaryDomain]]) => ({
        kind: "extendedSecurity" as const,
        ...body,
        nativeOs,
        nativeLanMan,
        primaryDomain,
      })),
    fc
      .tuple(fc.record({ andX, action: u16 }), strings(3, isUnicode))
      .map(([body, [nativeOs, nativeLanMan, primaryDomain]]) => ({
        kind: "lanMan" as const,
        ...body,
        nativeOs,
        nativeLanMan,
        primaryDomain,
      })),
  );

const isUnicodeHeader = (header: Header): boolean => (header.flags2 & Flags2.UNICODE) !== 0;

export const messages: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    kind: fc.constant("negotiateRequest" as const),
    header: headers(negotiate, false),
    body: fc.record({ dialects: fc.array(text, { maxLength: 4 }) }),
  }),
  fc.record({
    kind: fc.constant("negotiateResponse" as const),
    header: headers(negotiate, true),
    body: negotiateResponses,
  }),
  headers(sessionSetup, false).chain((header) =>
    setupRequests(isUnicodeHeader(header)).map((body) => ({
      kind: "sessionSetupRequest" as const,
      header,
      body,
    })),
  ),
  headers(sessionSetup, true).chain((header) =>
    setupResponses(isUnicodeHeader(header)).map((body) => ({
      kind: "sessionSetupResponse" as const,
      header,
      body,
    })),
  ),
  fc.record({
    kind: fc.constant("errorResponse" as const),
    header: headers(fc.oneof(negotiate, sessionSetup), true),
    body: fc.record({ bytes: bytes(4) }),
  }),
  fc.record({
    kind: fc.constant("unknown" as const),
    header: headers(
      u8.filter((command) => command !== Command.NEGOTIATE && command !== Command.SESSION_SETUP_ANDX),
      undefined,
    ),
    body: bytes(20),
  }),
  fc.record({
    kind: fc.constant("unknown" as const),
    header: headers(fc.oneof(negotiate, sessionSetup), undefined),
    // A count of words that no form has.
    body: bytes(20).map((rest) => Uint8Array.of(2, ...rest)),
  }),
);
