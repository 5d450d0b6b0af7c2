export { fixture, messageFixtures } from "./fixtures.js";
export { type CodecUnderTest, describeLaws, type Edit, type Edits, type Peek } from "./laws.js";
export { mutated } from "./mutate.js";
export { itShowsExample } from "./readme.js";
export { runs } from "./runs.js";
export { type Stream, type StreamPiece, streamsOf } from "./streams.js";
