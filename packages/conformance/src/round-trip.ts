// Every message of a capture decoded and encoded again, like itself: is it the same, byte for byte?
import { equalBytes, isDecodeError, latin1Decode } from "@countersign/bytes";
import { CaptureReader, type Flow, TcpReassembler } from "@countersign/capture";
import { decodeFrame, encodeFrame, FrameDecoder, type FrameSink, FrameType } from "@countersign/framing";
import { findNtlm } from "@countersign/handshake";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";

/** What became of the messages of one format. */
interface Outcome {
  /** Came back byte for byte. */
  same: number;
  /** Came back changed. */
  changed: number;
  /** Do not decode, by error code and field. */
  refused: Map<string, number>;
}

export type Outcomes = Map<string, Outcome>;

/** One direction of a conversation: SMB frames, or text that may be HTTP. */
interface Side {
  frames: FrameDecoder;
  text: string;
}

/** RFC 4559, [MS-NTHT]: a logon in a header field of HTTP, as base64. */
const HTTP_LOGON =
  /^(?:(?:Proxy-)?Authorization|(?:WWW|Proxy)-Authenticate): *(?:NTLM|Negotiate) +([\w+/]+=*)\r$/gim;

/** Adds the messages of one capture to `outcomes`. */
export function roundTrip(capture: Uint8Array, outcomes: Outcomes): void {
  const tcp = new TcpReassembler({
    open: (flow) => {
      flow.user = [0, 1].map(() => ({ frames: new FrameDecoder({ resynchronise: true }), text: "" }));
    },
    data: (flow, side, bytes, start, end) => {
      if (isSmbPort(flow)) sideOf(flow, side).frames.feed(bytes, start, end, sinkOf(outcomes));
      else {
        const piece = bytes.slice(start, end);
        sideOf(flow, side).text += latin1Decode(piece);
        tryNtlm(piece, outcomes);
      }
    },
    gap: (flow, side, length) => sideOf(flow, side).frames.gap(length),
    close: (flow) => {
      for (const { text } of flow.user as Side[]) tryHttp(text, outcomes);
    },
  });
  const reader = new CaptureReader(tcp);
  reader.push(capture);
  reader.end();
  tcp.end();
}

function isSmbPort(flow: Flow): boolean {
  return [445, 139].some((port) => flow.port(0) === port || flow.port(1) === port);
}

function sideOf(flow: Flow, side: 0 | 1): Side {
  return (flow.user as Side[])[side]!;
}

function tryHttp(text: string, outcomes: Outcomes): void {
  for (const [, token] of text.matchAll(HTTP_LOGON)) {
    tryToken(new Uint8Array(Buffer.from(token!, "base64")), outcomes);
  }
}

function sinkOf(outcomes: Outcomes): FrameSink {
  return {
    begin: () => Number.POSITIVE_INFINITY,
    take: (type, _length, bytes, start, end) => {
      const payload = bytes.slice(start, end);
      tryFrame(type, payload, outcomes);
      if (type === FrameType.SESSION_MESSAGE) tryMessage(payload, outcomes);
    },
  };
}

function tryFrame(type: FrameType, payload: Uint8Array, outcomes: Outcomes): void {
  const { length } = payload;
  const frame = Uint8Array.from([type, length >>> 16, length >>> 8, length, ...payload]);
  attempt("framing", frame, decodeFrame, encodeFrame, outcomes);
}

function tryMessage(bytes: Uint8Array, outcomes: Outcomes): void {
  if (bytes[0] === 0xff) {
    const m = attempt("smb1", bytes, smb1.decodeMessage, smb1.encodeMessage, outcomes);
    if (m && "securityBlob" in m.body) tryToken(m.body.securityBlob, outcomes);
  } else if (bytes[0] === 0xfe && smb2.peekNextCommand(bytes)) {
    attempt("smb2 compounds", bytes, smb2.decodeCompound, smb2.encodeCompound, outcomes);
  } else {
    const m = attempt("smb2", bytes, smb2.decodeMessage, smb2.encodeMessage, outcomes);
    if (m && "body" in m && m.body && "securityBuffer" in m.body) tryToken(m.body.securityBuffer, outcomes);
  }
}

function tryToken(bytes: Uint8Array, outcomes: Outcomes): void {
  if (bytes.length === 0) return;
  const token = attempt("spnego", bytes, spnego.decodeToken, spnego.encodeToken, outcomes);
  if (token === undefined) return;
  if (token.kind === "ntlmssp") tryNtlm(token.bytes, outcomes);
  else if ("mechToken" in token && token.mechToken) tryNtlm(token.mechToken, outcomes);
  else if ("responseToken" in token && token.responseToken) tryNtlm(token.responseToken, outcomes);
}

function tryNtlm(bytes: Uint8Array, outcomes: Outcomes): void {
  const message = ntlmssp.isMessage(bytes) ? bytes : findNtlm(bytes);
  if (message === undefined) return;
  const m = attempt("ntlmssp", message, ntlmssp.decodeMessage, ntlmssp.encodeMessage, outcomes);
  if (m?.kind !== "authenticate" || ntlmssp.responseKind(m) !== "ntlmv2") return;
  attempt(
    "ntlmv2 responses",
    m.ntChallengeResponse,
    ntlmssp.decodeNtlmV2Response,
    ntlmssp.encodeNtlmV2Response,
    outcomes,
  );
}

function attempt<M>(
  format: string,
  bytes: Uint8Array,
  decode: (b: Uint8Array) => M,
  encode: (m: M, options: { like: Uint8Array }) => Uint8Array,
  outcomes: Outcomes,
): M | undefined {
  const outcome = outcomes.get(format) ?? { same: 0, changed: 0, refused: new Map() };
  outcomes.set(format, outcome);
  try {
    const m = decode(bytes);
    if (equalBytes(encode(m, { like: bytes }), bytes)) outcome.same++;
    else outcome.changed++;
    return m;
  } catch (error) {
    if (!isDecodeError(error)) throw error;
    const why = `${error.code} ${error.field}`;
    outcome.refused.set(why, (outcome.refused.get(why) ?? 0) + 1);
    return undefined;
  }
}
