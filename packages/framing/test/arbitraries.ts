import { frames as anyFrames } from "@countersign/arbitraries";
import { fromHex } from "@countersign/bytes";
import type fc from "fast-check";
import type { Frame } from "../src/index.js";

/** A client FJORD01 asks for *SMBSERVER<20>. */
export const FILE_SERVER_REQUEST: Uint8Array = fromHex(
  "81000044" +
    "20434b4644454e454346444546464346474546464343414341434143414341434100" +
    "204547454b4550464345454441444243414341434143414341434143414341414100",
);

export const frames: fc.Arbitrary<Frame> = anyFrames();
