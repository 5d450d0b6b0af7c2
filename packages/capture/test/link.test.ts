import { describe, expect, it } from "vitest";
import {
  type DroppedPackets,
  ethernetFrame,
  ipPacket,
  ipPacketOf,
  LinkType,
  parseAddress,
  TcpFlag,
} from "../src/index.js";
import { accountedFor, CLIENT, concat, pattern, reassemble, SERVER } from "./support.js";

const PAYLOAD = pattern(30);
const segment = { source: CLIENT, destination: SERVER, sequence: 100, flags: TcpFlag.ACK, payload: PAYLOAD };
const V4 = ipPacketOf(segment);
const V6 = ipPacketOf({
  ...segment,
  source: { address: "2001:db8::1", port: CLIENT.port },
  destination: { address: "2001:db8::2", port: SERVER.port },
});
const FRAME = ethernetFrame(V4);
const OUTER = [parseAddress("192.0.2.1"), parseAddress("192.0.2.2")] as const;
const MACS = FRAME.subarray(0, 12);

const hex = (text: string) =>
  Uint8Array.from(text.replace(/\s/g, "").match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const be16 = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value >> 8, value & 255]));
const typed = (type: number, payload: Uint8Array) => concat(MACS, be16(type), payload);
const ip = (protocol: number, payload: Uint8Array) => ipPacket(OUTER[0], OUTER[1], protocol, payload);
const udp = (source: number, destination: number, payload: Uint8Array) =>
  ip(17, concat(be16(source, destination, 8 + payload.length, 0), payload));
const llcSnap = (type: number, payload: Uint8Array, oui = "000000") =>
  concat(hex(`aaaa03${oui}`), be16(type), payload);

/** Expects the packet to bring the segment, innermost addresses and all. */
function expectFound(linkType: number, packet: Uint8Array, vlans: number[] = [], version: 4 | 6 = 4): void {
  const { flows, reassembler } = reassemble([packet], {}, linkType);
  expect(accountedFor(reassembler)).toBe(1);
  expect(reassembler.dropped).toEqual(dropped());
  expect(flows).toHaveLength(1);
  const { flow } = flows[0]!;
  expect([flow.address(0), flow.address(1)]).toEqual(
    version === 4 ? [CLIENT.address, SERVER.address] : ["2001:db8::1", "2001:db8::2"],
  );
  expect([flow.port(0), flow.port(1)]).toEqual([CLIENT.port, SERVER.port]);
  expect(flow.addressBytes(1)).toEqual(parseAddress(flow.address(1)));
  expect(flow.vlans).toEqual(vlans);
  expect(flows[0]!.of("client")).toEqual([[...PAYLOAD]]);
  expectCutSafe(linkType, packet);
}

/** Cut anywhere, a packet is still accounted for, and no byte is made up. */
function expectCutSafe(linkType: number, packet: Uint8Array): void {
  for (let length = 0; length < packet.length; length++) {
    const { flows, reassembler } = reassemble([packet.subarray(0, length)], {}, linkType);
    expect(accountedFor(reassembler)).toBe(1);
    for (const notes of flows)
      expect([...PAYLOAD].slice(0, notes.bytes("client").length)).toEqual(notes.bytes("client"));
  }
}

function expectDropped(linkType: number, packet: Uint8Array, reason: keyof DroppedPackets): void {
  const { flows, reassembler } = reassemble([packet], {}, linkType);
  expect(flows).toEqual([]);
  expect(reassembler.dropped).toEqual(dropped(reason));
}

function dropped(reason?: keyof DroppedPackets): DroppedPackets {
  const none = {
    linkType: 0,
    notIp: 0,
    notTcp: 0,
    encrypted: 0,
    malformed: 0,
    cut: 0,
    fragment: 0,
    fragmentLimit: 0,
    tooDeep: 0,
  };
  return reason === undefined ? none : { ...none, [reason]: 1 };
}

