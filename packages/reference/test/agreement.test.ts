import * as framing from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { messageFixtures } from "@countersign/testkit";
import { frames } from "../../framing/test/arbitraries.js";
import { message as ntlmMessages } from "../../ntlmssp/test/arbitraries.js";
import { recorded, specified } from "../../ntlmssp/test/vectors.js";
import { messages as smb1Messages } from "../../smb1/test/arbitraries.js";
import { anyMessage as smb2Messages } from "../../smb2/test/arbitraries.js";
import { tokens } from "../../spnego/test/arbitraries.js";
import * as reference from "../src/index.js";
import { describeAgreement } from "./agreement.js";
import * as captured from "./captured.js";
import { craftedNtlm, craftedSmb2, craftedSpnego } from "./crafted.js";
import { smb2Differences, spnegoDifferences } from "./known-differences.js";

describeAgreement({
  name: "smb2",
  shipped: { decode: smb2.decodeMessage, encode: smb2.encodeMessage },
  reference: { decode: reference.decodeSmb2, encode: reference.encodeSmb2 },
  values: smb2Messages,
  samples: { ...messageFixtures(), ...captured.smb2Messages },
  crafted: craftedSmb2,
  differences: smb2Differences,
});

describeAgreement({
  name: "ntlmssp",
  shipped: { decode: ntlmssp.decodeMessage, encode: ntlmssp.encodeMessage },
  reference: { decode: reference.decodeNtlm, encode: reference.encodeNtlm },
  values: ntlmMessages,
  samples: { ...specified, ...recorded, ...captured.ntlmMessages },
  crafted: craftedNtlm,
});

describeAgreement({
  name: "spnego",
  shipped: { decode: spnego.decodeToken, encode: spnego.encodeToken },
  reference: { decode: reference.decodeSpnego, encode: reference.encodeSpnego },
  values: tokens,
  samples: captured.spnegoTokens,
  crafted: craftedSpnego,
  differences: spnegoDifferences,
});

describeAgreement({
  name: "smb1",
  shipped: { decode: smb1.decodeMessage, encode: smb1.encodeMessage },
  reference: { decode: reference.decodeSmb1, encode: reference.encodeSmb1 },
  values: smb1Messages,
  samples: captured.smb1Messages,
});

describeAgreement({
  name: "framing",
  shipped: { decode: framing.decodeFrame, encode: framing.encodeFrame },
  reference: { decode: reference.decodeFrame, encode: reference.encodeFrame },
  values: frames,
  samples: captured.frames,
});
