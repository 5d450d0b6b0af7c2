// What becomes of TCP segments: each is of one kind.
import { describe, expect, it } from "vitest";
import { Conversation } from "../src/index.js";
import { accountedFor, CLIENT, pattern, reassemble, SERVER } from "./support.js";

function talk() {
  const conversation = new Conversation({ client: CLIENT, server: SERVER });
  return {
    open: conversation.open(),
    data: conversation.send(0, pattern(300), 100),
    close: conversation.close(),
  };
}

function kinds(packets: readonly Uint8Array[]) {
  const { reassembler } = reassemble(packets);
  const { segments, payloadSegments, emptySegments, latePayloadSegments } = reassembler.counters;
  expect(payloadSegments + emptySegments + latePayloadSegments).toBe(segments);
  expect(accountedFor(reassembler)).toBe(packets.length);
  return { payload: payloadSegments, empty: emptySegments, late: latePayloadSegments };
}

describe("segments", () => {
  it("carry payload, or none", () => {
    const { open, data, close } = talk();
    const empty = open.length + close.length;
    expect(kinds([...open, ...data, ...close])).toEqual({ payload: 3, empty, late: 0 });
  });

  it("with payload count as that when they wait, or come again", () => {
    const { open, data, close } = talk();
    const [first, second, third] = data;
    const packets = [...open, third!, second!, first!, first!, ...close];
    expect(kinds(packets)).toMatchObject({ payload: 4, late: 0 });
  });

  it("of a conversation that is over are late if they carry payload", () => {
    const { open, data, close } = talk();
    const empty = open.length + close.length;
    expect(kinds([...open, ...data, ...close, ...data, close.at(-1)!])).toEqual({
      payload: 3,
      empty: empty + 1,
      late: 3,
    });
  });

  it("that reset carry none, with or without a conversation", () => {
    const { open, data } = talk();
    // Flags stand 13 bytes into the TCP header, behind 14 of Ethernet and 20 of IPv4.
    const reset = data[0]!.slice();
    reset[14 + 20 + 13]! |= 0x04;
    expect(kinds([reset])).toEqual({ payload: 0, empty: 1, late: 0 });
    expect(kinds([...open, ...data, reset])).toEqual({ payload: 3, empty: open.length + 1, late: 0 });
  });
});
