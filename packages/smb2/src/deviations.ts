// What [MS-SMB2] forbids and peers send: a pass of its own over a message that decodes, so that decoding pays nothing.
import { type Deviation, type FieldTrace, hasFlag, isZero, traceFields } from "@countersign/bytes";
import {
  Capabilities,
  Dialect,
  HeaderFlags,
  SecurityMode,
  SessionFlags,
  SessionSetupFlags,
  TransformFlags,
} from "./enums.js";
import type { Header } from "./header.js";
import { decodeMessage, type PlainMessage, readMessage } from "./message.js";
import { contextTypeOf, type NegotiateContext } from "./negotiate-context.js";
import type { NegotiateRequest } from "./negotiate-request.js";
import type { NegotiateResponse } from "./negotiate-response.js";
import type { TransformHeader } from "./transform.js";

/** What each code means, with the sections: the list from which `DeviationCode` is made. */
export const deviationMeanings = {
  "reserved-not-zero": "A reserved field or padding holds something; it is to be zero.",
  "signed-negotiate":
    "A NEGOTIATE request has the SIGNED flag, which a server answers with an error (3.3.5.2.4).",
  "signature-without-flag": "The signature is not zero although the SIGNED flag is clear (2.2.1.2).",
  "flag-without-signature": "The SIGNED flag is set and the signature is zero (3.1.4.1).",
  "no-dialects": "The request offers no dialect (2.2.3).",
  "duplicate-dialect": "The request offers a dialect twice (2.2.3).",
  "security-mode-empty":
    "The client sets neither SIGNING_ENABLED nor SIGNING_REQUIRED (3.2.4.2.2.2, 3.2.4.2.3).",
  "enabled-not-set": "The server does not set SIGNING_ENABLED, as it must in every response (3.3.5.4).",
  "required-without-enabled": "The server sets SIGNING_REQUIRED without SIGNING_ENABLED (3.3.5.4).",
  "unknown-security-mode-bits": "Bits of SecurityMode are set that have no meaning (2.2.3, 2.2.4, 2.2.5).",
  "encryption-capability": "The response sets CAP_ENCRYPTION at a dialect other than 3.0 and 3.0.2 (2.2.4).",
  "contexts-below-3.1.1":
    "The response has a context count or offset below 3.1.1, where both are reserved (2.2.4).",
  "no-preauth-integrity": "3.1.1 without a PREAUTH_INTEGRITY_CAPABILITIES context (3.2.4.2.2.2, 3.3.5.4).",
  "duplicate-context": "A context type comes twice (3.2.5.2, 3.3.5.4).",
  "empty-context": "A context lists no algorithm at all (2.2.3.1.1 to 2.2.3.1.7).",
  "duplicate-algorithm": "A context lists an algorithm twice (2.2.3.1.1 to 2.2.3.1.7).",
  "several-answers": "A response's context names more than one algorithm (2.2.4.1.1, 2.2.4.1.2, 2.2.4.1.7).",
  "channel-not-zero": "Channel of SESSION_SETUP is reserved (2.2.5).",
  "unknown-flags": "Flags are set that have no meaning (2.2.5, 2.2.6).",
  "guest-and-null": "A session is called guest and anonymous at once (2.2.6).",
  "not-encrypted": "Flags of a TRANSFORM_HEADER is not ENCRYPTED (2.2.41).",
  "message-size": "OriginalMessageSize is not the size of what follows (2.2.41).",
} as const;

export type DeviationCode = keyof typeof deviationMeanings;

/** Lists what `bytes`, one message, has that [MS-SMB2] forbids. Throws `DecodeError` where it does not decode. */
export function deviations(bytes: Uint8Array): Deviation<DeviationCode>[] {
  const list = new Deviations(bytes);
  const m = decodeMessage(bytes);
  list.reserved();
  if (m.kind === "transform") transform(list, m.header, m.body);
  else if (m.kind !== "compressedChained" && m.kind !== "compressedUnchained") plain(list, m);
  return list.found.sort((a, b) => a.offset - b.offset);
}

