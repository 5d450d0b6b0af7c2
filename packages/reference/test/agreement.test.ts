import { frames, ntlmMessages, smb1Messages, smb2Messages, spnegoTokens } from "@countersign/arbitraries";
import * as framing from "@countersign/framing";
import * as ntlmssp from "@countersign/ntlmssp";
import * as smb1 from "@countersign/smb1";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { messageFixtures } from "@countersign/testkit";
import { recorded, specified } from "../../ntlmssp/test/vectors.js";
import * as reference from "../src/index.js";
import { describeAgreement } from "./agreement.js";
import * as captured from "./captured.js";
import { craftedNtlm, craftedSmb2, craftedSpnego } from "./crafted.js";
import { smb2Differences, spnegoDifferences } from "./known-differences.js";

describeAgreement({
  name: "smb2",
  shipped: { decode: smb2.decodeMessage, encode: smb2.encodeMessage },
  reference: { decode: reference.decodeSmb2, encode: reference.encodeSmb2 },
  values: smb2Messages(),
  samples: { ...messageFixtures(), ...captured.smb2Messages },
  crafted: craftedSmb2,
  differences: smb2Differences,
});

describeAgreement({
  name: "ntlmssp",
  shipped: { decode: ntlmssp.decodeMessage, encode: ntlmssp.encodeMessage },
  reference: { decode: reference.decodeNtlm, encode: reference.encodeNtlm },
  values: ntlmMessages(),
  samples: { ...specified, ...recorded, ...captured.ntlmMessages },
  crafted: craftedNtlm,
});

describeAgreement({
  name: "spnego",
  shipped: { decode: spnego.decodeToken, encode: spnego.encodeToken },
  reference: { decode: reference.decodeSpnego, encode: reference.encodeSpnego },
  values: spnegoTokens(),
  samples: captured.spnegoTokens,
  crafted: craftedSpnego,
  differences: spnegoDifferences,
});

describeAgreement({
  name: "smb1",
  shipped: { decode: smb1.decodeMessage, encode: smb1.encodeMessage },
  reference: { decode: reference.decodeSmb1, encode: reference.encodeSmb1 },
  values: smb1Messages(),
  samples: captured.smb1Messages,
});

describeAgreement({
  name: "framing",
  shipped: { decode: framing.decodeFrame, encode: framing.encodeFrame },
  reference: { decode: reference.decodeFrame, encode: reference.encodeFrame },
  values: frames(),
  samples: captured.frames,
});
