// Other people's packages for Node, and ours for checking against: what each is called with, and the facts in its answer.
import { createRequire } from "node:module";
import * as reference from "@countersign/reference";
import { concatChallenge, smartBufferChallenge } from "./challenge-encoders.mjs";
import { hex } from "./expected.mjs";
import { base64, challenges, MESSAGES, messages, NTLM, ntlmMessages, SPNEGO, tokens } from "./inputs.mjs";

const require = createRequire(new URL("../peers/package.json", import.meta.url));
const responses = ["neg_rsp", "ss_rsp1", "ss_rsp2"];

export const PEER_CASES = [
  ...["@awo00/smb2", "node-smb2"].flatMap((by) => MESSAGES.map((name) => packetCase(by, name))),
  ...responses.map(marsaudCase),
  ...MESSAGES.map(referenceCase),
  ...[...NTLM.keys()].map(ntlmParserCase),
  ewsCase(),
  httpntlmCase(),
  ...[...SPNEGO.keys()].map(asn1Case),
  ...encodeCases(),
];

/** Two forks of one codec: SMB2's header and fixed part, nothing of what is inside. */
function packetCase(by, name) {
  return {
    what: `decode ${name}`,
    by,
    make: () => {
      const { default: Packet } = require(`${by}/dist/protocol/smb2/Packet.js`);
      return {
        inputs: messages(name).map((bytes) => Buffer.from(bytes)),
        call: (bytes) => Packet.parse(bytes),
        facts: packetFacts,
      };
    },
  };
}

function packetFacts({ header, body }) {
  const facts = { command: header.type, status: header.status, messageId: String(header.messageId) };
  if (header.type !== 0) return facts;
  const { securityMode, capabilities } = body;
  const answer = {
    dialect: body.dialectRevision,
    maxReadSize: body.maxReadSize,
    systemTime: `${body.systemTime}`,
  };
  return {
    ...facts,
    securityMode,
    capabilities,
    ...(body.dialects ? { dialects: body.dialects.length } : answer),
  };
}

/** A client, which reads responses. */
function marsaudCase(name) {
  return {
    what: `decode ${name}`,
    by: "@marsaud/smb2",
    make: () => {
      const Smb2Message = require("@marsaud/smb2/lib/tools/smb2-message.js");
      return {
        inputs: messages(name).map((bytes) => Buffer.from(bytes)),
        call: (bytes) => {
          const message = new Smb2Message();
          message.parseBuffer(bytes);
          return message;
        },
        facts: marsaudFacts,
      };
    },
  };
}

function marsaudFacts(message) {
  const { Command, Status } = message.getHeaders();
  const isNegotiate = Command === "NEGOTIATE";
  const facts = { command: isNegotiate ? 0 : 1, status: Status.readUInt32LE() };
  if (!isNegotiate) return facts;
  const { SecurityMode, DialectRevision, ServerGuid, Capabilities } = message.getResponse();
  return {
    ...facts,
    securityMode: SecurityMode.readUInt16LE(),
    dialect: DialectRevision.readUInt16LE(),
    guid: hex(ServerGuid),
    capabilities: Capabilities.readUInt32LE(),
  };
}

/** SMB2 with its contexts, nothing of the security buffer. */
function referenceCase(name) {
  return {
    what: `decode ${name}`,
    by: "binary-parser (our reference)",
    make: () => ({
      inputs: messages(name),
      call: (bytes) => reference.decodeSmb2(bytes),
      facts: ({ header, body }) => ({
        command: header.command,
        status: header.status,
        messageId: String(header.messageId),
        ...(header.command === 0 && {
          securityMode: body.securityMode,
          contexts: body.negotiateContextList.length,
        }),
      }),
    }),
  };
}

function ntlmParserCase(name) {
  return {
    what: `base64 ${name}`,
    by: "ntlm-parser",
    make: () => {
      const { ntlmParse } = require("ntlm-parser");
      return {
        inputs: ntlmMessages(name).map(base64),
        call: (text) => ntlmParse(text),
        facts: ntlmParserFacts,
      };
    },
  };
}

function ntlmParserFacts({ challenge, targetNameData, userNameData, workstationNameData, targetInfoData }) {
  if (userNameData !== undefined) {
    return { user: userNameData, domain: targetNameData, workstation: workstationNameData };
  }
  if (challenge === undefined) return {};
  const computer = targetInfoData.find(({ type }) => type === 1).content;
  return { serverChallenge: challenge, targetName: targetNameData, computer };
}

function ewsCase() {
  return {
    what: "base64 CHALLENGE",
    by: "@ewsjs/ntlm-client",
    make: () => {
      const { decodeType2Message } = require("@ewsjs/ntlm-client");
      return {
        inputs: ntlmMessages("CHALLENGE").map(base64),
        call: (text) => decodeType2Message(text),
        facts: ({ flags, challenge, targetName, targetInfo }) => ({
          ntlmFlags: flags,
          serverChallenge: hex(challenge),
          targetName,
          computer: targetInfo.parsed.SERVER,
          dnsComputer: targetInfo.parsed.FQDN,
        }),
      };
    },
  };
}

/** Names as bytes, no AV pairs. */
function httpntlmCase() {
  return {
    what: "base64 CHALLENGE",
    by: "httpntlm",
    make: () => {
      const { ntlm } = require("httpntlm");
      const fail = (error) => {
        throw error;
      };
      return {
        inputs: ntlmMessages("CHALLENGE").map((bytes) => `NTLM ${base64(bytes)}`),
        call: (text) => ntlm.parseType2Message(text, fail),
        facts: ({ negotiateFlags, serverChallenge, targetName }) => ({
          ntlmFlags: negotiateFlags,
          serverChallenge: hex(serverChallenge),
          targetName: targetName.toString("utf16le"),
        }),
      };
    },
  };
}

/** The tree of elements alone. */
function asn1Case(name) {
  return {
    what: `SPNEGO ${name}`,
    by: "asn1js",
    make: () => {
      const { fromBER } = require("asn1js");
      return {
        inputs: tokens(name).map((bytes) => bytes.slice().buffer),
        call: (buffer) => fromBER(buffer).result,
        facts: (tree) => ({ token: tokenIn(tree) }),
      };
    },
  };
}

/** What the field [2] holds, the first that there is. */
function tokenIn(element) {
  // An object identifier has parts that are no elements.
  if (element.idBlock === undefined) return "";
  const { tagClass, tagNumber } = element.idBlock;
  const inner = element.valueBlock.value;
  if (tagClass === 3 && tagNumber === 2) return hex(new Uint8Array(inner[0].getValue()));
  for (const child of Array.isArray(inner) ? inner : []) {
    const found = tokenIn(child);
    if (found !== "") return found;
  }
  return "";
}

function encodeCases() {
  const encode = (by, call) => ({
    what: "encode CHALLENGE",
    by,
    make: () => ({ inputs: challenges(), call: call(), facts: (bytes) => ({ bytes: hex(bytes) }) }),
  });
  return [
    encode("smart-buffer", () => smartBufferChallenge(require("smart-buffer").SmartBuffer)),
    encode("Buffer.concat", () => concatChallenge),
    encode("smart-buffer (our reference)", () => (m) => reference.encodeNtlm(m)),
  ];
}
