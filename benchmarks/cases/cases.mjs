// Every case that is a call in Node: `what` is done, `by` whom, and `make` loads what it needs and answers the 32 inputs,
// the call, and the facts in a result.
import { MESSAGE_CASES } from "./messages.mjs";
import { PEER_CASES } from "./peers.mjs";
import { STREAM_CASES } from "./streams.mjs";

export const CASES = [...MESSAGE_CASES, ...STREAM_CASES, ...PEER_CASES].map((one) => ({
  by: "countersign",
  ...one,
}));
