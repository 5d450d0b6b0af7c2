import { describeFieldNames } from "@countersign/testkit";
import { encodeMessage, readMessage } from "../src/index.js";
import { anyMessage } from "./arbitraries.js";

describeFieldNames({
  read: readMessage,
  encode: encodeMessage,
  values: anyMessage,
  fixed: ["signature", "nonce", "clientGuid", "serverGuid", "guid", "fileId"],
  deciding: [
    "dialects",
    "dialectRevision",
    "contextType",
    "clientStartTime",
    "compressionAlgorithm",
    // Of the first payload.
    "payloads.flags",
  ],
});
