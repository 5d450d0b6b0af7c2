import { describeFieldNames } from "@countersign/testkit";
import { encodeMessage } from "../src/index.js";
import { readMessage } from "../src/message.js";
import { message } from "./arbitraries.js";

describeFieldNames({
  read: readMessage,
  encode: encodeMessage,
  values: message,
  fixed: ["serverChallenge", "mic"],
  deciding: [],
});
