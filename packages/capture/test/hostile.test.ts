import { describe, expect, it } from "vitest";
import { ipPacketOf, LinkType, TcpFlag, TcpReassembler } from "../src/index.js";
import { accountedFor, pattern, reassemble, StreamNotes } from "./support.js";

const SERVER = { address: "10.0.0.1", port: 445 };

/** One packet whose source, ports and numbers are written over for each call. */
function template(flags: number, payload: Uint8Array) {
  const packet = ipPacketOf({
    source: { address: "11.0.0.0", port: 0 },
    destination: SERVER,
    flags,
    payload,
  });
  const view = new DataView(packet.buffer);
  const info = {
    number: 0,
    linkType: LinkType.RAW,
    originalLength: packet.length,
    seconds: 0,
    nanoseconds: 0,
    digits: 6,
  };
  return (reassembler: TcpReassembler, address: number, port: number, sequence: number) => {
    view.setUint32(12, address);
    view.setUint16(20, port);
    view.setUint32(24, sequence);
    info.number++;
    reassembler.packet(packet, 0, packet.length, info);
  };
}

/** Milliseconds of CPU that `run` takes. */
function cpu(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe("a flood", () => {
  it("of SYNs costs no conversation that carries something, and little time", () => {
    const sink = new StreamNotes();
    const reassembler = new TcpReassembler(sink, { maxFlows: 1000 });
    const syn = template(TcpFlag.SYN, new Uint8Array(0));
    const data = template(TcpFlag.ACK, pattern(10));
    for (let i = 0; i < 50; i++) data(reassembler, 0x0c000000 + i, 1000, 1);
    const time = cpu(() => {
      for (let i = 0; i < 200_000; i++) syn(reassembler, 0x0b000000 + i, 1024 + (i % 60_000), i);
    });
    for (let i = 0; i < 50; i++) data(reassembler, 0x0c000000 + i, 1000, 11);
    reassembler.end();
    expect(sink.flows).toHaveLength(50);
    expect(sink.flows.every((notes) => notes.heard[0].length + notes.heard[1].length === 2)).toBe(true);
    expect(reassembler.counters).toMatchObject({ evictedFlows: 0, evictedEmptyFlows: 200_050 - 1000 });
    // 0.3 µs each where nothing else runs.
    expect(time).toBeLessThan(200_000 * 0.02);
  });

  it("of conversations gives up those idle for long", () => {
    const sink = new StreamNotes();
    const reassembler = new TcpReassembler(sink, { maxFlows: 100 });
    const data = template(TcpFlag.ACK, pattern(10));
    for (let i = 0; i < 2000; i++) {
      data(reassembler, 0x0b000000 + i, 1000, 1);
      data(reassembler, 0x0c000000, 1000, 1 + 10 * i);
    }
    const busy = sink.flows.find(
      ({ flow }) => flow.address(0) === "12.0.0.0" || flow.address(1) === "12.0.0.0",
    );
    expect(busy?.reason).toBeUndefined();
    expect(sink.flows.filter((notes) => notes.reason === "evicted")).toHaveLength(2001 - 100);
    expect(reassembler.counters.evictedFlows).toBe(2001 - 100);
    reassembler.end();
    expect(busy?.reason).toBe("end");
  });

  it("of holes keeps to its limits", () => {
    const reassembler = new TcpReassembler(new StreamNotes(), { maxHeldBytes: 100_000, maxHeldSegments: 8 });
    const data = template(TcpFlag.ACK, pattern(1000));
    for (let i = 0; i < 10_000; i++) data(reassembler, 0x0b000000 + (i >> 6), 2000, 1000 + (i % 64) * 2000);
    const { gaps, heldSegments } = reassembler.counters;
    expect(heldSegments).toBeGreaterThan(8000);
    // Each hold is paid back in gaps, but for what the limits still let wait.
    expect(heldSegments - gaps).toBeLessThanOrEqual(100_000 / 1256);
  });

  it("of colliding keys costs the colliding ones, and no more time than others do", () => {
    const collide = collidingAddresses(1500);
    const data = template(TcpFlag.ACK, pattern(1));
    const spread = new TcpReassembler(new StreamNotes());
    const crowded = new TcpReassembler(new StreamNotes());
    const run = (reassembler: TcpReassembler, addresses: readonly number[]) => () => {
      for (let round = 0; round < 10; round++)
        for (const address of addresses) data(reassembler, address, 1000, 1);
    };
    const usual = cpu(
      run(
        spread,
        collide.map((_, index) => index),
      ),
    );
    const worst = cpu(run(crowded, collide));
    expect(spread.counters.evictedFlows).toBe(0);
    expect(crowded.counters.evictedFlows).toBeGreaterThan(10_000);
    expect(worst).toBeLessThan(20 * usual + 200);
  });
});

it("forgets ended conversations, in the end", () => {
  const sink = new StreamNotes();
  const reassembler = new TcpReassembler(sink);
  const data = template(TcpFlag.ACK, pattern(10));
  const reset = template(TcpFlag.RST, new Uint8Array(0));
  for (let i = 0; i < 10_000; i++) {
    data(reassembler, i, 1000, 1);
    reset(reassembler, i, 1000, 11);
  }
  // The first ones are forgotten, so that they may begin anew; the last ones are not.
  data(reassembler, 0, 1000, 1);
  data(reassembler, 9999, 1000, 1);
  expect(reassembler.counters).toMatchObject({ flows: 10_001, lateSegments: 1 });
});

it("remembers an end for as long as any, on ports that were used again before", () => {
  const reassembler = new TcpReassembler(new StreamNotes());
  const data = template(TcpFlag.ACK, pattern(10));
  const reset = template(TcpFlag.RST, new Uint8Array(0));
  for (const sequence of [1, 0x4000_0001]) {
    data(reassembler, 0, 1000, sequence);
    reset(reassembler, 0, 1000, sequence + 10);
  }
  for (let i = 1; i < 4096; i++) {
    data(reassembler, i, 1000, 1);
    reset(reassembler, i, 1000, 11);
  }
  data(reassembler, 0, 1000, 0x4000_0001);
  expect(reassembler.counters).toMatchObject({ flows: 2 + 4095, lateSegments: 1 });
});

it("stands nonsense from one end of TCP to the other", () => {
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 8;
  const packets = Array.from({ length: 20_000 }, () =>
    ipPacketOf({
      source: random() % 2 === 0 ? SERVER : { address: "10.0.0.1", port: 445 + (random() % 3) },
      destination: SERVER,
      sequence: random() % 8 === 0 ? random() * 256 : random() % 3000,
      acknowledgment: random() % 8 === 0 ? random() * 256 : random() % 3000,
      flags: random() % 4 === 0 ? random() % 64 : TcpFlag.ACK,
      payload: pattern(random() % 40),
    }),
  );
  const { flows, reassembler } = reassemble(packets, {}, LinkType.RAW);
  expect(accountedFor(reassembler)).toBe(packets.length);
  expect(flows.length).toBeGreaterThan(100);
  expect(flows.every((notes) => notes.reason !== undefined)).toBe(true);
});

/** Addresses whose conversations with SERVER share a chain of the flow table, which they never fill: its hash, written out again. */
function collidingAddresses(count: number): number[] {
  const found: number[] = [];
  const server = 0x0a000001;
  for (let address = 1; found.length < count; address++) {
    const [low, high] = address < server ? [address, server] : [server, address];
    const ports = address < server ? (1000 << 16) | 445 : (445 << 16) | 1000;
    let hash = Math.imul(low! ^ ((high! << 15) | (high! >>> 17)), 0x9e3779b1) ^ Math.imul(ports, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    hash ^= hash >>> 13;
    if ((hash & 0x7ff) === 0) found.push(address);
  }
  return found;
}
