import {
  Command,
  Dialect,
  type Header,
  HeaderFlags,
  type Message,
  type NegotiateRequest,
  type NegotiateResponse,
  type PlainMessage,
  Status,
} from "@countersign/smb2";
import fc from "fast-check";
import { limitsOf, type Sizes } from "../sizes.js";
import { negotiateContexts } from "./negotiate-contexts.js";
import { always, bytes, code16, exactly, u8, u16, u32, u64 } from "./primitives.js";
import { chainedCompressions, transforms, unchainedCompressions } from "./smb2-transforms.js";

/** Messages of every kind that the codec types, and of other commands; plain, encrypted and compressed. */
export function smb2Messages(sizes: Sizes = {}): fc.Arbitrary<Message> {
  return fc.oneof(
    { weight: 6, arbitrary: smb2PlainMessages(sizes) },
    { weight: 1, arbitrary: transforms(sizes) },
    { weight: 1, arbitrary: unchainedCompressions(sizes) },
    { weight: 1, arbitrary: chainedCompressions(sizes) },
  );
}

/** Chains of plain messages, one to `maxItems` of them. */
export function smb2Compounds(sizes: Sizes = {}): fc.Arbitrary<PlainMessage[]> {
  return fc.array(smb2PlainMessages(sizes), {
    minLength: 1,
    maxLength: Math.max(limitsOf(sizes).maxItems, 1),
  });
}

/** Messages with an SMB2 header: every dialect, flag and context. */
export function smb2PlainMessages(sizes: Sizes = {}): fc.Arbitrary<PlainMessage> {
  const { maxBytes } = limitsOf(sizes);
  const error = fc.record({ errorContextCount: u8, errorData: bytes(maxBytes) });
  const ended = fc.constantFrom<number>(Status.SUCCESS, Status.MORE_PROCESSING_REQUIRED);
  return fc.oneof(
    message("negotiateRequest", request(Command.NEGOTIATE), negotiateRequests(sizes)),
    message("negotiateResponse", response(Command.NEGOTIATE, SUCCESS), negotiateResponses(sizes)),
    message("sessionSetupRequest", request(Command.SESSION_SETUP), sessionSetupRequests(maxBytes)),
    message(
      "sessionSetupResponse",
      response(Command.SESSION_SETUP, ended),
      fc.record({ sessionFlags: u16, securityBuffer: bytes(maxBytes) }),
    ),
    message("logoffRequest", request(Command.LOGOFF), always(undefined)),
    message("logoffResponse", response(Command.LOGOFF, SUCCESS), always(undefined)),
    message("validateNegotiateInfoRequest", request(Command.IOCTL), validateRequests(sizes)),
    message("validateNegotiateInfoResponse", response(Command.IOCTL, SUCCESS), validateResponse),
    anyCommand.chain((command) => message("errorResponse", response(command, FAILURE), error)),
    message("unknown", request(Command.TREE_CONNECT), bytes(maxBytes)),
    // A failed one with another StructureSize than an ERROR Response's is kept as it is.
    message("unknown", response(Command.READ, u32), bytes(maxBytes).filter(isNoError)),
    message("unknown", response(Command.CHANGE_NOTIFY, fc.constant(Status.NOTIFY_ENUM_DIR)), bytes(maxBytes)),
    message("unknown", response(Command.QUERY_INFO, queried), bytes(maxBytes)),
  );
}

function message<K extends PlainMessage["kind"], B>(
  kind: K,
  header: fc.Arbitrary<Header>,
  body: fc.Arbitrary<B>,
): fc.Arbitrary<{ kind: K; header: Header; body: B }> {
  return fc.record({ kind: fc.constant(kind), header, body });
}

const SUCCESS = fc.constant<number>(Status.SUCCESS);
/** Statuses that no command's own response comes with. */
const FAILURE = fc.oneof(
  fc.constantFrom<number>(Status.PENDING, Status.ACCESS_DENIED, Status.INVALID_PARAMETER),
  fc.integer({ min: 0xc0000100, max: 0xffffffff }),
);
const queried = fc.constantFrom<number>(Status.SUCCESS, Status.BUFFER_OVERFLOW);
const anyCommand = fc.constantFrom(...Object.values(Command));
const isNoError = (body: Uint8Array): boolean => body[0] !== 9;
const { ASYNC_COMMAND, SERVER_TO_REDIR } = HeaderFlags;

function request(command: number): fc.Arbitrary<Header> {
  return headers(command, u32, (flags) => (flags & ~SERVER_TO_REDIR) >>> 0);
}

function response(command: number, status: fc.Arbitrary<number>): fc.Arbitrary<Header> {
  return headers(command, status, (flags) => (flags | SERVER_TO_REDIR) >>> 0);
}

function headers(
  command: number,
  status: fc.Arbitrary<number>,
  direct: (flags: number) => number,
): fc.Arbitrary<Header> {
  return fc
    .record({
      creditCharge: u16,
      status,
      credits: u16,
      flags: u32.map(direct),
      messageId: u64,
      treeId: u32,
      asyncId: u64,
      sessionId: u64,
      signature: exactly(16),
    })
    .map((header) => {
      const isAsync = (header.flags & ASYNC_COMMAND) !== 0;
      return { ...header, command, ...(isAsync ? { treeId: undefined } : { asyncId: undefined }) };
    });
}

const dialect = code16(Dialect);

function negotiateRequests(sizes: Sizes): fc.Arbitrary<NegotiateRequest> {
  return fc
    .record({
      securityMode: u16,
      capabilities: u32,
      clientGuid: exactly(16),
      clientStartTime: u64,
      dialects: fc.array(dialect, { maxLength: limitsOf(sizes).maxItems }),
      negotiateContextList: negotiateContexts(sizes),
    })
    .map((m) =>
      m.dialects.includes(Dialect.SMB_3_1_1)
        ? { ...m, clientStartTime: 0n }
        : { ...m, negotiateContextList: [] },
    );
}

function negotiateResponses(sizes: Sizes): fc.Arbitrary<NegotiateResponse> {
  return fc
    .record({
      securityMode: u16,
      dialectRevision: dialect,
      serverGuid: exactly(16),
      capabilities: u32,
      maxTransactSize: u32,
      maxReadSize: u32,
      maxWriteSize: u32,
      systemTime: u64,
      serverStartTime: u64,
      securityBuffer: bytes(limitsOf(sizes).maxBytes),
      negotiateContextList: negotiateContexts(sizes),
    })
    .map((m) => (m.dialectRevision === Dialect.SMB_3_1_1 ? m : { ...m, negotiateContextList: [] }));
}

function sessionSetupRequests(maxBytes: number) {
  return fc.record({
    flags: u8,
    securityMode: u8,
    capabilities: u32,
    channel: u32,
    previousSessionId: u64,
    securityBuffer: bytes(maxBytes),
  });
}

function validateRequests(sizes: Sizes) {
  return fc.record({
    fileId: exactly(16),
    maxInputResponse: u32,
    maxOutputResponse: u32,
    flags: u32,
    capabilities: u32,
    guid: exactly(16),
    securityMode: u16,
    dialects: fc.array(dialect, { maxLength: limitsOf(sizes).maxItems }),
  });
}

const validateResponse = fc.record({
  fileId: exactly(16),
  flags: u32,
  capabilities: u32,
  guid: exactly(16),
  securityMode: u16,
  dialect,
});
