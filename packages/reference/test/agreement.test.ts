import * as ntlmssp from "@countersign/ntlmssp";
import * as smb2 from "@countersign/smb2";
import * as spnego from "@countersign/spnego";
import { messageFixtures } from "@countersign/testkit";
import { message as ntlmMessages } from "../../ntlmssp/test/arbitraries.js";
import { recorded, specified } from "../../ntlmssp/test/vectors.js";
import { anyMessage as smb2Messages } from "../../smb2/test/arbitraries.js";
import { tokens } from "../../spnego/test/arbitraries.js";
import { decodeNtlm, decodeSmb2, decodeSpnego, encodeNtlm, encodeSmb2, encodeSpnego } from "../src/index.js";
import { describeAgreement } from "./agreement.js";

describeAgreement({
  name: "smb2",
  shipped: { decode: smb2.decodeMessage, encode: smb2.encodeMessage },
  reference: { decode: decodeSmb2, encode: encodeSmb2 },
  values: smb2Messages,
  samples: messageFixtures(),
});

describeAgreement({
  name: "ntlmssp",
  shipped: { decode: ntlmssp.decodeMessage, encode: ntlmssp.encodeMessage },
  reference: { decode: decodeNtlm, encode: encodeNtlm },
  values: ntlmMessages,
  samples: { ...specified, ...recorded },
});

describeAgreement({
  name: "spnego",
  shipped: { decode: spnego.decodeToken, encode: spnego.encodeToken },
  reference: { decode: decodeSpnego, encode: encodeSpnego },
  values: tokens,
  samples: {},
});
