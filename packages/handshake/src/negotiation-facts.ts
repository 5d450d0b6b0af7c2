// The facts that `signing` judges a connection's negotiation by, from its decoded messages.
import { isZero } from "@countersign/bytes";
import { type DialectChoice, type NegotiationFacts, SMB1_CHOSEN } from "@countersign/signing";
import { Dialect, type Header, HeaderFlags } from "@countersign/smb2";
import type { Handshake, Negotiation } from "./handshake.js";

/** Maps a connection to what `inspectNegotiation` of `signing` takes; `at` becomes the evidence's packet. */
export function negotiationFacts({ negotiations, validations, sessions }: Handshake): NegotiationFacts {
  return {
    smb2: negotiations.map((n) => ({ request: requestFacts(n), response: responseFacts(n) })),
    validateRequests: validations.flatMap(({ at, message }) =>
      message.kind === "validateNegotiateInfoRequest" ? [{ packet: at, ...message.body }] : [],
    ),
    validateResponses: validations.flatMap(({ at, message }) =>
      message.kind === "validateNegotiateInfoResponse"
        ? [{ packet: at, ...message.body, isSigned: isSigned(message.header) }]
        : [],
    ),
    sessionSetups: sessions.flatMap(({ protocol, clientSecurityMode, at }) =>
      protocol === "smb2" && clientSecurityMode !== undefined
        ? [{ packet: at, securityMode: clientSecurityMode }]
        : [],
    ),
  };
}

function isSigned({ flags, signature }: Header): boolean {
  return (flags & HeaderFlags.SIGNED) !== 0 && !isZero(signature);
}

function requestFacts({ request }: Negotiation): NonNullable<NegotiationFacts["smb2"]>[number]["request"] {
  if (request?.protocol !== "smb2" || request.state !== "complete" || !request.message) return undefined;
  const { dialects, securityMode, capabilities, clientGuid } = request.message.body;
  return { packet: request.at, dialects, securityMode, capabilities, guid: clientGuid };
}

function responseFacts({ response }: Negotiation): NonNullable<NegotiationFacts["smb2"]>[number]["response"] {
  if (response?.protocol !== "smb2" || response.state !== "complete" || !response.message) return undefined;
  const { dialectRevision, securityMode, capabilities, serverGuid } = response.message.body;
  return { packet: response.at, dialect: dialectRevision, securityMode, capabilities, guid: serverGuid };
}

/** What was offered and chosen in each negotiation that was answered, for `downgradedChoices` of `signing`. */
export function dialectChoices({ negotiations }: Handshake): DialectChoice[] {
  return negotiations.flatMap((negotiation) => {
    const { response } = negotiation;
    const chosen = chosenDialect(response);
    return chosen === undefined
      ? []
      : [{ packet: response?.at, offered: offeredDialects(negotiation), chosen }];
  });
}

function chosenDialect(response: Negotiation["response"]): number | undefined {
  if (response?.state !== "complete" || response.message === undefined) return undefined;
  if (response.protocol === "smb2") return response.message.body.dialectRevision;
  return response.message.body.kind === "refused" ? undefined : SMB1_CHOSEN;
}

/** [MS-SMB2] 3.3.5.3: the names by which an SMB1 request offers SMB2. */
const SMB2_BY_NAME: ReadonlyMap<string, Dialect> = new Map([
  ["SMB 2.002", Dialect.SMB_2_0_2],
  ["SMB 2.???", Dialect.SMB_2_WILDCARD],
]);

function offeredDialects({ request }: Negotiation): number[] {
  if (request?.message === undefined) return [];
  if (request.protocol === "smb2") return request.message.body.dialects;
  return request.message.body.dialects.flatMap((name) => SMB2_BY_NAME.get(name) ?? []);
}
