import { describeNeverLie, specifiedMessages } from "@countersign/testkit";
import { decodeMessage, encodeMessage, type Message, readMessage } from "../src/index.js";
import { messages } from "./arbitraries.js";
import { SAMPLES } from "./samples.js";

/** WordCount tells the form of the body, and where its bytes are. */
const BODY = /^Smb1(Negotiate|SessionSetup|Error)\w+\./;
/** ByteCount tells where what is in the data block ends, and the blocks of the next command may begin. */
const DATA = /\.(challenge|encryptionKey|serverGuid|securityBlob|\w+Password|andX)$/;

describeNeverLie<Message>({
  name: "smb1.decodeMessage",
  decode: decodeMessage,
  encode: encodeMessage,
  read: readMessage,
  samples: { ...SAMPLES, ...specifiedMessages("smb1") },
  values: messages,
  governs: {
    "Smb1NegotiateRequest.wordCount": BODY,
    "Smb1NegotiateResponse.wordCount": BODY,
    "Smb1SessionSetupRequest.wordCount": BODY,
    "Smb1SessionSetupResponse.wordCount": BODY,
    "Smb1ErrorResponse.wordCount": BODY,
    "Smb1NegotiateResponse.byteCount": DATA,
    "Smb1SessionSetupRequest.byteCount": DATA,
    "Smb1SessionSetupResponse.byteCount": DATA,
    // One password follows the other.
    "Smb1SessionSetupRequest.oemPasswordLen": /\.unicodePassword$/,
  },
  undecided: /\.wordCount$/,
});
