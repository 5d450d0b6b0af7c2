import fc from "fast-check";
import type * as smb2 from "../src/index.js";
import { Dialect, HeaderFlags, Status } from "../src/index.js";

const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const u64 = fc.bigInt({ min: 0n, max: 0xffffffffffffffffn });
const bytes = (maxLength: number) => fc.uint8Array({ maxLength, size: "max" });
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const text = fc.array(u16, { maxLength: 20 }).map((units) => String.fromCharCode(...units));
const codes = fc.array(u16, { maxLength: 6 });
const dialect = fc.oneof(fc.constantFrom(...Object.values(Dialect)), u16);

const context: fc.Arbitrary<smb2.NegotiateContext> = fc.oneof(
  fc.record({ kind: fc.constant("preauthIntegrity" as const), hashAlgorithms: codes, salt: bytes(40) }),
  fc.record({ kind: fc.constant("encryption" as const), ciphers: codes }),
  fc.record({ kind: fc.constant("compression" as const), flags: u32, compressionAlgorithms: codes }),
  fc.record({ kind: fc.constant("netname" as const), netName: text }),
  fc.record({ kind: fc.constant("transport" as const), flags: u32 }),
  fc.record({ kind: fc.constant("rdmaTransform" as const), rdmaTransformIds: codes }),
  fc.record({ kind: fc.constant("signing" as const), signingAlgorithms: codes }),
  fc.record({ kind: fc.constant("posix" as const), version: bytes(20) }),
  fc.record({
    kind: fc.constant("unknown" as const),
    contextType: fc.integer({ min: 0x101, max: 0xffff }),
    data: bytes(40),
  }),
);
const contexts = fc.array(context, { maxLength: 5 });

function header(
  command: number,
  isResponse: boolean,
  status: fc.Arbitrary<number>,
): fc.Arbitrary<smb2.Header> {
  const flags = u32.map((f) =>
    isResponse ? (f | HeaderFlags.SERVER_TO_REDIR) >>> 0 : (f & ~HeaderFlags.SERVER_TO_REDIR) >>> 0,
  );
  return fc
    .record({
      creditCharge: u16,
      status,
      credits: u16,
      flags,
      messageId: u64,
      ids: fc.tuple(u32, u64),
      sessionId: u64,
      signature: exactly(16),
    })
    .map(({ ids, ...rest }) => {
      const isAsync = (rest.flags & HeaderFlags.ASYNC_COMMAND) !== 0;
      return {
        ...rest,
        command,
        treeId: isAsync ? undefined : ids[0],
        asyncId: isAsync ? ids[1] : undefined,
      };
    });
}

const success = fc.constant<number>(Status.SUCCESS);
/** Statuses that no command's own response comes with. */
const failure = fc.oneof(
  fc.constantFrom<number>(Status.PENDING, Status.ACCESS_DENIED, Status.INVALID_PARAMETER),
  fc.integer({ min: 0xc0000100, max: 0xffffffff }),
);
const errorBody = fc.record({ errorContextCount: u8, errorData: bytes(60) });

const negotiateRequest = fc
  .record({
    securityMode: u16,
    capabilities: u32,
    clientGuid: exactly(16),
    clientStartTime: u64,
    dialects: fc.array(dialect, { maxLength: 8 }),
    negotiateContextList: contexts,
  })
  .map((m) =>
    m.dialects.includes(Dialect.SMB_3_1_1)
      ? { ...m, clientStartTime: 0n }
      : { ...m, negotiateContextList: [] },
  );

const negotiateResponse = fc
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
    securityBuffer: bytes(300),
    negotiateContextList: contexts,
  })
  .map((m) => (m.dialectRevision === Dialect.SMB_3_1_1 ? m : { ...m, negotiateContextList: [] }));

const sessionSetupRequest = fc.record({
  flags: u8,
  securityMode: u8,
  capabilities: u32,
  channel: u32,
  previousSessionId: u64,
  securityBuffer: bytes(400),
});