describe("link types", () => {
  it("Ethernet", () => {
    expectFound(LinkType.ETHERNET, FRAME);
    expectFound(LinkType.ETHERNET, ethernetFrame(V6), [], 6);
    expectFound(LinkType.ETHERNET, concat(FRAME, pattern(6)));
  });

  it("Ethernet with LLC", () => {
    const snap = llcSnap(0x0800, V4);
    expectFound(LinkType.ETHERNET, typed(snap.length, snap));
    expectFound(LinkType.ETHERNET, typed(snap.length, llcSnap(0x0800, V4, "0000f8")));
    expectFound(LinkType.ETHERNET, typed(3 + V4.length, concat(hex("060603"), V4)));
    expectDropped(LinkType.ETHERNET, typed(snap.length, llcSnap(0x0800, V4, "00000c")), "notIp");
    expectDropped(LinkType.ETHERNET, typed(50, concat(hex("424203"), V4)), "notIp");
  });

  it("VLAN tags of every kind", () => {
    expectFound(LinkType.ETHERNET, ethernetFrame(V4, [100]), [100]);
    expectFound(LinkType.ETHERNET, ethernetFrame(V4, [1, 2, 3, 4]), [1, 2, 3, 4]);
    expectFound(LinkType.ETHERNET, ethernetFrame(V4, [1, 2, 3, 4, 5]), [1, 2, 3, 4]);
    // 802.1ad with priority bits, the older QinQ types, a tag before LLC, VN-Tag.
    expectFound(LinkType.ETHERNET, typed(0x88a8, concat(hex("e00a 8100 a014 0800"), V4)), [10, 20]);
    expectFound(LinkType.ETHERNET, typed(0x9100, concat(hex("000a 9200 0014 0800"), V4)), [10, 20]);
    expectFound(LinkType.ETHERNET, typed(0x8100, concat(hex("0007 0046"), llcSnap(0x0800, V4))), [7]);
    expectFound(LinkType.ETHERNET, typed(0x8926, concat(hex("00000000 0800"), V4)));
  });

  it("MPLS, to IP and as a pseudo-wire", () => {
    expectFound(LinkType.ETHERNET, typed(0x8847, concat(hex("000640ff"), hex("000651ff"), V4)));
    expectFound(LinkType.ETHERNET, typed(0x8848, concat(hex("000651ff"), V6)), [], 6);
    expectFound(LinkType.ETHERNET, typed(0x8847, concat(hex("000651ff 00000000"), FRAME)));
    expectFound(LinkType.ETHERNET, typed(0x8847, concat(hex("000651ff"), FRAME)), []);
    // Two tags in a pseudo-wire without a control word.
    const tagged = typed(0x88a8, concat(hex("0009 8100 0008 0800"), V4));
    expectFound(LinkType.ETHERNET, typed(0x8847, concat(hex("000651ff"), tagged)), [9, 8]);
    expectFound(LinkType.ETHERNET, typed(0x8847, concat(hex("000651ff 00000000"), tagged)), [9, 8]);
  });

  it("PPPoE and PPP", () => {
    const session = (ppp: Uint8Array) => concat(hex("1100 0001"), be16(ppp.length), ppp);
    expectFound(LinkType.ETHERNET, typed(0x8864, session(concat(hex("0021"), V4))));
    expectFound(LinkType.ETHERNET, typed(0x8864, session(concat(hex("0057"), V6))), [], 6);
    expectFound(LinkType.PPP_ETHER, session(concat(hex("0021"), V4)));
    expectFound(LinkType.PPP, concat(hex("ff03 0021"), V4));
    expectFound(LinkType.PPP_HDLC, concat(hex("21"), V4));
    expectFound(LinkType.PPP, concat(hex("0281 000651ff"), V4));
    expectFound(LinkType.PPP_WITH_DIR, concat(hex("01 ff03 0021"), V4));
    expectDropped(LinkType.PPP, concat(hex("c021"), V4), "notIp");
    expectDropped(LinkType.PPP_ETHER, concat(hex("1109 0001 0000"), V4), "notIp");
    expectFound(LinkType.C_HDLC, concat(hex("0f00 0800"), V4));
  });

  it("Linux cooked, both versions", () => {
    const sll = (type: string) => hex(`0000 0001 0006 020000000001 0000 ${type}`);
    expectFound(LinkType.LINUX_SLL, concat(sll("0800"), V4));
    expectFound(LinkType.LINUX_SLL, concat(sll("8100"), hex("0005 86dd"), V6), [5], 6);
    expectFound(LinkType.LINUX_SLL, concat(sll("0004"), llcSnap(0x0800, V4)));
    expectFound(LinkType.LINUX_SLL2, concat(hex("0800 0000 00000002 0001 00 06 0200000000010000"), V4));
    expectDropped(LinkType.LINUX_SLL, concat(sll("0806"), V4), "notIp");
  });

  it("loopback in both byte orders", () => {
    expectFound(LinkType.NULL, concat(hex("02000000"), V4));
    expectFound(LinkType.NULL, concat(hex("00000002"), V4));
    expectFound(LinkType.LOOP, concat(hex("00000002"), V4));
    for (const family of [10, 23, 24, 28, 30]) {
      expectFound(LinkType.NULL, concat(Uint8Array.of(family, 0, 0, 0), V6), [], 6);
      expectFound(LinkType.LOOP, concat(Uint8Array.of(0, 0, 0, family), V6), [], 6);
    }
    expectDropped(LinkType.NULL, concat(hex("07000000"), V4), "notIp");
  });

  it("raw IP", () => {
    for (const linkType of [LinkType.RAW, LinkType.RAW_DLT, LinkType.RAW_OPENBSD]) {
      expectFound(linkType, V4);
      expectFound(linkType, V6, [], 6);
    }
    expectFound(LinkType.IPV4, V4);
    expectFound(LinkType.IPV6, V6, [], 6);
    expectDropped(LinkType.IPV6, V4, "malformed");
    expectDropped(LinkType.RAW, hex("50"), "notIp");
  });

  it("802.11, alone and under the monitor headers", () => {
    const addresses = new Uint8Array(18);
    const frame = (control: string, after = "") =>
      concat(hex(control), hex("0000"), addresses, hex("0000"), hex(after), llcSnap(0x0800, V4));
    expectFound(LinkType.IEEE802_11, frame("0801"));
    expectFound(LinkType.IEEE802_11, frame("0803", "000000000000"));
    expectFound(LinkType.IEEE802_11, frame("8801", "0000"));
    expectFound(LinkType.IEEE802_11, frame("8801", "0000 0000"));
    expectFound(LinkType.IEEE802_11, frame("8881", "0000 00000000"));
    expectFound(LinkType.IEEE802_11_RADIOTAP, concat(hex("0000 0a00 00000000 0000"), frame("0802")));
    expectFound(
      LinkType.IEEE802_11_PRISM,
      concat(hex("44000000 10000000"), new Uint8Array(8), frame("0802")),
    );
    expectFound(LinkType.IEEE802_11_AVS, concat(hex("80211001 00000010"), new Uint8Array(8), frame("0802")));
    expectFound(LinkType.PPI, concat(hex("0000 0c00 69000000 00000000"), frame("0802")));
    expectFound(LinkType.PPI, concat(hex("0000 0800 01000000"), FRAME));
    expectDropped(LinkType.IEEE802_11, frame("0841"), "encrypted");
    expectDropped(LinkType.IEEE802_11, frame("8000"), "notIp");
    expectDropped(LinkType.IEEE802_11, frame("4801"), "notIp");
    expectDropped(LinkType.IEEE802_11, frame("8801", "8000"), "notIp");
    expectDropped(LinkType.IEEE802_11_RADIOTAP, hex("0000 0200 00000000"), "malformed");
  });

  it("none that is read", () => {
    expectDropped(147, FRAME, "linkType");
    expectDropped(LinkType.PPI, concat(hex("0000 0800 93000000"), FRAME), "linkType");
  });
});

