import { describeMalformed } from "@countersign/testkit";
import * as ntlmssp from "../src/index.js";

describeMalformed("ntlmssp", {
  decodeMessage: { decode: ntlmssp.decodeMessage, encode: ntlmssp.encodeMessage },
  decodeAvPairs: { decode: ntlmssp.decodeAvPairs, encode: ntlmssp.encodeAvPairs },
  decodeNtlmV2Response: { decode: ntlmssp.decodeNtlmV2Response, encode: ntlmssp.encodeNtlmV2Response },
});
