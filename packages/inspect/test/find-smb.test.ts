import { latin1Encode } from "@countersign/bytes";
import { CaptureWriter, Conversation } from "@countersign/capture";
import { streamsOf } from "@countersign/testkit";
import { describe, expect, it } from "vitest";
import { type HandshakeReport, inspectCaptureSync } from "../src/index.js";

const stream = streamsOf("captures/d01-smb311-default.pcap").find(({ serverPort }) => serverPort === 445)!;
const said = stream.pieces.map(({ side, bytes }): [0 | 1, Uint8Array] => [
  side === stream.clientSide ? 0 : 1,
  bytes,
]);

/** The conversation of d01 on another port, after what the server had begun to say before the capture. */
function midStream(before: Uint8Array): HandshakeReport[] {
  return reportsOf([[1, before], ...said]);
}

function reportsOf(pieces: [0 | 1, Uint8Array][]): HandshakeReport[] {
  const talk = new Conversation({
    client: { address: "192.0.2.1", port: 50_000 },
    server: { address: "192.0.2.2", port: 4455 },
  });
  const writer = new CaptureWriter();
  const frames = pieces.flatMap(([side, bytes]) => talk.send(side, bytes));
  for (const frame of frames) writer.packet(frame);
  return [...inspectCaptureSync([writer.take()])].filter((report) => report.kind === "handshake");
}

describe("SMB on a port that is not its own, captured from the middle of an answer", () => {
  it.each([
    ["a few bytes", 10],
    ["more than a stream of no known protocol is searched for", 40_000],
  ])("is known by the client's next request: after %s", (_name, length) => {
    const [report, ...others] = midStream(latin1Encode("x".repeat(length)));
    expect(others).toEqual([]);
    expect(report?.server).toEqual({ address: "192.0.2.2", port: 4455 });
    expect(report?.negotiations.map(({ response }) => response?.dialect)).toEqual(["2.FF", "3.1.1"]);
    expect(report?.sessions).toMatchObject([{ kind: "user", status: "0x00000000" }]);
  });
});

it("loses nothing of a side that had said too little to be known when the other was", () => {
  const answer = said.findIndex(([side]) => side === 1);
  const [, bytes] = said[answer]!;
  const first: [0 | 1, Uint8Array] = [1, bytes.subarray(0, 6)];
  const rest: [0 | 1, Uint8Array] = [1, bytes.subarray(6)];
  const [report] = reportsOf([first, ...said.slice(0, answer), rest, ...said.slice(answer + 1)]);
  expect(report?.problems).toEqual([]);
  expect(report?.negotiations.map(({ response }) => response?.dialect)).toEqual(["2.FF", "3.1.1"]);
});