const validateRequest = fc.record({
  fileId: exactly(16),
  maxInputResponse: u32,
  maxOutputResponse: u32,
  flags: u32,
  capabilities: u32,
  guid: exactly(16),
  securityMode: u16,
  dialects: fc.array(dialect, { maxLength: 6 }),
});
const validateResponse = fc.record({
  fileId: exactly(16),
  flags: u32,
  capabilities: u32,
  guid: exactly(16),
  securityMode: u16,
  dialect,
});

function message<K extends smb2.PlainMessage["kind"], B>(
  kind: K,
  head: fc.Arbitrary<smb2.Header>,
  body: fc.Arbitrary<B>,
): fc.Arbitrary<{ kind: K; header: smb2.Header; body: B }> {
  return fc.record({ kind: fc.constant(kind), header: head, body });
}

export const plainMessage: fc.Arbitrary<smb2.PlainMessage> = fc.oneof(
  message("negotiateRequest", header(0, false, u32), negotiateRequest),
  message("negotiateResponse", header(0, true, success), negotiateResponse),
  message("sessionSetupRequest", header(1, false, u32), sessionSetupRequest),
  message(
    "sessionSetupResponse",
    header(1, true, fc.constantFrom<number>(Status.SUCCESS, Status.MORE_PROCESSING_REQUIRED)),
    fc.record({ sessionFlags: u16, securityBuffer: bytes(300) }),
  ),
  message("logoffRequest", header(2, false, u32), fc.constant(undefined)),
  message("logoffResponse", header(2, true, success), fc.constant(undefined)),
  message("validateNegotiateInfoRequest", header(11, false, u32), validateRequest),
  message("validateNegotiateInfoResponse", header(11, true, success), validateResponse),
  fc
    .integer({ min: 0, max: 0x12 })
    .chain((command) => message("errorResponse", header(command, true, failure), errorBody)),
  message("unknown", header(3, false, u32), bytes(100)),
  // READ, CHANGE_NOTIFY, QUERY_INFO; a failed one with another StructureSize than an ERROR Response's is kept as it is.
  message(
    "unknown",
    header(8, true, u32),
    bytes(100).filter((body) => body[0] !== 9),
  ),
  message("unknown", header(15, true, fc.constant(Status.NOTIFY_ENUM_DIR)), bytes(100)),
  message(
    "unknown",
    header(16, true, fc.constantFrom<number>(Status.SUCCESS, Status.BUFFER_OVERFLOW)),
    bytes(100),
  ),
);

const transform = fc.record({
  kind: fc.constant("transform" as const),
  header: fc.record({
    signature: exactly(16),
    nonce: exactly(16),
    originalMessageSize: u32,
    flags: u16,
    sessionId: u64,
  }),
  body: bytes(100),
});

const unchained = fc.record({
  kind: fc.constant("compressedUnchained" as const),
  originalCompressedSegmentSize: u32,
  compressionAlgorithm: u16,
  flags: u16.filter((f) => f !== 1),
  offset: u32,
  body: bytes(60),
});

const payload = fc
  .record({
    compressionAlgorithm: fc.integer({ min: 0, max: 8 }),
    flags: u16,
    originalPayloadSize: u32,
    data: bytes(40),
  })
  .map((p) => ([1, 2, 3, 5].includes(p.compressionAlgorithm) ? p : { ...p, originalPayloadSize: undefined }));
const chained = fc
  .record({
    kind: fc.constant("compressedChained" as const),
    originalCompressedSegmentSize: u32,
    payloads: fc.array(payload, { minLength: 1, maxLength: 4 }),
  })
  .map((m) => ({ ...m, payloads: m.payloads.map((p, i) => (i === 0 ? { ...p, flags: 1 } : p)) }));

export const anyMessage: fc.Arbitrary<smb2.Message> = fc.oneof(
  { weight: 6, arbitrary: plainMessage },
  { weight: 1, arbitrary: transform },
  { weight: 1, arbitrary: unchained },
  { weight: 1, arbitrary: chained },
);
