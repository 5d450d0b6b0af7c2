// Our own codecs, a message at a time.
import { decodeBase64 } from "@countersign/bytes";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { factsOf, hex, ntlmFacts, spnegoFacts } from "./expected.mjs";
import { decodeFully } from "./full-decode.mjs";
import { base64, challenges, MESSAGES, messages, NTLM, ntlmMessages, SPNEGO, tokens } from "./inputs.mjs";

const scratch = new Uint8Array(4096);

export const MESSAGE_CASES = [
  ...MESSAGES.flatMap(messageCases),
  ...["neg_req", "neg_rsp", "ss_req1"].map(peekCase),
  ...[...NTLM.keys()].map(base64Case),
  ...[...SPNEGO.keys()].map(spnegoCase),
  ...challengeCases(),
];

function messageCases(name) {
  const decoded = () => messages(name).map(smb2.decodeMessage);
  return [
    {
      what: `decode ${name}`,
      make: () => ({ inputs: messages(name), call: decodeFully, facts: (_, bytes) => factsOf(bytes) }),
    },
    {
      what: `encode ${name}`,
      make: () => ({
        inputs: decoded(),
        call: (m) => smb2.encodeMessage(m),
        facts: (bytes) => factsOf(bytes),
      }),
    },
    {
      what: `encodeInto ${name}`,
      make: () => ({
        inputs: decoded(),
        call: (m) => smb2.encodeMessageInto(m, scratch),
        facts: (length) => factsOf(scratch.subarray(0, length)),
      }),
    },
  ];
}

function peekCase(name) {
  return {
    what: `peek ${name}`,
    make: () => ({ inputs: messages(name), call: peekSigning, facts: () => ({ ...peeked }) }),
  };
}

const peeked = { command: 0, securityMode: 0, dialect: 0 };

/** As much as a scanner asks of a message, and as the native limit answers. */
function peekSigning(bytes) {
  peeked.command = smb2.peekCommand(bytes);
  peeked.securityMode = smb2.peekSecurityMode(bytes);
  peeked.dialect = smb2.peekDialect(bytes) ?? 0;
  return peeked.securityMode;
}

function base64Case(name) {
  return {
    what: `base64 ${name}`,
    make: () => ({
      inputs: ntlmMessages(name).map(base64),
      call: (text) => ntlmssp.decodeMessage(decodeBase64(text)),
      facts: ntlmFacts,
    }),
  };
}

function spnegoCase(name) {
  return {
    what: `SPNEGO ${name}`,
    make: () => ({ inputs: tokens(name), call: spnego.decodeToken, facts: spnegoFacts }),
  };
}

function challengeCases() {
  return [
    {
      what: "encode CHALLENGE",
      make: () => ({
        inputs: challenges(),
        call: (m) => ntlmssp.encodeMessage(m),
        facts: (bytes) => ({ bytes: hex(bytes) }),
      }),
    },
    {
      what: "encodeInto CHALLENGE",
      make: () => ({
        inputs: challenges(),
        call: (m) => ntlmssp.encodeMessageInto(m, scratch),
        facts: (length) => ({ bytes: hex(scratch.subarray(0, length)) }),
      }),
    },
    {
      what: "copy CHALLENGE",
      make: () => ({
        inputs: ntlmMessages("CHALLENGE"),
        call: (bytes) => bytes.slice(),
        facts: (bytes) => ({ bytes: hex(bytes) }),
      }),
    },
  ];
}
