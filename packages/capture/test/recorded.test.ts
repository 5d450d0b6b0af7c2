import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CaptureReader, TcpReassembler } from "../src/index.js";
import { accountedFor, StreamNotes } from "./support.js";

const folder = new URL("../../../fixtures/captures/", import.meta.url);
const names = readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));

/** What tshark said of a recorded capture. */
interface Expected {
  file: { packets: string };
  streams: { client: End; server: End; firstFrame: number; sawSyn: boolean; carriers: string[] }[];
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

/** Captures that are not whole, and what of them is not. */
const CUT_PACKETS = ["d21-snaplen-110.pcap"];
/** Segments that were not recorded. */
const HOLES = ["d48-loss-both-ways.pcap"];
const CUT_FILE = ["d40-bigendian-cut.pcap"];
const NO_START = ["d39-midstream.pcap"];
/** How many packets are a fragment that others completed. */
const FRAGMENTS: Readonly<Record<string, number>> = {
  "d44-ip-fragments.pcap": 5,
  "d46-vxlan-ipv6-fragments.pcap": 1,
};

it("are there", () => {
  expect(names.length).toBeGreaterThanOrEqual(32);
  expect(names).toEqual(expect.arrayContaining([...CUT_PACKETS, ...HOLES, ...CUT_FILE, ...NO_START]));
});

describe.each(names)("%s", (name) => {
  const { reader, reassembler, flows } = read(name, 1 << 20);

  it("is read without a problem, every packet and byte of it", () => {
    expect(reader.problems.map((problem) => problem.code)).toEqual(
      CUT_FILE.includes(name) ? ["truncated"] : [],
    );
    expect(accountedFor(reassembler)).toBe(reader.packets);
    expect(reassembler.dropped).toMatchObject({
      linkType: 0,
      malformed: 0,
      cut: 0,
      fragment: FRAGMENTS[name] ?? 0,
      encrypted: 0,
    });
    expect(reassembler.counters.gaps > 0).toBe([...CUT_PACKETS, ...HOLES].includes(name));
    expect(reassembler.counters).toMatchObject({ conflictingBytes: 0, evictedFlows: 0, ignoredResets: 0 });
    expect(flows.length).toBeGreaterThan(0);
  });

  it("has the conversations that tshark sees", () => {
    const file = new URL(name.replace(/\.pcap(ng)?$/, ".expected.json"), folder);
    const expected = JSON.parse(readFileSync(file, "utf8")) as Expected;
    expect(reader.packets).toBe(Number(expected.file.packets));
    // Conversations without payload, which is what bears no protocol, are not mentioned here.
    for (const stream of expected.streams.filter(({ carriers }) => carriers.length > 0)) {
      const flow = flows.find((notes) => notes.flow.firstPacket === stream.firstFrame)?.flow;
      if (flow === undefined) throw new Error(`no conversation from packet ${stream.firstFrame}`);
      const ends = ([0, 1] as const).map((side) => ({ ip: flow.address(side), port: flow.port(side) }));
      expect(ends).toEqual(expect.arrayContaining([stream.client, stream.server]));
      if (stream.sawSyn) expect(ends[flow.sideOfSyn ?? 2]).toEqual(stream.client);
      else expect(flow.sideOfSyn).toBeUndefined();
      expect(stream.sawSyn).toBe(!NO_START.includes(name));
    }
  });

  it("gives the same bytes in small chunks", () => {
    expect(read(name, 77).flows.map((notes) => notes.heard)).toEqual(flows.map((notes) => notes.heard));
  });
});
