import { describeNeverLie } from "@countersign/testkit";
import { decodeFrame, encodeFrame, type Frame, readFrame } from "../src/index.js";
import { FILE_SERVER_REQUEST, frames } from "./arbitraries.js";

describeNeverLie<Frame>({
  name: "framing.decodeFrame",
  decode: decodeFrame,
  encode: encodeFrame,
  read: readFrame,
  samples: { "a session request": FILE_SERVER_REQUEST },
  values: frames,
  governs: { "SessionPacket.length": /^(Session|NegativeSession|RetargetSession)(Request|Response)\./ },
});