describe("tunnels", () => {
  const eth = (packet: Uint8Array) => ethernetFrame(packet);

  it("IP in IP, 6in4, 4in6, EtherIP, MPLS in IP", () => {
    expectFound(LinkType.ETHERNET, eth(ip(4, V4)));
    expectFound(LinkType.ETHERNET, eth(ip(41, V6)), [], 6);
    const in6 = ipPacket(parseAddress("2001:db8::a"), parseAddress("2001:db8::b"), 4, V4);
    expectFound(LinkType.ETHERNET, eth(in6));
    expectFound(LinkType.ETHERNET, eth(ip(97, concat(hex("3000"), FRAME))));
    expectFound(LinkType.ETHERNET, eth(ip(137, concat(hex("000651ff"), V4))));
    expectDropped(LinkType.ETHERNET, eth(ip(97, concat(hex("4000"), FRAME))), "notTcp");
  });

  it("GRE with every option, and PPTP", () => {
    expectFound(LinkType.ETHERNET, eth(ip(47, concat(hex("0000 0800"), V4))));
    expectFound(
      LinkType.ETHERNET,
      eth(ip(47, concat(hex("b000 86dd 00000000 00000001 00000002"), V6))),
      [],
      6,
    );
    expectFound(
      LinkType.ETHERNET,
      eth(ip(47, concat(hex("2000 6558 00000001"), ethernetFrame(V4, [9])))),
      [9],
    );
    expectFound(
      LinkType.ETHERNET,
      eth(ip(47, concat(hex("3081 880b 0020 0001 00000001 00000001 0021"), V4))),
    );
    expectDropped(LinkType.ETHERNET, eth(ip(47, concat(hex("4000 0800"), V4))), "notTcp");
  });

  it("ERSPAN of the three types", () => {
    expectFound(LinkType.ETHERNET, eth(ip(47, concat(hex("0000 88be"), FRAME))));
    expectFound(LinkType.ETHERNET, eth(ip(47, concat(hex("1000 88be 00000001 1000 0000 00000000"), FRAME))));
    const third = hex("1000 22eb 00000001 2000 0000 00000000 00000000");
    expectFound(LinkType.ETHERNET, eth(ip(47, concat(third, FRAME))));
    const more = hex("1000 22eb 00000001 2000 0000 00000000 00000001 0000000000000000");
    expectFound(LinkType.ETHERNET, eth(ip(47, concat(more, FRAME))));
  });

  it("VXLAN, GENEVE, GTP-U, Teredo, L2TP", () => {
    expectFound(
      LinkType.ETHERNET,
      eth(udp(50_000, 4789, concat(hex("0800000000007b00"), ethernetFrame(V4, [3])))),
      [3],
    );
    // With a group policy, as Cilium and Cisco ACI write it; GPE, to a frame and to IP; MPLS.
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 4789, concat(hex("8800000700007b00"), FRAME))));
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 4790, concat(hex("0c00000300007b00"), FRAME))));
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 4790, concat(hex("0c00000100007b00"), V4))));
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 4790, concat(hex("0c00000200007b00"), V6))), [], 6);
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 4790, concat(hex("0800000000007b00"), FRAME))));
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 6635, concat(hex("000651ff"), V4))));
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 6081, concat(hex("0100 6558 00000100 00000000"), FRAME))));
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 6081, concat(hex("0000 0800 00000100"), V4))));
    expectFound(LinkType.ETHERNET, eth(udp(2152, 2152, concat(hex("30ff 0046 00000001"), V4))));
    expectFound(
      LinkType.ETHERNET,
      eth(udp(2152, 2152, concat(hex("34ff 0046 00000001 00000085 01100100"), V4))),
    );
    expectFound(LinkType.ETHERNET, eth(udp(50_000, 3544, V6)), [], 6);
    const teredo = concat(hex("0001 0000 0000000000000000 00"), hex("0000 0000 00000000"), V6);
    expectFound(LinkType.ETHERNET, eth(udp(3544, 50_000, teredo)), [], 6);
    expectFound(LinkType.ETHERNET, eth(udp(1701, 1701, concat(hex("0002 0001 0002 ff03 0021"), V4))));
    expectFound(
      LinkType.ETHERNET,
      eth(udp(1701, 1701, concat(hex("4a02 0046 0001 0002 0003 0004 0002 0000 0021"), V4))),
    );
  });

  it("ports of tunnels that carry something else", () => {
    expectDropped(LinkType.ETHERNET, eth(udp(50_000, 4789, pattern(40))), "notTcp");
    expectDropped(LinkType.ETHERNET, eth(udp(50_000, 4790, hex("0c00000400007b00 0000"))), "notTcp");
    expectDropped(LinkType.ETHERNET, eth(udp(50_000, 6081, hex("c100 0800 00000100"))), "notTcp");
    expectDropped(LinkType.ETHERNET, eth(udp(50_000, 2152, pattern(40))), "notTcp");
    expectDropped(LinkType.ETHERNET, eth(ip(44, V4)), "notTcp");
    expectDropped(LinkType.ETHERNET, eth(udp(50_000, 3544, pattern(40))), "notTcp");
    expectDropped(LinkType.ETHERNET, eth(udp(1701, 1701, hex("c802 0046 0001 0002"))), "notTcp");
    expectDropped(LinkType.ETHERNET, eth(udp(50_000, 53, pattern(40))), "notTcp");
  });

  it("one inside the other, up to a limit", () => {
    const nest = (depth: number): Uint8Array => (depth === 0 ? V4 : ip(4, nest(depth - 1)));
    expectFound(LinkType.ETHERNET, eth(nest(12)));
    expectDropped(LinkType.ETHERNET, eth(nest(40)), "tooDeep");
  });
});

