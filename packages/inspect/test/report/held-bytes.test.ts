import { CaptureWriter, Conversation } from "@countersign/capture";
import { expect, it } from "vitest";
import { type CaptureReport, inspectCaptureSync } from "../../src/index.js";

const CONVERSATIONS = 300;
const FIELD = new TextEncoder().encode("GET / HTTP/1.1\r\nAuthorization: ".padEnd(60_000, "a"));
const TOKEN = btoa(`NTLMSSP\0\x01\0\0\0${"\0".repeat(20)}`);
const REST = new TextEncoder().encode(`\r\nProxy-Authorization: NTLM ${TOKEN}\r\n\r\n`);

function* chunks(): Generator<Uint8Array> {
  const talks = Array.from(
    { length: CONVERSATIONS },
    (_, index) =>
      new Conversation({
        client: { address: "192.0.2.1", port: 1024 + index },
        server: { address: "192.0.2.2", port: 80 },
      }),
  );
  const writer = new CaptureWriter();
  for (const bytes of [FIELD, REST]) {
    for (const talk of talks) {
      for (const packet of talk.send(0, bytes)) writer.packet(packet);
      yield writer.take();
    }
  }
}

it("holds 8 MiB of unfinished messages: those that began last are read to their end, and the report tells of the others", () => {
  const reports = [...inspectCaptureSync(chunks())];
  const kept = Math.floor((8 * 1024 * 1024) / (FIELD.length - "GET / HTTP/1.1\r\n".length));
  const ports = reports.flatMap((report) => (report.kind === "ntlm" ? [report.client.port] : []));
  expect(ports).toEqual(Array.from({ length: kept }, (_, index) => 1024 + CONVERSATIONS - kept + index));
  const { problems } = reports.at(-1) as CaptureReport;
  expect(problems).toMatchObject([{ layer: "tcp", code: "limit" }]);
  expect(problems[0]!.message).toMatch(new RegExp(`^${CONVERSATIONS - kept} conversations`));
});
