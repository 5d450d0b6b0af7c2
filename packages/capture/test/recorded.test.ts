import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CaptureReader, TcpReassembler } from "../src/index.js";
import { accountedFor, StreamNotes } from "./support.js";

const folder = new URL("../../../fixtures/captures/", import.meta.url);
const names = readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));

/** What tshark said of a recorded capture. */
interface Expected {
  file: { packets: string };
  streams: { client: End; server: End; firstFrame: number; sawSyn: boolean }[];
}

interface End {
  ip: string;
  port: number;
}

function read(name: string, chunk: number) {
  const bytes = new Uint8Array(readFileSync(new URL(name, folder)));
  const sink = new StreamNotes();
  const reassembler = new TcpReassembler(sink);
  const reader = new CaptureReader(reassembler);
  for (let at = 0; at < bytes.length; at += chunk) reader.push(bytes.slice(at, at + chunk));
  reader.end();
  reassembler.end();
  return { reader, reassembler, flows: sink.flows };
}

it("are 32", () => {
  expect(names).toHaveLength(32);
});

describe.each(names)("%s", (name) => {
  const { reader, reassembler, flows } = read(name, 1 << 20);

  it("is read without a problem, every packet and byte of it", () => {
    expect(reader.problems).toEqual([]);
    expect(accountedFor(reassembler)).toBe(reader.packets);
    expect(reassembler.dropped).toMatchObject({
      linkType: 0,
      malformed: 0,
      cut: 0,
      fragment: 0,
      encrypted: 0,
    });
    expect(flows.every((notes) => notes.reason === "fin")).toBe(true);
    const isCut = name.includes("snaplen");
    expect(reassembler.counters.gaps > 0).toBe(isCut);
    expect(reassembler.counters.conflictingBytes).toBe(0);
  });

  it("has the conversations that tshark sees", () => {
    const file = new URL(name.replace(/\.pcap(ng)?$/, ".expected.json"), folder);
    const expected = JSON.parse(readFileSync(file, "utf8")) as Expected;
    expect(reader.packets).toBe(Number(expected.file.packets));
    for (const stream of expected.streams) {
      const notes = flows.find(({ flow }) => flow.firstPacket === stream.firstFrame);
      const flow = notes?.flow;
      const opener = flow?.sideOfSyn;
      if (flow === undefined || opener === undefined)
        throw new Error(`no conversation from ${stream.firstFrame}`);
      const other = opener === 0 ? 1 : 0;
      expect(stream).toMatchObject({
        client: { ip: flow.address(opener), port: flow.port(opener) },
        server: { ip: flow.address(other), port: flow.port(other) },
        sawSyn: true,
      });
    }
  });

  it("gives the same bytes in small chunks", () => {
    expect(read(name, 77).flows.map((notes) => notes.heard)).toEqual(flows.map((notes) => notes.heard));
  });
});