/** Gathers deviations, and knows where each field stands. */
class Deviations {
  readonly found: Deviation<DeviationCode>[] = [];
  readonly #bytes: Uint8Array;
  readonly #trace: FieldTrace[];
  /** Those of a name, once they are asked for: each of 65,535 contexts may deviate. */
  readonly #fields = new Map<string, FieldTrace[]>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#trace = traceFields(readMessage, bytes);
  }

  /** Notes a deviation of the `nth` field of that name, `inside` bytes from its start. */
  note(code: DeviationCode, field: string, section: string, nth = 0, inside = 0): void {
    const { offset } = this.#find(field, nth);
    this.found.push({ code, field, offset: offset + inside, section: `[MS-SMB2] ${section}` });
  }

  /** Notes a deviation if the field is not zero. */
  notZero(code: DeviationCode, field: string, section: string): void {
    const { offset, length } = this.#find(field, 0);
    if (!isZero(this.#bytes.subarray(offset, offset + length))) this.note(code, field, section);
  }

  /** Notes every reserved field and padding that is not zero. */
  reserved(): void {
    for (const { field, offset, length } of this.#trace) {
      const structure = field.slice(0, field.indexOf("."));
      const section = RESERVED_SECTIONS[structure];
      if (section === undefined || !/\.(reserved\d?|padding)$/.test(field)) continue;
      if (isZero(this.#bytes.subarray(offset, offset + length))) continue;
      this.found.push({ code: "reserved-not-zero", field, offset, section: `[MS-SMB2] ${section}` });
    }
  }

  #find(field: string, nth: number): FieldTrace {
    let all = this.#fields.get(field);
    if (all === undefined) {
      all = this.#trace.filter((entry) => entry.field === field);
      this.#fields.set(field, all);
    }
    return all[nth]!;
  }
}

/** Where a sender must zero what is reserved; of the header it only should (2.2.1.2). */
const RESERVED_SECTIONS: Readonly<Record<string, string>> = {
  Smb2NegotiateRequest: "2.2.3",
  Smb2NegotiateContext: "2.2.3.1",
  Smb2CompressionContext: "2.2.3.1.3",
  Smb2RdmaTransformContext: "2.2.3.1.6",
  Smb2ErrorResponse: "2.2.2",
  Smb2Logoff: "2.2.7",
  Smb2IoctlRequest: "2.2.31",
  Smb2IoctlResponse: "2.2.32",
  Smb2TransformHeader: "2.2.41",
};

function plain(list: Deviations, m: PlainMessage): void {
  signature(list, m.header, m.kind);
  switch (m.kind) {
    case "negotiateRequest":
      negotiateRequest(list, m.body);
      break;
    case "negotiateResponse":
      negotiateResponse(list, m.body);
      break;
    case "sessionSetupRequest":
      clientMode(list, m.body.securityMode, "Smb2SessionSetupRequest.securityMode", "2.2.5");
      if (m.body.channel !== 0) list.note("channel-not-zero", "Smb2SessionSetupRequest.channel", "2.2.5");
      if ((m.body.flags & ~SessionSetupFlags.BINDING) !== 0) {
        list.note("unknown-flags", "Smb2SessionSetupRequest.flags", "2.2.5");
      }
      break;
    case "sessionSetupResponse":
      sessionFlags(list, m.body.sessionFlags);
      break;
    case "validateNegotiateInfoRequest":
      clientMode(list, m.body.securityMode, "Smb2ValidateNegotiateInfoRequest.securityMode", "2.2.31.4");
      break;
    case "validateNegotiateInfoResponse":
      serverMode(list, m.body.securityMode, "Smb2ValidateNegotiateInfoResponse.securityMode", "2.2.32.6");
      break;
  }
}

function signature(list: Deviations, header: Header, kind: PlainMessage["kind"]): void {
  const signed = hasFlag(header.flags, HeaderFlags.SIGNED);
  if (signed && kind === "negotiateRequest") list.note("signed-negotiate", "Smb2Header.flags", "3.3.5.2.4");
  if (signed && isZero(header.signature))
    list.note("flag-without-signature", "Smb2Header.signature", "3.1.4.1");
  if (!signed && !isZero(header.signature))
    list.note("signature-without-flag", "Smb2Header.signature", "2.2.1.2");
}

function negotiateRequest(list: Deviations, m: NegotiateRequest): void {
  const field = "Smb2NegotiateRequest.dialects";
  if (m.dialects.length === 0) list.note("no-dialects", "Smb2NegotiateRequest.dialectCount", "2.2.3");
  const again = repeated(m.dialects)[0];
  if (again !== undefined) list.note("duplicate-dialect", field, "2.2.3", 0, again * 2);
  clientMode(list, m.securityMode, "Smb2NegotiateRequest.securityMode", "2.2.3");
  if (m.dialects.includes(Dialect.SMB_3_1_1)) {
    contexts(
      list,
      m.negotiateContextList,
      "Smb2NegotiateRequest.negotiateContextOffset",
      "3.2.4.2.2.2",
      false,
    );
  }
}

function negotiateResponse(list: Deviations, m: NegotiateResponse): void {
  serverMode(list, m.securityMode, "Smb2NegotiateResponse.securityMode", "2.2.4");
  const hasEncryption = m.dialectRevision === Dialect.SMB_3_0 || m.dialectRevision === Dialect.SMB_3_0_2;
  if (hasFlag(m.capabilities, Capabilities.ENCRYPTION) && !hasEncryption) {
    list.note("encryption-capability", "Smb2NegotiateResponse.capabilities", "2.2.4");
  }
  if (m.dialectRevision !== Dialect.SMB_3_1_1) {
    list.notZero("contexts-below-3.1.1", "Smb2NegotiateResponse.negotiateContextCount", "2.2.4");
    list.notZero("contexts-below-3.1.1", "Smb2NegotiateResponse.negotiateContextOffset", "2.2.4");
  } else {
    contexts(list, m.negotiateContextList, "Smb2NegotiateResponse.negotiateContextOffset", "3.3.5.4", true);
  }
}

function clientMode(list: Deviations, mode: SecurityMode, field: string, section: string): void {
  if ((mode & (SecurityMode.SIGNING_ENABLED | SecurityMode.SIGNING_REQUIRED)) === 0) {
    list.note("security-mode-empty", field, "3.2.4.2.3");
  }
  unknownModeBits(list, mode, field, section);
}

function serverMode(list: Deviations, mode: SecurityMode, field: string, section: string): void {
  if (!hasFlag(mode, SecurityMode.SIGNING_ENABLED)) {
    const required = hasFlag(mode, SecurityMode.SIGNING_REQUIRED);
    list.note(required ? "required-without-enabled" : "enabled-not-set", field, "3.3.5.4");
  }
  unknownModeBits(list, mode, field, section);
}

function unknownModeBits(list: Deviations, mode: SecurityMode, field: string, section: string): void {
  if ((mode & ~(SecurityMode.SIGNING_ENABLED | SecurityMode.SIGNING_REQUIRED)) !== 0) {
    list.note("unknown-security-mode-bits", field, section);
  }
}

function contexts(
  list: Deviations,
  all: NegotiateContext[],
  listField: string,
  section: string,
  isAnswer: boolean,
): void {
  if (!all.some((context) => context.kind === "preauthIntegrity"))
    list.note("no-preauth-integrity", listField, section);
  for (const i of repeated(all.map(contextTypeOf)))
    list.note("duplicate-context", "Smb2NegotiateContext.contextType", section, i);
  const seen = new Map<string, number>();
  for (const context of all) {
    const algorithms = algorithmsOf(context);
    if (algorithms === undefined) continue;
    const nth = seen.get(algorithms.count) ?? 0;
    seen.set(algorithms.count, nth + 1);
    algorithmList(list, algorithms, nth, isAnswer);
  }
}

/** Indices of the codes that came before. */
function repeated(codes: readonly number[]): number[] {
  const seen = new Set<number>();
  return codes.flatMap((code, i) => (seen.size < seen.add(code).size ? [] : [i]));
}

interface AlgorithmList {
  /** The field that counts them. */
  count: string;
  section: string;
  codes: readonly number[];
  /** A response has exactly one. */
  single: boolean;
}

function algorithmList(
  list: Deviations,
  { count, section, codes, single }: AlgorithmList,
  nth: number,
  isAnswer: boolean,
): void {
  if (codes.length === 0) list.note("empty-context", count, section, nth);
  if (new Set(codes).size < codes.length) list.note("duplicate-algorithm", count, section, nth);
  if (isAnswer && single && codes.length > 1) list.note("several-answers", count, section, nth);
}

function algorithmsOf(context: NegotiateContext): AlgorithmList | undefined {
  switch (context.kind) {
    case "preauthIntegrity": {
      const count = "Smb2PreauthIntegrityContext.hashAlgorithmCount";
      return { count, section: "2.2.3.1.1", codes: context.hashAlgorithms, single: true };
    }
    case "encryption": {
      const count = "Smb2EncryptionContext.cipherCount";
      return { count, section: "2.2.3.1.2", codes: context.ciphers, single: true };
    }
    case "compression": {
      const count = "Smb2CompressionContext.compressionAlgorithmCount";
      return { count, section: "2.2.3.1.3", codes: context.compressionAlgorithms, single: false };
    }
    case "rdmaTransform": {
      const count = "Smb2RdmaTransformContext.transformCount";
      return { count, section: "2.2.3.1.6", codes: context.rdmaTransformIds, single: false };
    }
    case "signing": {
      const count = "Smb2SigningContext.signingAlgorithmCount";
      return { count, section: "2.2.3.1.7", codes: context.signingAlgorithms, single: true };
    }
    default:
      return undefined;
  }
}

const ALL_SESSION_FLAGS = SessionFlags.IS_GUEST | SessionFlags.IS_NULL | SessionFlags.ENCRYPT_DATA;

function sessionFlags(list: Deviations, flags: SessionFlags): void {
  const field = "Smb2SessionSetupResponse.sessionFlags";
  if ((flags & ~ALL_SESSION_FLAGS) !== 0) list.note("unknown-flags", field, "2.2.6");
  if (hasFlag(flags, SessionFlags.IS_GUEST) && hasFlag(flags, SessionFlags.IS_NULL)) {
    list.note("guest-and-null", field, "2.2.6");
  }
}

function transform(list: Deviations, header: TransformHeader, body: Uint8Array): void {
  if (header.flags !== TransformFlags.ENCRYPTED)
    list.note("not-encrypted", "Smb2TransformHeader.flags", "2.2.41");
  if (header.originalMessageSize !== body.length) {
    list.note("message-size", "Smb2TransformHeader.originalMessageSize", "2.2.41");
  }
}
