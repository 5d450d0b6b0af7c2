// Whole SMB1 handshakes with extended security: NEGOTIATE and two round trips of SESSION_SETUP_ANDX.
import { encodeMessage, type Header, type Message, Status } from "@countersign/smb1";
import { encodeToken, type Token } from "@countersign/spnego";
import fc from "fast-check";
import {
  extendedResponse,
  extendedSetup,
  negotiateRequest,
  type SetupRequest,
  setupResponse,
} from "../conforming/smb1.js";
import { negTokenInit2 } from "../conforming/spnego.js";
import type { Sizes } from "../sizes.js";
import { framed, type StreamPiece } from "./pieces.js";
import { type Logon, logons, securityBuffers } from "./security-buffers.js";

/** Both sides' bytes of an SMB1 logon, a frame each, in the order in which they are sent. */
export function smb1Handshakes(sizes: Sizes): fc.Arbitrary<StreamPiece[]> {
  return fc
    .record({
      request: negotiateRequest(),
      response: extendedResponse(sizes),
      hints: negTokenInit2(),
      setups: fc.tuple(extendedSetup(sizes), extendedSetup(sizes)),
      answers: fc.tuple(setupResponse(sizes), setupResponse(sizes)),
      logon: logons(sizes),
      uid: fc.integer({ min: 1, max: 0xfffe }),
    })
    .map(handshakeOf);
}

type NegotiateResponse = ReturnType<typeof extendedResponse> extends fc.Arbitrary<infer M> ? M : never;
type SetupResponse = ReturnType<typeof setupResponse> extends fc.Arbitrary<infer M> ? M : never;

interface Parts {
  request: Message;
  response: NegotiateResponse;
  hints: Token;
  setups: [SetupRequest, SetupRequest];
  answers: [SetupResponse, SetupResponse];
  logon: Logon;
  uid: number;
}

function handshakeOf({ request, response, hints, setups, answers, logon, uid }: Parts): StreamPiece[] {
  const [first, second] = securityBuffers(logon);
  const more = { status: Status.MORE_PROCESSING_REQUIRED, uid };
  return [
    client(request, {}),
    server(withBlob(response, encodeToken(hints)), {}),
    client(withBlob(setups[0], first.client), { uid: 0 }),
    server(withBlob(answers[0], first.server), more),
    client(withBlob(setups[1], second.client), { uid }),
    server(withBlob(answers[1], second.server), { status: Status.SUCCESS, uid }),
  ];
}

function withBlob<M extends NegotiateResponse | SetupRequest | SetupResponse>(
  m: M,
  securityBlob: Uint8Array,
): M {
  return { ...m, body: { ...m.body, securityBlob } };
}

function client(m: Message, header: Partial<Header>): StreamPiece {
  return framed("client", encodeWith(m, header));
}

function server(m: Message, header: Partial<Header>): StreamPiece {
  return framed("server", encodeWith(m, header));
}

function encodeWith(m: Message, header: Partial<Header>): Uint8Array {
  return encodeMessage({ ...m, header: { ...m.header, ...header } } as Message);
}
