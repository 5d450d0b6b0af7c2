// The closed list of reason codes. A code is stable: it may be added, never renamed or given another meaning.

/** What each reason code means, in one sentence: the list from which `ReasonCode` is made. */
export const reasonMeanings = {
  // What an answer said, or why it said nothing.
  "answer-missing": "A request was sent and no answer was seen.",
  "answer-truncated": "The answer was cut before all of it was seen, so nothing is concluded from it.",
  "answer-undecodable": "The answer could not be decoded.",
  "negotiation-failed": "The answer's status is an error, so it carries no security mode.",
  "dialects-refused": "The server speaks none of the dialects that were offered.",
  "connection-refused": "The connection was refused: nothing listens there.",
  "host-unreachable": "There is no way to the host: no connection came to be.",
  "connection-timed-out": "No connection came to be in the time given.",
  "connection-reset": "The connection was reset in place of an answer.",
  "connection-closed": "The connection was closed in place of an answer.",
  "answer-timed-out": "No answer came in the time given.",
  "netbios-session-refused": "The NetBIOS session, which comes before SMB on port 139, was declined.",
  "netbios-session-retargeted": "The NetBIOS session was sent to another address, which was not followed.",
  "peer-not-smb": "What answers there does not speak SMB.",
  "peer-sent-requests": "What answers there sent a request, its own or an echo, in place of an answer.",
  "answer-limit-reached": "More came than a probe takes in, and no answer was among it.",
  "security-mode-missing": "The answer carries no security mode to judge.",
  "server-requires-signing": "The server requires signing.",
  "server-offers-signing": "The server supports signing and does not require it.",
  "server-signing-disabled": "The server does not support signing.",
  "client-requires-signing": "The client requires signing.",
  "client-offers-signing": "The client supports signing and does not require it.",
  "smb1-share-level-access":
    "Share-level access alone: SMB1 signing is disabled whatever the signing bits say.",
  "smb1-plaintext-passwords":
    "Plaintext passwords alone: SMB1 signing is disabled whatever the signing bits say.",
  "smb1-core-dialect": "The core dialect's answer has no security mode: signing does not exist there.",
  "smb1-lanman-dialect": "LAN Manager dialects have no signing bits: signing does not exist there.",
  "smb1-disabled-may-be-declined":
    "SMB1 has no wire value for 'declined': a server that shows 'disabled' may still sign for a client that requires it.",
  "smb311-signs-tree-connect":
    "SMB 3.1.1 signs TREE_CONNECT for every user session: signed messages there do not mean that signing is required.",

  // Deviations: security modes that the specification forbids.
  "enabled-not-set":
    "An SMB2 server must set SIGNING_ENABLED in every NEGOTIATE response; neither signing bit is set.",
  "required-without-enabled":
    "SIGNING_REQUIRED is set without SIGNING_ENABLED, which a server must not send.",
  "client-security-mode-empty":
    "An SMB2 client must set SIGNING_ENABLED or SIGNING_REQUIRED; neither is set.",
  "reserved-security-mode-bits": "Bits of the security mode are set that the specification does not define.",

  // What two policies lead to.
  "client-policy": "The client's signing policy, as it entered the comparison.",
  "server-policy": "The server's signing policy, as it entered the comparison.",
  "both-offer-signing": "SMB1 signs when both sides have signing enabled.",
  "neither-requires-signing": "Neither side requires signing.",
  "client-never-signs": "The server requires signing and the client has it disabled.",
  "server-never-signs": "The client requires signing and the server has it disabled.",
  "guest-session": "A guest session has no key that both sides know, so it is not signed.",
  "anonymous-session": "An anonymous session is not signed.",
  "guest-refused-by-client":
    "A client that requires signing ends a guest session unless insecure guest logons are allowed.",
  "client-may-reject-guest":
    "A client that rejects guest access, as Windows does by default, ends this session.",
  "server-may-expect-signature":
    "[MS-SMB2] 3.3.5.5.3 read literally makes a server demand signatures of a guest or anonymous client that sent SIGNING_REQUIRED.",
  "smb1-signing-belongs-to-connection":
    "SMB1 signing belongs to the connection: once a user session turned it on, later guest and anonymous sessions are signed too.",
  "smb1-required-client-may-disconnect":
    "[MS-CIFS] 3.2.1.1 tells a client that requires signing to drop a connection that does not sign.",
  "session-encrypted": "The session is encrypted, and encryption takes the place of signing.",
  "encryption-ignored": "Encryption was stated for a dialect that has none.",
  "depends-on-client-policy": "The client's policy is unknown and decides the answer.",
  "depends-on-server-policy": "The server's policy is unknown and decides the answer.",
  "depends-on-session-kind":
    "Whether the session is a user's, a guest's or anonymous is unknown and decides the answer.",

  // What a relayed logon meets.
  "server-policy-unknown": "The server's policy was not learned.",
  "no-protocol-answered": "No SMB protocol answered with a policy.",
  "server-answers-differ": "The same server gave answers with different policies.",
  "server-requires-encryption": "The server refuses sessions that are not encrypted, and a relay has no key.",
  "minimum-dialect-311":
    "The server accepts SMB 3.1.1 alone, where TREE_CONNECT must be signed: by inference a relay fails, not tested.",
  "victim-unknown": "The answer depends on the victim's NTLM messages, and none were given.",
  "victim-flags-unknown": "The answer depends on the victim's SIGN and SEAL flags, and they are unknown.",
  "victim-mic-unknown":
    "The answer depends on whether the victim's MIC protects its flags, and that is unknown.",
  "victim-channel-binding-unknown": "The answer depends on the victim's channel binding, and it is unknown.",
  "victim-target-name-unknown": "The answer depends on the target name the victim sends, and it is unknown.",
  "victim-negotiates-signing":
    "The victim's NTLM sets NEGOTIATE_SIGN, so the server expects signed messages.",
  "victim-negotiates-sealing":
    "The victim's NTLM sets NEGOTIATE_SEAL, so the server expects sealed messages.",
  "victim-negotiates-neither": "The victim's NTLM sets neither NEGOTIATE_SIGN nor NEGOTIATE_SEAL.",
  "flags-not-protected": "No MIC is asserted, so the SIGN and SEAL flags can be cleared on the way.",
  "tls-forbids-sasl-security":
    "The server permits no SASL signing or sealing over TLS, and the victim negotiates it.",
  "ntlmv1-key-obtainable":
    "With NTLMv1 any member of the domain can obtain the session key from a domain controller, so signing does not stop it.",
  "ntlmv1-carries-no-bindings": "An NTLMv1 response protects neither channel bindings nor a target name.",
  "ldap-signing-not-required": "The LDAP server does not require signing.",
  "ldap-signing-off":
    "What an LDAP server with signing off does with a client that negotiates it is not documented.",
  "channel-binding-required":
    "The server requires channel binding, and the victim's would be for another channel.",
  "channel-binding-mismatch":
    "The victim sends a channel binding for another channel, and the server checks it.",
  "channel-binding-not-sent":
    "The victim sends no channel binding or an all-zero one, and the server accepts that.",
  "channel-binding-off": "The server does not check channel bindings.",
  "channel-binding-unknown": "Whether the server checks channel bindings is unknown.",
  "target-name-required": "The server requires a target name, and the victim sends none that counts.",
  "target-name-mismatch": "The victim's target name names another service, and the server checks it.",
  "target-name-untrusted":
    "The victim marks its target name as from an untrusted source, so the server ignores it.",
  "http-not-signed": "HTTP authentication has no signing that could stop a relay.",
  "mssql-not-covered":
    "SQL Server's encryption and extended protection settings decide, and neither is covered here.",

  // What the messages of one negotiation, or of one address, say of each other.
  "negotiate-info-mode-differs":
    "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its SecurityMode is not that of NEGOTIATE.",
  "negotiate-info-capabilities-differ":
    "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its Capabilities are not those of NEGOTIATE.",
  "negotiate-info-guid-differs":
    "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its Guid is not that of NEGOTIATE.",
  "negotiate-info-dialect-differs":
    "VALIDATE_NEGOTIATE_INFO repeats the negotiation, and its dialects are not those of NEGOTIATE.",
  "negotiate-info-not-signed":
    "The answer to VALIDATE_NEGOTIATE_INFO must be signed or encrypted, and is neither.",
  "dialect-not-offered": "The server chose a dialect that the client did not offer.",
  "dialect-below-common": "The server chose a lower dialect than the highest that both ends speak.",
  "dialect-spoken":
    "The server chose this dialect elsewhere, so it speaks it, and the client offered it or one like it.",
  "client-requirement-dropped": "The client requires signing in NEGOTIATE and does not in SESSION_SETUP.",
  "server-guid-differs": "Answers from one address carry different server GUIDs.",
  "server-name-differs": "Answers from one address carry different computer names.",

  // What one address looks like from several places; `field` names the place.
  "vantage-reached": "From this place the host answered; the value is its port.",
  "vantage-not-reached":
    "From this place no connection to a port came to be that answers elsewhere; the value says how it ended.",
  "vantage-policy": "What was advertised to this place, as protocol and policy.",

  // What a session showed.
  "session-unsigned": "Messages of this session were neither signed nor encrypted.",

  // What the three NTLM messages of one exchange say of each other.
  "always-sign-not-set": "NEGOTIATE_ALWAYS_SIGN must be set in this message and is not.",
  "flag-dropped-by-server":
    "The client asked for this flag in NEGOTIATE, and CHALLENGE must return it and does not.",
  "flag-dropped-by-client": "NEGOTIATE and CHALLENGE have this flag, and AUTHENTICATE does not.",
  "flag-added-by-client": "AUTHENTICATE has this flag, and CHALLENGE does not.",
  "mic-asserted-but-absent": "MsvAvFlags says that a MIC is there, and the message has no room for one.",
  "mic-asserted-but-zero": "MsvAvFlags says that a MIC is there, and it is all zeros.",
  "mic-not-asserted":
    "There are MIC bytes that are not zero, and nothing says that the server should check them.",
  "timestamp-without-mic":
    "CHALLENGE has MsvAvTimestamp, so the client should send a MIC, and it asserts none.",
  "lm-response-with-timestamp":
    "CHALLENGE has MsvAvTimestamp, so the LM response should be zeros, and it is not.",
  "target-info-removed": "An AV pair of CHALLENGE is not in AUTHENTICATE.",
  "target-info-changed": "An AV pair of CHALLENGE has another value in AUTHENTICATE.",
  "ntlmv1-response": "AUTHENTICATE carries an LM or NTLMv1 response.",
  "target-info-added": "AUTHENTICATE has an AV pair that only a server sends and CHALLENGE does not have.",
} as const;

