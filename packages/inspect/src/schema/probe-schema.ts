// The schema of what a host report says of a probe.
import type { PeerProtocol, ProbeOutcome } from "@countersign/handshake";
import type { ProbeEndReport, ProbeQuestionReport } from "../contract.js";
import { about, list, maybe, natural, object, oneOf, type SchemaOf, text } from "./schema.js";
import { definitions, endpoint, hex, time } from "./terms.js";

const probeEndFields = {
  outcome: oneOf<ProbeOutcome>([
    "answered",
    "refused-by-status",
    "dialects-refused",
    "connection-refused",
    "unreachable",
    "connect-timeout",
    "reset",
    "closed",
    "silent",
    "session-refused",
    "retargeted",
    "not-smb",
    "wrong-direction",
    "malformed",
    "limit",
  ]),
  status: maybe(hex),
  dialect: maybe(text),
  looksLike: maybe(
    oneOf<PeerProtocol>([
      "http",
      "ssh",
      "tls",
      "ftp-or-smtp",
      "imap",
      "pop3",
      "ldap",
      "rdp",
      "vnc",
      "redis",
      "echo",
      "unknown",
    ]),
  ),
  sessionError: maybe(natural),
  retarget: maybe(endpoint),
  limit: maybe(oneOf(["message-length", "frames"])),
  error: maybe(text),
};

const probeEnd = definitions.add("probeEnd", object<ProbeEndReport>(probeEndFields));

export const probeQuestion: SchemaOf<ProbeQuestionReport> = definitions.add(
  "probeQuestion",
  object<ProbeQuestionReport>({
    question: oneOf(["smb2", "multi-protocol", "smb1"]),
    dialects: about("SMB2: '2.0.2', '2.1', '3.0', '3.0.2', '3.1.1'; SMB1: as sent.", list(text)),
    port: natural,
    time,
    ...probeEndFields,
    challenge: maybe(about("How the request for an NTLM CHALLENGE ended.", probeEnd)),
  }),
);
