// NTLM as SESSION_SETUP carries it: two round trips, wrapped in SPNEGO or bare.
import { encodeMessage, type Message } from "@countersign/ntlmssp";
import { encodeToken, MechType, NegState } from "@countersign/spnego";
import fc from "fast-check";
import { authenticate, challenge, negotiate } from "../conforming/ntlmssp.js";
import type { Sizes } from "../sizes.js";

/** What one logon is made of. */
export interface Logon {
  /** NEGOTIATE, CHALLENGE, AUTHENTICATE. */
  messages: [Message, Message, Message];
  /** Whether in SPNEGO. */
  isWrapped: boolean;
}

export interface RoundTrip {
  client: Uint8Array;
  server: Uint8Array;
}

export function logons(sizes: Sizes): fc.Arbitrary<Logon> {
  return fc.record({
    messages: fc.tuple(negotiate(sizes), challenge(sizes), authenticate(sizes)),
    isWrapped: fc.boolean(),
  });
}

/** What client and server send in either round trip. */
export function securityBuffers({ messages, isWrapped }: Logon): [RoundTrip, RoundTrip] {
  const [offer, challenge, proof] = messages.map((m) => encodeMessage(m));
  if (!isWrapped)
    return [
      { client: offer!, server: challenge! },
      { client: proof!, server: new Uint8Array() },
    ];
  const { ACCEPT_COMPLETED, ACCEPT_INCOMPLETE } = NegState;
  return [
    { client: init(offer!), server: answer(ACCEPT_INCOMPLETE, challenge, MechType.NTLMSSP) },
    { client: answer(undefined, proof), server: answer(ACCEPT_COMPLETED) },
  ];
}

function init(mechToken: Uint8Array): Uint8Array {
  const absent = { reqFlags: undefined, mechListMIC: undefined, extensions: [] };
  return encodeToken({
    kind: "negTokenInit",
    framed: true,
    mechTypes: [MechType.NTLMSSP],
    mechToken,
    ...absent,
  });
}

function answer(negState?: NegState, responseToken?: Uint8Array, supportedMech?: string): Uint8Array {
  const absent = { mechListMIC: undefined, extensions: [] };
  return encodeToken({
    kind: "negTokenResp",
    framed: false,
    negState,
    supportedMech,
    responseToken,
    ...absent,
  });
}
