import { describeMalformed } from "@countersign/testkit";
import { decodeHeader, decodeMessage, encodeMessage } from "../src/index.js";

describeMalformed("smb1", {
  decodeMessage: { decode: decodeMessage, encode: encodeMessage },
  decodeHeader: { decode: decodeHeader },
});
