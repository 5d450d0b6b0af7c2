import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { factsOf, hex, ntlmFacts, spnegoFacts } from "./expected.mjs";
import { messages, ntlmMessages, tokens } from "./inputs.mjs";

/** What is to come out of a case: as our codecs tell it, which the conformance tests hold against tshark. */
export function expectedFacts(what) {
  const [kind, name] = what.split(" ");
  if (kind === "decode") return messages(name).map(factsOf);
  if (kind === "SPNEGO") return tokens(name).map((bytes) => spnegoFacts(spnego.decodeToken(bytes)));
  if (kind === "base64") return ntlmMessages(name).map((bytes) => ntlmFacts(ntlmssp.decodeMessage(bytes)));
  if (what.endsWith("CHALLENGE"))
    return ntlmMessages(name).map((bytes) => ({ bytes: hex(bytes), length: bytes.length }));
  if (kind === "peek") return messages(name).map(peekedFacts);
  return undefined;
}

function peekedFacts(bytes) {
  const { body } = smb2.decodeMessage(bytes);
  return {
    command: smb2.decodeHeader(bytes).command,
    securityMode: body.securityMode,
    dialect: body.dialectRevision ?? 0,
  };
}
