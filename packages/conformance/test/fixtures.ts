// What tshark says of the recorded captures.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { captureFiles, expectedBeside } from "../src/captures.js";
import type { ExpectedCapture } from "../src/expected.js";

const folder = fileURLToPath(new URL("../../../fixtures/captures", import.meta.url));

/** In the order of their names. */
export const captures: readonly ExpectedCapture[] = captureFiles(folder).map(
  (name) => expectedBeside(join(folder, name))!,
);
