export { captureFiles } from "./capture-files.js";
export { type InspectFileOptions, inspectFile } from "./inspect-file.js";
export { type OnProgress, readFileChunks, readStdinChunks } from "./source.js";
export { unwrapped } from "./unwrap.js";