describe("IP", () => {
  it("with options, extension headers and authentication", () => {
    const options = V4.slice();
    options[0] = 0x46;
    options[3] = V4.length + 4;
    expectFound(LinkType.RAW, concat(options.subarray(0, 20), hex("01010101"), V4.subarray(20)));
    const chain = hex(
      "3c 00 010400000000 2b 01 010c000000000000000000000000 2c 00 000000000000 06 00 0000 00000001",
    );
    // The fixed header, hop-by-hop, destination options, routing, an atomic fragment.
    const extended = concat(V6.subarray(0, 40), chain, V6.subarray(40));
    extended[6] = 0;
    extended[5] = extended[5]! + chain.length;
    expectFound(LinkType.RAW, fixChain(extended), [], 6);
    expectFound(
      LinkType.RAW,
      ip(51, concat(hex("04 04 0000 00000001 00000001 000000000000000000000000"), V4)),
    );
  });

  it("with a routing header: the last of the segments left is the end", () => {
    const end = V6.subarray(24, 40);
    const hop = hex("20010db8 00000000 00000000 00000077");
    const routed = (header: string, ...rest: Uint8Array[]) => {
      const chain = concat(hex(header), ...rest);
      const packet = concat(V6.subarray(0, 24), hop, chain, V6.subarray(40));
      packet[6] = 43;
      packet[5] = packet[5]! + chain.length;
      return packet;
    };
    // Source routing, mobility, segment routing with a padding TLV; none of the three is cut below its fixed part.
    expectFound(LinkType.RAW, routed("06 04 00 01 00000000", hop, end), [], 6);
    expectFound(LinkType.RAW, routed("06 02 02 01 00000000", end), [], 6);
    expectFound(LinkType.RAW, routed("06 05 04 01 01000000", end, hop, hex("04 06 000000000000")), [], 6);
    const flow = (packet: Uint8Array) => reassemble([packet], {}, LinkType.RAW).flows[0]!.flow;
    // No segment left, or a type that hides its addresses: the header before tells.
    for (const header of ["06 02 04 00 00000000", "06 02 03 01 00000000"])
      expect(flow(routed(header, end)).address(1)).toBe("2001:db8::77");
    expect(flow(routed("06 00 04 01 00000000")).address(1)).toBe("2001:db8::77");
  });

  it("as it leaves a host that offloads segmentation, without a length", () => {
    const v4 = V4.slice();
    v4.fill(0, 2, 4);
    expectFound(LinkType.RAW, v4);
    const v6 = V6.slice();
    v6.fill(0, 4, 6);
    expectFound(LinkType.RAW, v6, [], 6);
  });

  it("that contradicts itself", () => {
    const change = (packet: Uint8Array, at: number, value: number) => {
      const changed = packet.slice();
      changed[at] = value;
      return changed;
    };
    expectDropped(LinkType.IPV4, change(V4, 0, 0x44), "malformed");
    expectDropped(LinkType.IPV4, change(V4, 0, 0x65), "malformed");
    expectDropped(LinkType.IPV4, change(V4, 3, 10), "malformed");
    expectDropped(LinkType.IPV4, change(V4, 32, 0x40), "malformed");
    expectDropped(LinkType.IPV4, change(V4, 32, 0xf0), "malformed");
    expectDropped(LinkType.IPV4, change(V4, 9, 132), "notTcp");
    expectDropped(LinkType.IPV4, change(V4, 9, 60), "notTcp");
  });

  it("that claims more than was on the wire brings what there is", () => {
    const claim = V4.slice();
    claim[2] = 0xff;
    expectFound(LinkType.RAW, claim);
  });
});

/** Chains next-header fields: hop-by-hop (0) → destination options (60) → routing (43) → fragment (44) → TCP. */
function fixChain(packet: Uint8Array): Uint8Array {
  const fixed = packet.slice();
  fixed[40] = 60;
  fixed[48] = 43;
  return fixed;
}
