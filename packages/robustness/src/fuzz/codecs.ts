// The codecs, a table entry each.
import * as framing from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as reference from "@countersign/reference";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { peeks as ntlmPeeks } from "../../../ntlmssp/test/peeks.js";
import {
  smb2CompoundDifferences,
  smb2Differences,
  spnegoDifferences,
} from "../../../reference/test/known-differences.js";
import { peeks as smb1Peeks } from "../../../smb1/test/peeks.js";
import { peeks as smb2Peeks } from "../../../smb2/test/peeks.js";
import { codecTarget } from "./codec-target.js";
import { secondPass } from "./second-pass.js";
import * as seeds from "./seeds.js";
import type { Target } from "./target.js";

const SMB1 = /^smb1\/src/;
const SMB2 = /^smb2\/src/;
const NTLMSSP = /^ntlmssp\/src/;
const SPNEGO = /^spnego\/src/;
const FRAMING = /^framing\/src/;

export const codecs: readonly Target[] = [
  secondPass("smb1", smb1, seeds.smb1),
  secondPass("smb2", smb2, seeds.smb2),
  secondPass("ntlmssp", ntlmssp, seeds.ntlm),
  secondPass("spnego", { ...spnego, decodeMessage: spnego.decodeToken }, seeds.spnego),
  secondPass("framing", { ...framing, decodeMessage: framing.decodeFrame }, seeds.frames),
  codecTarget<smb1.Message>({
    name: "smb1",
    sources: SMB1,
    seeds: seeds.smb1,
    decode: smb1.decodeMessage,
    encode: smb1.encodeMessage,
    read: smb1.readMessage,
    peeks: smb1Peeks,
    reference: { decode: reference.decodeSmb1, encode: reference.encodeSmb1 },
    deviations: smb1.deviations,
    kind: (m) => m.kind,
  }),
  codecTarget({
    name: "smb1-header",
    sources: /^smb1\/src\/header/,
    seeds: seeds.smb1,
    decode: smb1.decodeHeader,
    ask: smb1.dosError,
  }),
  codecTarget<smb2.Message>({
    name: "smb2",
    sources: SMB2,
    seeds: seeds.smb2,
    decode: smb2.decodeMessage,
    encode: smb2.encodeMessage,
    read: smb2.readMessage,
    peeks: smb2Peeks,
    reference: { decode: reference.decodeSmb2, encode: reference.encodeSmb2 },
    differences: smb2Differences,
    deviations: smb2.deviations,
    kind: (m) => m.kind,
  }),
  codecTarget({
    name: "smb2-header",
    sources: /^smb2\/src\/header/,
    seeds: seeds.smb2,
    decode: smb2.decodeHeader,
  }),
  codecTarget<smb2.PlainMessage[]>({
    name: "smb2-compound",
    sources: /^smb2\/src\/compound/,
    seeds: seeds.smb2Compounds,
    decode: smb2.decodeCompound,
    encode: smb2.encodeCompound,
    reference: { decode: reference.decodeSmb2Compound, encode: reference.encodeSmb2Compound },
    differences: smb2CompoundDifferences,
    kind: (m) => m.map(({ kind }) => kind).join(", "),
  }),
  codecTarget({
    name: "smb2-error-contexts",
    sources: /^smb2\/src\/error-context/,
    seeds: seeds.errorContexts,
    decode: (bytes) => smb2.decodeErrorContexts(bytes.subarray(1), bytes[0] ?? 0),
    encode: smb2.encodeErrorContexts,
    reference: {
      decode: (bytes) => reference.decodeSmb2ErrorContexts(bytes.subarray(1), bytes[0] ?? 0),
      encode: reference.encodeSmb2ErrorContexts,
    },
    consumed: (bytes) => bytes.subarray(1),
    kind: (m) => `${m.length} contexts`,
  }),
  codecTarget<ntlmssp.Message>({
    name: "ntlmssp",
    sources: NTLMSSP,
    seeds: seeds.ntlm,
    decode: ntlmssp.decodeMessage,
    encode: ntlmssp.encodeMessage,
    read: ntlmssp.readMessage,
    peeks: ntlmPeeks,
    reference: { decode: reference.decodeNtlm, encode: reference.encodeNtlm },
    deviations: ntlmssp.deviations,
    kind: (m) => m.kind,
  }),
  codecTarget({
    name: "ntlm-av-pairs",
    sources: /^ntlmssp\/src\/(av-pairs|single-host)/,
    seeds: seeds.avPairs,
    decode: ntlmssp.decodeAvPairs,
    encode: ntlmssp.encodeAvPairs,
    ask: (m) => m.map((pair) => ntlmssp.avName(ntlmssp.avIdOf(pair))),
    kind: (m) => `${m.length} pairs`,
  }),
  codecTarget({
    name: "ntlmv2-response",
    sources: /^ntlmssp\/src\/(ntlmv2-response|av-pairs|single-host)/,
    seeds: seeds.ntlmV2Responses,
    decode: ntlmssp.decodeNtlmV2Response,
    encode: ntlmssp.encodeNtlmV2Response,
    reference: { decode: reference.decodeNtlmV2Response, encode: reference.encodeNtlmV2Response },
    read: ntlmssp.readNtlmV2Response,
  }),
  codecTarget({
    name: "ntlm-responses",
    sources: /^ntlmssp\/src\/.*response/,
    seeds: seeds.ntlm,
    decode: (bytes) => {
      const m = ntlmssp.decodeMessage(bytes);
      return m.kind === "authenticate" ? ntlmssp.decodeResponses(m) : undefined;
    },
    read: ntlmssp.readMessage,
    kind: (m) => m?.kind ?? "none",
  }),
  codecTarget({
    name: "lm-response",
    sources: /^ntlmssp\/src\/lm-response/,
    seeds: seeds.ntlmParts,
    decode: ntlmssp.decodeLmResponse,
    encode: ntlmssp.encodeLmResponse,
    reference: { decode: reference.decodeLmResponse, encode: reference.encodeLmResponse },
  }),
  codecTarget({
    name: "lmv2-response",
    sources: /^ntlmssp\/src\/lmv2-response/,
    seeds: seeds.ntlmParts,
    decode: ntlmssp.decodeLmV2Response,
    encode: ntlmssp.encodeLmV2Response,
    reference: { decode: reference.decodeLmV2Response, encode: reference.encodeLmV2Response },
  }),
  codecTarget({
    name: "ntlm-response",
    sources: /^ntlmssp\/src\/ntlm-response/,
    seeds: seeds.ntlmParts,
    decode: ntlmssp.decodeNtlmResponse,
    encode: ntlmssp.encodeNtlmResponse,
    reference: { decode: reference.decodeNtlmResponse, encode: reference.encodeNtlmResponse },
  }),
  codecTarget({
    name: "ntlm-signature",
    sources: /^ntlmssp\/src\/message-signature/,
    seeds: seeds.ntlmParts,
    decode: ntlmssp.decodeMessageSignature,
    encode: ntlmssp.encodeMessageSignature,
  }),
  codecTarget({
    name: "ntlm-extended-signature",
    sources: /^ntlmssp\/src\/message-signature/,
    seeds: seeds.ntlmParts,
    decode: ntlmssp.decodeExtendedMessageSignature,
    encode: ntlmssp.encodeExtendedMessageSignature,
  }),
  codecTarget<spnego.Token>({
    name: "spnego",
    sources: SPNEGO,
    seeds: seeds.spnego,
    decode: spnego.decodeToken,
    encode: spnego.encodeToken,
    read: spnego.readToken,
    reference: { decode: reference.decodeSpnego, encode: reference.encodeSpnego },
    differences: spnegoDifferences,
    ask: askContextFlags,
    deviations: spnego.deviations,
    kind: (m) => m.kind,
  }),
  codecTarget<framing.Frame>({
    name: "framing",
    sources: FRAMING,
    seeds: seeds.frames,
    decode: framing.decodeFrame,
    encode: framing.encodeFrame,
    read: framing.readFrame,
    // What follows a frame is none of it.
    consumed: (bytes) => bytes.subarray(0, 4 + ((bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!)),
    reference: { decode: reference.decodeFrame, encode: reference.encodeFrame },
    deviations: framing.deviations,
    kind: (m) => m.kind,
  }),
];

function askContextFlags(m: spnego.Token): void {
  if (m.kind !== "negTokenInit" || m.reqFlags === undefined) return;
  for (const bit of Object.values(spnego.ContextFlag)) spnego.hasContextFlag(m.reqFlags, bit);
}
