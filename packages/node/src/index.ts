export { captureFiles } from "./capture-files.js";
export { type InspectFileOptions, inspectFile } from "./inspect-file.js";
export { formatTarget, type Target, type TargetOptions, targetsOf, targetsOfLines } from "./scan/target.js";
export { type OnProgress, readFileChunks, readStdinChunks } from "./source.js";
