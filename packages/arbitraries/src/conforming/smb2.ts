// Messages that break no rule of [MS-SMB2]: `deviations` finds nothing in them.
import {
  Capabilities,
  Cipher,
  Command,
  CompressionAlgorithm,
  Dialect,
  HashAlgorithm,
  type Header,
  HeaderFlags,
  type NegotiateContext,
  type PlainMessage,
  RdmaTransformId,
  SessionFlags,
  SigningAlgorithm,
  Status,
  TransformFlags,
  type TransformMessage,
} from "@countersign/smb2";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { always, exactly, u16, u32, u64, utf16Text } from "../valid/primitives.js";

export type Smb2<K extends PlainMessage["kind"]> = Extract<PlainMessage, { kind: K }>;

const UNSIGNED = new Uint8Array(16);
const CLIENT_MODES = [0x01, 0x02, 0x03] as const;
const SERVER_MODES = [0x01, 0x03] as const;
const OLD_DIALECTS = [Dialect.SMB_2_0_2, Dialect.SMB_2_1, Dialect.SMB_3_0, Dialect.SMB_3_0_2] as const;

function headers(command: number, flags: number, status: number): fc.Arbitrary<Header> {
  return fc.record({
    creditCharge: u16,
    status: always(status),
    command: always(command),
    credits: u16,
    flags: always(flags),
    messageId: u64,
    treeId: u32,
    asyncId: always(undefined),
    sessionId: u64,
    signature: always(UNSIGNED),
  });
}

const request = (command: number) => headers(command, 0, 0);
const response = (command: number, status: number = Status.SUCCESS) =>
  headers(command, HeaderFlags.SERVER_TO_REDIR, status);

/** Some of a table's codes, each once, in any order; at least one. */
function some(table: Readonly<Record<string, number>>): fc.Arbitrary<number[]> {
  return fc.shuffledSubarray(Object.values(table), { minLength: 1 });
}

function one(table: Readonly<Record<string, number>>): fc.Arbitrary<number[]> {
  return fc.constantFrom(...Object.values(table)).map((code) => [code]);
}

/** One context of each kind, preauthentication first. `codes`: a request's lists, or a response's one choice. */
function contextsWith(
  codes: (table: Readonly<Record<string, number>>) => fc.Arbitrary<number[]>,
  sizes: Sizes,
): fc.Arbitrary<NegotiateContext[]> {
  const { maxItemBytes, maxText } = limitsOf(sizes);
  return fc
    .record({
      hashAlgorithms: codes(HashAlgorithm),
      salt: fc.uint8Array({ minLength: 1, maxLength: Math.max(maxItemBytes, 1) }),
      ciphers: codes(Cipher),
      compressionAlgorithms: some(CompressionAlgorithm),
      netName: utf16Text(maxText).map((name) => `${name}x`),
      rdmaTransformIds: some(RdmaTransformId),
      signingAlgorithms: codes(SigningAlgorithm),
      version: exactly(16),
    })
    .map((m) => [
      { kind: "preauthIntegrity", hashAlgorithms: m.hashAlgorithms, salt: m.salt },
      { kind: "encryption", ciphers: m.ciphers },
      { kind: "compression", flags: 1, compressionAlgorithms: m.compressionAlgorithms },
      { kind: "netname", netName: m.netName },
      { kind: "transport", flags: 1 },
      { kind: "rdmaTransform", rdmaTransformIds: m.rdmaTransformIds },
      { kind: "signing", signingAlgorithms: m.signingAlgorithms },
      { kind: "posix", version: m.version },
    ]);
}

/** A client that offers 3.1.1, with all contexts. */
export function negotiateRequest311(sizes: Sizes): fc.Arbitrary<Smb2<"negotiateRequest">> {
  const body = fc.record({
    securityMode: fc.constantFrom(...CLIENT_MODES),
    capabilities: u32,
    clientGuid: exactly(16),
    clientStartTime: always(0n),
    dialects: fc.subarray([...OLD_DIALECTS]).map((list) => [...list, Dialect.SMB_3_1_1]),
    negotiateContextList: contextsWith(some, sizes),
  });
  return fc.record({ kind: always("negotiateRequest"), header: request(Command.NEGOTIATE), body });
}

/** A client that offers no more than 3.0.2. */
export function negotiateRequestOld(): fc.Arbitrary<Smb2<"negotiateRequest">> {
  const body = fc.record({
    securityMode: fc.constantFrom(...CLIENT_MODES),
    capabilities: u32,
    clientGuid: exactly(16),
    clientStartTime: always(0n),
    dialects: fc.subarray([...OLD_DIALECTS], { minLength: 1 }),
    negotiateContextList: fc.constant<NegotiateContext[]>([]),
  });
  return fc.record({ kind: always("negotiateRequest"), header: request(Command.NEGOTIATE), body });
}

