// Whole SMB2 handshakes: NEGOTIATE, two round trips of SESSION_SETUP, LOGOFF.
import { DialectName, encodeMessage as encodeSmb1 } from "@countersign/smb1";
import { Dialect, encodeMessage, type Header, type PlainMessage, Status } from "@countersign/smb2";
import { encodeToken, type Token } from "@countersign/spnego";
import fc from "fast-check";
import { negotiateRequest, type Smb1 } from "../conforming/smb1.js";
import {
  logoffRequest,
  negotiateRequest311,
  negotiateRequestOld,
  negotiateResponse311,
  negotiateResponseOld,
  type Smb2,
  sessionSetupRequest,
  sessionSetupResponse,
} from "../conforming/smb2.js";
import { negTokenInit2 } from "../conforming/spnego.js";
import type { Sizes } from "../sizes.js";
import { framed, type Side, type StreamPiece } from "./pieces.js";
import { type Logon, logons, securityBuffers } from "./security-buffers.js";

/**
 * Both sides' bytes of an SMB2 connection from its opening to LOGOFF, a frame each, in the order in which they are
 * sent: at 3.1.1 or an older dialect, opened by SMB1 or not, NTLM wrapped in SPNEGO or bare, the logon accepted or not.
 */
export function smb2Handshakes(sizes: Sizes): fc.Arbitrary<StreamPiece[]> {
  const is311 = fc.record({ request: negotiateRequest311(sizes), response: negotiateResponse311(sizes) });
  const isOlder = fc.record({ request: negotiateRequestOld(), response: negotiateResponseOld(sizes) });
  return fc
    .record({
      opening: fc.option(negotiateRequest(), { nil: undefined }),
      negotiation: fc.oneof(is311, isOlder),
      hints: negTokenInit2(),
      setups: fc.tuple(sessionSetupRequest(sizes), sessionSetupRequest(sizes)),
      answers: fc.tuple(sessionSetupResponse(sizes), sessionSetupResponse(sizes)),
      logon: logons(sizes),
      isAccepted: fc.boolean(),
      logoff: logoffRequest(),
      sessionId: fc.bigInt({ min: 1n, max: 0xffff_ffff_ffff_fffen }),
    })
    .map(handshakeOf);
}

interface Parts {
  opening: Smb1<"negotiateRequest"> | undefined;
  negotiation: { request: Smb2<"negotiateRequest">; response: Smb2<"negotiateResponse"> };
  hints: Token;
  setups: [Smb2<"sessionSetupRequest">, Smb2<"sessionSetupRequest">];
  answers: [Smb2<"sessionSetupResponse">, Smb2<"sessionSetupResponse">];
  logon: Logon;
  isAccepted: boolean;
  logoff: Smb2<"logoffRequest">;
  sessionId: bigint;
}

function handshakeOf(parts: Parts): StreamPiece[] {
  const { opening, negotiation, hints, setups, answers, logon, isAccepted, sessionId } = parts;
  const { request, response } = negotiation;
  const [first, second] = securityBuffers(logon);
  const more = { status: Status.MORE_PROCESSING_REQUIRED, sessionId };
  const pieces: StreamPiece[] = [
    client(request, 0, 0n),
    server(withBuffer(response, encodeToken(hints)), 0, { sessionId: 0n }),
    client(withBuffer(setups[0], first.client), 1, 0n),
    server(withBuffer(answers[0], first.server), 1, more),
    client(withBuffer(setups[1], second.client), 2, sessionId),
    ...(isAccepted
      ? [
          server(withBuffer(answers[1], second.server), 2, { status: Status.SUCCESS, sessionId }),
          client(parts.logoff, 3, sessionId),
        ]
      : [server(refusal(answers[1]), 2, { status: Status.LOGON_FAILURE, sessionId })]),
  ];
  return opening ? [...multiProtocol(opening, response), ...pieces] : pieces;
}

/** [MS-SMB2] 4.2: an SMB1 opening, and the answer that asks for an SMB2 NEGOTIATE. */
function multiProtocol(
  opening: Smb1<"negotiateRequest">,
  response: Smb2<"negotiateResponse">,
): StreamPiece[] {
  const dialects = [...opening.body.dialects, DialectName.SMB_2_WILDCARD];
  const wildcard = { dialectRevision: Dialect.SMB_2_WILDCARD, negotiateContextList: [] };
  return [
    framed("client", encodeSmb1({ ...opening, body: { dialects } })),
    server({ ...response, body: { ...response.body, ...wildcard } }, 0, { sessionId: 0n }),
  ];
}

type WithBuffer = Smb2<"negotiateResponse"> | Smb2<"sessionSetupRequest"> | Smb2<"sessionSetupResponse">;

function withBuffer<M extends WithBuffer>(m: M, securityBuffer: Uint8Array): M {
  return { ...m, body: { ...m.body, securityBuffer } };
}

function refusal({ header }: Smb2<"sessionSetupResponse">): Smb2<"errorResponse"> {
  return { kind: "errorResponse", header, body: { errorContextCount: 0, errorData: new Uint8Array() } };
}

function client(m: PlainMessage, messageId: number, sessionId: bigint): StreamPiece {
  return message("client", m, { messageId: BigInt(messageId), sessionId });
}

function server(m: PlainMessage, messageId: number, header: Partial<Header>): StreamPiece {
  return message("server", m, { messageId: BigInt(messageId), ...header });
}

function message(side: Side, m: PlainMessage, header: Partial<Header>): StreamPiece {
  return framed(side, encodeMessage({ ...m, header: { ...m.header, ...header } } as PlainMessage));
}
