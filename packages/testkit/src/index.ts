export { mutated } from "@countersign/arbitraries";
export { describeFieldNames, type NamedFields } from "./field-names.js";
export { fixture, messageFixtures, specifiedMessages } from "./fixtures.js";
export { type CodecUnderTest, describeLaws, type Edit, type Edits, type Peek } from "./laws.js";
export { describeMalformed, type MalformedDecoder, malformedShapes } from "./malformed.js";
export { type MalformedShape, malformedBytes } from "./malformed-shape.js";
export { type DecoderUnderTest, describeNeverLie } from "./never-lie.js";
export { runs } from "./runs.js";
export { type Stream, type StreamPiece, streamsOf } from "./streams.js";
