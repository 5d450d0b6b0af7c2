import { decodeMessage, deviations, encodeMessage, formatVersion } from "@countersign/ntlmssp";

const header =
  "NTLM TlRMTVNTUAACAAAAEgASADgAAAAVgopiILRnY93+KecAAAAAAAAAAEgASABKAAAABgEAAAAAAA9GAEkATABFAFMAUgBWADAAMQACABIARgBJAEwARQBTAFIAVgAwADEAAQASAEYASQBMAEUAUwBSAFYAMAAxAAQAAAADAAQAdgBtAAcACABab+27H3rdAQAAAAA=";
const token = Uint8Array.from(atob(header.slice(5)), (c) => c.charCodeAt(0));

const m = decodeMessage(token);
if (m.kind !== "challenge") throw new Error(`${m.kind} is no answer`);
console.log(
  m.targetName,
  m.version && formatVersion(m.version),
  m.targetInfo?.map((pair) => pair.kind).join(),
);

// `like` keeps the layout and every byte that the message does not carry: one field changes, and nothing else.
const renamed = encodeMessage({ ...m, targetName: "FILESRV02" }, { like: token });
const changed = [...renamed.keys()].filter((i) => renamed[i] !== token[i]);
console.log("changed bytes:", changed.join(), "deviations:", deviations(renamed).length);
