// What speaks where SMB was expected, by its first four bytes.
import { latin1Decode } from "@countersign/bytes";

/** A protocol that is not SMB; `echo` sends back what it gets. */
export type PeerProtocol =
  | "http"
  | "ssh"
  | "tls"
  | "ftp-or-smtp"
  | "imap"
  | "pop3"
  | "ldap"
  | "rdp"
  | "vnc"
  | "redis"
  | "echo"
  | "unknown";

/** How many bytes tell the protocols apart. */
export const PROOF_SIZE = 4;

const GREETINGS: readonly (readonly [string, PeerProtocol])[] = [
  ["HTTP", "http"],
  ["<!DO", "http"],
  ["<htm", "http"],
  ["<HTM", "http"],
  ["SSH-", "ssh"],
  ["220 ", "ftp-or-smtp"],
  ["220-", "ftp-or-smtp"],
  ["* OK", "imap"],
  ["+OK ", "pop3"],
  ["RFB ", "vnc"],
  ["-ERR", "redis"],
];

/** Names the protocol that a stream beginning with these bytes is of. */
export function peerProtocol(first: Uint8Array): PeerProtocol {
  const text = latin1Decode(first.subarray(0, PROOF_SIZE));
  const greeting = GREETINGS.find(([start]) => text.startsWith(start));
  if (greeting !== undefined) return greeting[1];
  // RFC 8446 5.1: a content type from 20 to 23 and a legacy version of 3.x.
  if (first[0]! >= 20 && first[0]! <= 23 && first[1] === 3) return "tls";
  // RFC 1006 6: TPKT version 3 and a reserved 0, which RDP begins with.
  if (first[0] === 3 && first[1] === 0) return "rdp";
  // RFC 4511 4.1.1: a SEQUENCE, the outermost of every LDAP message.
  if (first[0] === 0x30) return "ldap";
  return "unknown";
}
