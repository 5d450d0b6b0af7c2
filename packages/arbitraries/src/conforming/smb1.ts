// Messages that break no rule of [MS-CIFS] and [MS-SMB]: `deviations` finds nothing in them.
import { Capabilities, Command, Flags, Flags2, type Header, type Message } from "@countersign/smb1";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, exactly, textOf, u16, u32, u64 } from "../valid/primitives.js";

export type Smb1<K extends Message["kind"]> = Extract<Message, { kind: K }>;
type Form<K extends "negotiateResponse" | "sessionSetupRequest" | "sessionSetupResponse", F> = {
  kind: K;
  header: Header;
  body: Extract<Smb1<K>["body"], { kind: F }>;
};
export type SetupRequest = Form<"sessionSetupRequest", "extendedSecurity">;
export type NtResponse = Form<"negotiateResponse", "ntLanMan">;

const NT_FLAGS2 = Flags2.LONG_NAMES | Flags2.EXTENDED_SECURITY | Flags2.NT_STATUS | Flags2.UNICODE;

function headers(command: number, flags: number): fc.Arbitrary<Header> {
  return fc.record({
    command: always(command),
    status: always(0),
    flags: always(flags),
    flags2: always(NT_FLAGS2),
    pidHigh: u16,
    securityFeatures: fc.constant(new Uint8Array(8)),
    tid: u16,
    pidLow: u16,
    uid: u16,
    mid: u16,
  });
}

const name = textOf(fc.integer({ min: 0x21, max: 0x7e }), 1, 12);

export function negotiateRequest(): fc.Arbitrary<Smb1<"negotiateRequest">> {
  return fc.record({
    kind: always("negotiateRequest"),
    header: headers(Command.NEGOTIATE, 0),
    body: fc.record({ dialects: fc.array(name, { minLength: 1, maxLength: 4 }) }),
  });
}

const ntFields = {
  dialectIndex: u16,
  securityMode: fc.constantFrom(0x03, 0x07, 0x0f),
  maxMpxCount: u16,
  maxNumberVcs: u16,
  maxBufferSize: u32,
  maxRawSize: u32,
  sessionKey: u32,
  systemTime: u64,
  serverTimeZone: fc.integer({ min: -720, max: 720 }),
};

export function extendedResponse(sizes: Sizes): fc.Arbitrary<Form<"negotiateResponse", "extendedSecurity">> {
  return fc.record({
    kind: always("negotiateResponse"),
    header: headers(Command.NEGOTIATE, Flags.REPLY),
    body: fc.record({
      kind: always("extendedSecurity"),
      ...ntFields,
      capabilities: always(Capabilities.EXTENDED_SECURITY),
      serverGuid: exactly(16),
      securityBlob: blob(sizes),
    }),
  });
}

export function ntResponse(): fc.Arbitrary<NtResponse> {
  return fc.record({
    kind: always("negotiateResponse"),
    header: headers(Command.NEGOTIATE, Flags.REPLY),
    body: fc.record({
      kind: always("ntLanMan"),
      ...ntFields,
      capabilities: always(Capabilities.UNICODE),
      challenge: exactly(8),
      domainName: name,
      serverName: name,
    }),
  });
}

/** With a challenge and no domain, as before LAN Manager 2.1. */
export function lanManResponse(): fc.Arbitrary<Form<"negotiateResponse", "lanMan">> {
  return fc.record({
    kind: always("negotiateResponse"),
    header: headers(Command.NEGOTIATE, Flags.REPLY),
    body: fc.record({
      kind: always("lanMan"),
      dialectIndex: u16,
      securityMode: always(3),
      maxBufferSize: u16,
      maxMpxCount: u16,
      maxNumberVcs: u16,
      rawMode: u16,
      sessionKey: u32,
      serverTime: u16,
      serverDate: u16,
      serverTimeZone: always(0),
      encryptionKey: exactly(8),
      primaryDomain: always(undefined),
    }),
  });
}

export function coreResponse(): fc.Arbitrary<Form<"negotiateResponse", "core">> {
  return fc.record({
    kind: always("negotiateResponse"),
    header: headers(Command.NEGOTIATE, Flags.REPLY),
    body: fc.record({ kind: always("core"), dialectIndex: fc.nat(0xfffe) }),
  });
}

const setupFields = {
  andX: always(undefined),
  maxBufferSize: u16,
  maxMpxCount: u16,
  vcNumber: u16,
  sessionKey: u32,
};
const systemNames = { nativeOs: name, nativeLanMan: name, primaryDomain: name };

export function extendedSetup(sizes: Sizes): fc.Arbitrary<SetupRequest> {
  return fc.record({
    kind: always("sessionSetupRequest"),
    header: headers(Command.SESSION_SETUP_ANDX, 0),
    body: fc.record({
      kind: always("extendedSecurity"),
      ...setupFields,
      capabilities: u32,
      securityBlob: blob(sizes),
      ...systemNames,
    }),
  });
}

export function ntSetup(): fc.Arbitrary<Form<"sessionSetupRequest", "ntLanMan">> {
  return fc.record({
    kind: always("sessionSetupRequest"),
    header: headers(Command.SESSION_SETUP_ANDX, 0),
    body: fc.record({
      kind: always("ntLanMan"),
      ...setupFields,
      capabilities: u32,
      oemPassword: exactly(24),
      unicodePassword: exactly(24),
      accountName: name,
      ...systemNames,
    }),
  });
}

export function lanManSetup(): fc.Arbitrary<Form<"sessionSetupRequest", "lanMan">> {
  return fc.record({
    kind: always("sessionSetupRequest"),
    header: headers(Command.SESSION_SETUP_ANDX, 0),
    body: fc.record({
      kind: always("lanMan"),
      ...setupFields,
      accountPassword: exactly(24),
      accountName: name,
      ...systemNames,
    }),
  });
}

export function setupResponse(sizes: Sizes): fc.Arbitrary<Form<"sessionSetupResponse", "extendedSecurity">> {
  return fc.record({
    kind: always("sessionSetupResponse"),
    header: headers(Command.SESSION_SETUP_ANDX, Flags.REPLY),
    body: fc.record({
      kind: always("extendedSecurity"),
      andX: always(undefined),
      action: fc.nat(1),
      securityBlob: blob(sizes),
      ...systemNames,
    }),
  });
}

/** A command that the codec does not type. */
export function treeConnect(): fc.Arbitrary<Smb1<"unknown">> {
  return fc.record({
    kind: always("unknown"),
    header: headers(Command.TREE_CONNECT_ANDX, 0),
    body: fc.uint8Array({ maxLength: 20 }),
  });
}

function blob(sizes: Sizes): fc.Arbitrary<Uint8Array> {
  const { maxBytes } = limitsOf(sizes);
  return fc.uint8Array({ minLength: 1, maxLength: Math.min(Math.max(maxBytes, 1), 0x4000) });
}
