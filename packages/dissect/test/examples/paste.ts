import { type DissectNode, dissect, parseInput } from "@countersign/dissect";

const [reading] = parseInput(
  "WWW-Authenticate: NTLM TlRMTVNTUAACAAAAEgASADgAAAAVgopiILRnY93+KecAAAAAAAAAAEgASABKAAAABgEAAAAAAA9GAEkATABFAFMAUgBWADAAMQACABIARgBJAEwARQBTAFIAVgAwADEAAQASAEYASQBMAEUAUwBSAFYAMAAxAAQAAAADAAQAdgBtAAcACABab+27H3rdAQAAAAA=",
).readings;
if (!reading?.isRecognized) throw new Error("no message in it");

function print({ name, offset, length, value = "", notes = [] }: DissectNode): void {
  console.log(`${offset}+${length} ${name} ${value}`.trimEnd());
  for (const note of notes) console.log(`  ${note}`);
}

const [message] = dissect(reading.parts[0]!.bytes).nodes;
print(message!);
message!.children!.forEach(print);
