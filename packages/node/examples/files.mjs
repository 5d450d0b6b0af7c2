import { captureFiles, inspectFile } from "@countersign/node";

for (const file of await captureFiles(process.argv[2])) {
  for await (const report of inspectFile(file)) console.log(JSON.stringify(report));
}
