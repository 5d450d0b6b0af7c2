export { dissect } from "./dissect.js";
export { type ByteRange, secretRanges } from "./hide.js";
export type { InputForm, InputPart, InputReading, InputRefusal, ParsedInput } from "./input/input.js";
export { parseInput } from "./input/parse-input.js";
export type {
  Dissection,
  DissectNode,
  DissectOptions,
  LayerName,
  NodeDeviation,
  NodeError,
} from "./node.js";
