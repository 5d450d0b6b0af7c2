import { attempt, isDecodeError, Reader } from "@countersign/bytes";
import { mechName, NegState, readObjectIdentifier } from "@countersign/spnego";
import { code, latin1, octets, type Show } from "../show.js";
import { as, type Fields, secret, token, window } from "./field.js";

const mechanism: Show = (bytes, scope) => {
  const oid = attempt(() => readObjectIdentifier(new Reader(bytes, "ObjectIdentifier"), "value"));
  if (isDecodeError(oid)) return octets(bytes, scope);
  const name = mechName(oid);
  return { value: name === undefined ? oid : `${name} (${oid})`, raw: oid };
};

export const spnegoFields: Readonly<Record<string, Fields>> = {
  InitialContextToken: {
    token: window,
    thisMech: as(mechanism),
    // A ticket can be used to find the service's password out.
    innerToken: secret,
  },
  NegotiationToken: { choice: window, token: secret },
  NegTokenInit: {
    mechTypes: as(mechanism),
    reqFlags: as(octets),
    mechToken: token,
    negHints: window,
    mechListMIC: secret,
    extensions: { show: octets, inner: "anything", secret: true },
  },
  NegHints: { negHints: window, hintName: as(latin1), hintAddress: as(octets) },
  NegTokenResp: {
    negState: as(code(NegState)),
    supportedMech: as(mechanism),
    responseToken: token,
    mechListMIC: secret,
    extensions: { show: octets, inner: "anything", secret: true },
  },
};