/** The code of a `Reason`. */
export type ReasonCode = keyof typeof reasonMeanings;

/** Where in a capture or a message evidence stands. */
export interface Evidence {
  /** 1-based number of the packet in its file. */
  packet?: number | undefined;
  /** Bytes from the start of the message. */
  offset?: number | undefined;
  /** The capture, as reports name it; where evidence may come from more than one. */
  file?: string | undefined;
}

/** One reason for an answer, with the evidence that supports it. */
export interface Reason {
  code: ReasonCode;
  /** 1-based number of the packet in its file. */
  packet?: number;
  /** Bytes from the start of the message. */
  offset?: number;
  /** The capture, as reports name it; there where evidence may come from more than one. */
  file?: string;
  /** What `value` was read from, as `Message.field`, or the side it belongs to. */
  field?: string;
  /** What stood there: a number as in the message, or a name. */
  value?: number | string;
}

/** Makes a `Reason`, leaving out evidence that there is not. */
export function reason(
  code: ReasonCode,
  evidence: Evidence & { field?: string | undefined; value?: number | string | undefined } = {},
): Reason {
  const made: Reason = { code };
  if (evidence.packet !== undefined) made.packet = evidence.packet;
  if (evidence.offset !== undefined) made.offset = evidence.offset;
  if (evidence.file !== undefined) made.file = evidence.file;
  if (evidence.field !== undefined) made.field = evidence.field;
  if (evidence.value !== undefined) made.value = evidence.value;
  return made;
}
