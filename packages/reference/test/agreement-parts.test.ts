// Law 6 for what stands around SMB2 messages, and inside of ERROR responses and AUTHENTICATE messages.
import { lmV2Responses, ntlmV1Responses, ntlmV2Responses, smb2Compounds } from "@countersign/arbitraries";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import { messageFixtures } from "@countersign/testkit";
import fc from "fast-check";
import { recorded, specified } from "../../ntlmssp/test/vectors.js";
import * as reference from "../src/index.js";
import { describeAgreement } from "./agreement.js";
import * as captured from "./captured.js";
import { craftedCompounds, craftedErrorContexts, craftedNtlmV2Responses } from "./crafted-parts.js";
import { hex } from "./hex.js";

describeAgreement({
  name: "smb2's decodeCompound",
  shipped: { decode: smb2.decodeCompound, encode: smb2.encodeCompound },
  reference: { decode: reference.decodeSmb2Compound, encode: reference.encodeSmb2Compound },
  values: smb2Compounds().map((messages) => messages.map(padBody)),
  samples: { ...messageFixtures(), ...captured.smb2Messages, ...captured.smb2Compounds },
  crafted: craftedCompounds,
});

/** A body that is kept as it is takes in the padding behind it: its length is what NextCommand leaves (3.3.5.2.7.1). */
function padBody(m: smb2.PlainMessage): smb2.PlainMessage {
  if (m.kind !== "unknown") return m;
  const body = new Uint8Array(Math.ceil(m.body.length / 8) * 8);
  body.set(m.body);
  return { ...m, body };
}

/** ErrorContextCount, which stands in front of ByteCount, and ErrorData. */
function counted(codec: {
  decode: (errorData: Uint8Array, count: number) => smb2.ErrorContext[];
  encode: (contexts: smb2.ErrorContext[]) => Uint8Array;
}) {
  return {
    decode: (bytes: Uint8Array) => codec.decode(bytes.subarray(1), bytes[0] ?? 0),
    encode: (contexts: smb2.ErrorContext[]) => Uint8Array.of(contexts.length, ...codec.encode(contexts)),
  };
}

describeAgreement({
  name: "smb2's decodeErrorContexts",
  shipped: counted({ decode: smb2.decodeErrorContexts, encode: smb2.encodeErrorContexts }),
  reference: counted({
    decode: reference.decodeSmb2ErrorContexts,
    encode: reference.encodeSmb2ErrorContexts,
  }),
  values: fc.array(
    fc.record({
      errorId: fc.oneof(
        fc.constantFrom<number>(...Object.values(smb2.ErrorId)),
        fc.integer({ min: 0, max: 0xffffffff }),
      ),
      errorContextData: fc.uint8Array({ maxLength: 60, size: "max" }),
    }),
    { maxLength: 4 },
  ),
  samples: {
    "[MS-SMB2] 3.3.5.7 STATUS_SMB_BAD_CLUSTER_DIALECT, ByteCount 10": hex("01 02000000 00000000 0203"),
    "[MS-SMB2] 3.3.5.20.1 STATUS_INFO_LENGTH_MISMATCH, ByteCount 8": hex("01 00000000 00000000"),
    "[MS-SMB2] 3.3.5.20.3 STATUS_BUFFER_TOO_SMALL, ByteCount 12": hex("01 04000000 00000000 90000000"),
    "[MS-SMB2] 2.2.2, two contexts": hex("02 02000000 00000000 0203 000000000000 01000000 53526472 cc"),
  },
  crafted: craftedErrorContexts,
});

const [lmResponses, ntResponses] = responses();
const ofNtlmV1 = ([, bytes]: [string, Uint8Array]) => bytes.length === 24;
const ofNtlmV2 = ([, bytes]: [string, Uint8Array]) => bytes.length > 24;

/** The LM and the NT responses that known AUTHENTICATE messages hold. */
function responses(): [[string, Uint8Array][], [string, Uint8Array][]] {
  const [lm, nt]: [[string, Uint8Array][], [string, Uint8Array][]] = [[], []];
  for (const [name, bytes] of Object.entries({ ...specified, ...recorded, ...captured.ntlmMessages })) {
    const m = reference.decodeNtlm(bytes);
    if (m.kind !== "authenticate") continue;
    lm.push([name, m.lmChallengeResponse]);
    nt.push([name, m.ntChallengeResponse]);
  }
  return [lm, nt];
}

describeAgreement({
  name: "ntlmssp's decodeLmResponse",
  shipped: { decode: ntlmssp.decodeLmResponse, encode: ntlmssp.encodeLmResponse },
  reference: { decode: reference.decodeLmResponse, encode: reference.encodeLmResponse },
  values: ntlmV1Responses(),
  samples: Object.fromEntries(lmResponses.filter(ofNtlmV1)),
});

describeAgreement({
  name: "ntlmssp's decodeLmV2Response",
  shipped: { decode: ntlmssp.decodeLmV2Response, encode: ntlmssp.encodeLmV2Response },
  reference: { decode: reference.decodeLmV2Response, encode: reference.encodeLmV2Response },
  values: lmV2Responses(),
  samples: Object.fromEntries(lmResponses.filter(ofNtlmV1)),
});

describeAgreement({
  name: "ntlmssp's decodeNtlmResponse",
  shipped: { decode: ntlmssp.decodeNtlmResponse, encode: ntlmssp.encodeNtlmResponse },
  reference: { decode: reference.decodeNtlmResponse, encode: reference.encodeNtlmResponse },
  values: ntlmV1Responses(),
  samples: Object.fromEntries(ntResponses.filter(ofNtlmV1)),
});

describeAgreement({
  name: "ntlmssp's decodeNtlmV2Response",
  shipped: { decode: ntlmssp.decodeNtlmV2Response, encode: ntlmssp.encodeNtlmV2Response },
  reference: { decode: reference.decodeNtlmV2Response, encode: reference.encodeNtlmV2Response },
  values: ntlmV2Responses(),
  samples: Object.fromEntries(ntResponses.filter(ofNtlmV2)),
  crafted: craftedNtlmV2Responses,
});