const buffer = ({ maxBytes }: Required<Sizes>) =>
  fc.uint8Array({ minLength: 1, maxLength: Math.min(Math.max(maxBytes, 1), 0x4000) });

function responseFields(sizes: Sizes) {
  return {
    securityMode: fc.constantFrom(...SERVER_MODES),
    serverGuid: exactly(16),
    capabilities: u32.map((bits) => (bits & ~Capabilities.ENCRYPTION) >>> 0),
    maxTransactSize: u32,
    maxReadSize: u32,
    maxWriteSize: u32,
    systemTime: u64,
    serverStartTime: u64,
    securityBuffer: buffer(limitsOf(sizes)),
  };
}

export function negotiateResponse311(sizes: Sizes): fc.Arbitrary<Smb2<"negotiateResponse">> {
  const body = fc.record({
    ...responseFields(sizes),
    dialectRevision: always(Dialect.SMB_3_1_1),
    negotiateContextList: contextsWith(one, sizes),
  });
  return fc.record({ kind: always("negotiateResponse"), header: response(Command.NEGOTIATE), body });
}

export function negotiateResponseOld(sizes: Sizes): fc.Arbitrary<Smb2<"negotiateResponse">> {
  const body = fc.record({
    ...responseFields(sizes),
    dialectRevision: fc.constantFrom(...OLD_DIALECTS),
    negotiateContextList: fc.constant<NegotiateContext[]>([]),
  });
  return fc.record({ kind: always("negotiateResponse"), header: response(Command.NEGOTIATE), body });
}

export function sessionSetupRequest(sizes: Sizes): fc.Arbitrary<Smb2<"sessionSetupRequest">> {
  const body = fc.record({
    flags: fc.nat(1),
    securityMode: fc.constantFrom(...CLIENT_MODES),
    capabilities: u32,
    channel: always(0),
    previousSessionId: u64,
    securityBuffer: buffer(limitsOf(sizes)),
  });
  return fc.record({ kind: always("sessionSetupRequest"), header: request(Command.SESSION_SETUP), body });
}

export function sessionSetupResponse(sizes: Sizes): fc.Arbitrary<Smb2<"sessionSetupResponse">> {
  const flags = fc.constantFrom<number>(0, ...Object.values(SessionFlags));
  const body = fc.record({ sessionFlags: flags, securityBuffer: buffer(limitsOf(sizes)) });
  return fc.record({ kind: always("sessionSetupResponse"), header: response(Command.SESSION_SETUP), body });
}

export function validateRequest(): fc.Arbitrary<Smb2<"validateNegotiateInfoRequest">> {
  const body = fc.record({
    fileId: always(new Uint8Array(16).fill(0xff)),
    maxInputResponse: u32,
    maxOutputResponse: u32,
    flags: always(1),
    capabilities: u32,
    guid: exactly(16),
    securityMode: fc.constantFrom(...CLIENT_MODES),
    dialects: fc.subarray([...OLD_DIALECTS], { minLength: 1 }),
  });
  return fc.record({ kind: always("validateNegotiateInfoRequest"), header: request(Command.IOCTL), body });
}

export function validateResponse(): fc.Arbitrary<Smb2<"validateNegotiateInfoResponse">> {
  const body = fc.record({
    fileId: always(new Uint8Array(16).fill(0xff)),
    flags: always(0),
    capabilities: u32,
    guid: exactly(16),
    securityMode: fc.constantFrom(...SERVER_MODES),
    dialect: fc.constantFrom(...OLD_DIALECTS),
  });
  return fc.record({ kind: always("validateNegotiateInfoResponse"), header: response(Command.IOCTL), body });
}

export function errorResponse(sizes: Sizes): fc.Arbitrary<Smb2<"errorResponse">> {
  const body = fc.record({ errorContextCount: always(0), errorData: buffer(limitsOf(sizes)) });
  const header = response(Command.NEGOTIATE, Status.NOT_SUPPORTED);
  return fc.record({ kind: always("errorResponse"), header, body });
}

export function logoffRequest(): fc.Arbitrary<Smb2<"logoffRequest">> {
  return fc.record({
    kind: always("logoffRequest"),
    header: request(Command.LOGOFF),
    body: always(undefined),
  });
}

export function transform(sizes: Sizes): fc.Arbitrary<TransformMessage> {
  return fc
    .record({ signature: exactly(16), nonce: exactly(16), sessionId: u64, body: buffer(limitsOf(sizes)) })
    .map(({ body, ...header }) => ({
      kind: "transform",
      header: { ...header, originalMessageSize: body.length, flags: TransformFlags.ENCRYPTED },
      body,
    }));
}
