export { captureFiles } from "./capture-files.js";
export { type InspectFileOptions, inspectFile } from "./inspect-file.js";
export { type ProbeHostOptions, probeHost } from "./scan/probe-host.js";
export { type ScanOptions, scan } from "./scan/scan.js";
export { formatTarget, type Target, type TargetOptions, targetsOf, targetsOfLines } from "./scan/target.js";
export { type Connection, connectionOf, type Transport, tcp } from "./scan/transport.js";
export { type OnProgress, readFileChunks, readStdinChunks } from "./source.js";
export { unwrapped } from "./unwrap.js";
