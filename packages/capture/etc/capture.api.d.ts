/** Text of an IP address of 4 or 16 bytes: dotted decimal, or as RFC 5952 writes it. */
declare function formatAddress(address: Uint8Array): string;
/** The 4 or 16 bytes of an IP address in text; throws `RangeError` for anything else. */
declare function parseAddress(text: string): Uint8Array;

/** What a `LinkedList` holds: its neighbours, `undefined` at the ends and outside, are the list's to set. */
interface Linked<T> {
    previous: T | undefined;
    next: T | undefined;
}
/**
 * Elements in the order in which they were put in. A `Set` has an order too, but leaves a hole for each element taken
 * out, and the way to its first one leads over all of them; an array moves all that is behind. Of a flood of segments
 * that must wait the one was three fifths of the time, the other a tenth.
 */
declare class LinkedList<T extends Linked<T>> {
    first: T | undefined;
    last: T | undefined;
    /** How many there are. */
    size: number;
    /** Puts in an element that is in no list: before another of this list, or at the end. */
    add(element: T, before?: T): void;
    /** Takes out an element that is in this list. */
    remove(element: T): void;
}

/** One end of a conversation. Which end is 0 has no meaning; `Flow.sideOfSyn` tells who opened it. */
type Side = 0 | 1;
/** Why a conversation is over: both FINs, a RST, a new SYN on the same ports, too many conversations, end of input. */
type CloseReason = "fin" | "rst" | "reused" | "evicted" | "end";
/** A TCP conversation: one between two address and port pairs from its first packet to its end. */
interface Flow {
    /** For the consumer. */
    user: unknown;
    /** The end that sent a SYN without ACK or received one with it; undefined while neither was seen. */
    readonly sideOfSyn: Side | undefined;
    /** 1-based number of the conversation's first packet in the file, its SYN included. */
    readonly firstPacket: number;
    /** Of the first packet, as `PacketInfo` has it. */
    readonly seconds: number;
    /** Beside the seconds, from 0 to 999,999,999. */
    readonly nanoseconds: number;
    /** How many digits of a second's fraction the file keeps. */
    readonly digits: number;
    /** VLAN ids of the first packet, outermost first, four at most. A fresh array. */
    readonly vlans: number[];
    /** Dotted decimal, or as RFC 5952 writes it. */
    address(side: Side): string;
    /** 4 or 16 bytes, in network order. A fresh array. */
    addressBytes(side: Side): Uint8Array;
    /** TCP port of an end. */
    port(side: Side): number;
    /** No more `data` and `gap` of this side; nothing of it is held from now on. */
    ignore(side: Side): void;
}

/** Link types as pcap and pcapng files number them (the LINKTYPE_ values of tcpdump.org); others are carried through. */
declare const LinkType: {
    readonly NULL: 0;
    readonly ETHERNET: 1;
    readonly PPP: 9;
    /** Raw IP as some systems wrote it with their own DLT number. */
    readonly RAW_DLT: 12;
    readonly RAW_OPENBSD: 14;
    readonly PPP_HDLC: 50;
    readonly PPP_ETHER: 51;
    readonly RAW: 101;
    readonly C_HDLC: 104;
    readonly IEEE802_11: 105;
    readonly LOOP: 108;
    readonly LINUX_SLL: 113;
    readonly IEEE802_11_PRISM: 119;
    readonly IEEE802_11_RADIOTAP: 127;
    readonly IEEE802_11_AVS: 163;
    readonly PPI: 192;
    readonly PPP_WITH_DIR: 204;
    readonly IPV4: 228;
    readonly IPV6: 229;
    readonly LINUX_SLL2: 276;
};
/** What a capture file says of one packet. One object is reused for all packets of a reader: copy what outlives the call. */
interface PacketInfo {
    /** 1-based, in file order, counting packets that could not be read too. */
    number: number;
    /** A value of `LinkType` or any other number the file holds; of snoop and Network Monitor files `LinkType` or -1. */
    linkType: number;
    /** Bytes on the wire; more than were captured when the snap length cut the packet. */
    originalLength: number;
    /** Since 1970-01-01 UTC; 0 where the file has no time (a pcapng Simple Packet Block). */
    seconds: number;
    /** 0 to 999,999,999. */
    nanoseconds: number;
    /** Decimal places of a second that the file's own time stamps carry, 0 to 9. */
    digits: number;
}
/** Takes packets one by one. */
interface PacketSink {
    /** The packet is `bytes[start, end)`, valid during the call only. */
    packet(bytes: Uint8Array, start: number, end: number, info: PacketInfo): void;
}

/** Flags of a TCP header. */
declare const TcpFlag: {
    readonly FIN: 1;
    readonly SYN: 2;
    readonly RST: 4;
    readonly PSH: 8;
    readonly ACK: 16;
};
/** One end of a connection: an IP address in text and a TCP port. */
interface Endpoint {
    address: string;
    /** TCP port. */
    port: number;
}
/** One TCP segment; fields that are left out are zero or empty. */
interface TcpSegment {
    source: Endpoint;
    destination: Endpoint;
    /** Of the payload's first byte; 0 unless given. */
    sequence?: number;
    /** 0 unless given; `flags` says whether it counts. */
    acknowledgment?: number;
    /** Bits of `TcpFlag`. */
    flags?: number;
    /** Copied. None unless given. */
    payload?: Uint8Array;
}
/** An IPv4 or IPv6 packet, as its addresses say, with one TCP segment and right checksums. */
declare function ipPacketOf(segment: TcpSegment): Uint8Array;
/** An IP packet from and to addresses of 4 or 16 bytes. */
declare function ipPacket(source: Uint8Array, destination: Uint8Array, protocol: number, payload: Uint8Array): Uint8Array;
/** An Ethernet frame around an IP packet, tagged with VLAN ids, outermost first. */
declare function ethernetFrame(packet: Uint8Array, vlans?: readonly number[]): Uint8Array;
/** How a `Conversation` numbers and frames what it says. */
interface ConversationOptions {
    client: Endpoint;
    server: Endpoint;
    /** First sequence numbers of client and server. */
    initialSequences?: [number, number];
    vlans?: readonly number[];
}
/** Makes the Ethernet frames of one TCP connection, side 0 being the client, for tests to lose, double and mix up. */
declare class Conversation {
    #private;
    constructor(options: ConversationOptions);
    /** SYN, SYN and ACK, ACK. */
    open(): Uint8Array[];
    /** The bytes in segments of at most `segmentLength`, the last one with PSH. */
    send(side: Side, bytes: Uint8Array, segmentLength?: number): Uint8Array[];
    /** An ACK of all that the other side has said. */
    acknowledge(side: Side): Uint8Array;
    /** FIN from both sides, `first` first, and the last ACK. */
    close(first?: Side): Uint8Array[];
    /** A packet with RST from that end. */
    reset(side: Side): Uint8Array;
    /** Passes over bytes of a side that no frame will carry. */
    lose(side: Side, length: number): void;
}

/**
 * `empty`: no bytes at all. `unrecognized`: no capture file. `compressed`, `unsupported`: known, but not read here.
 * `truncated`: the file ends inside a record. `malformed`: more bytes would not help. `limit`: refused for its size.
 */
type CaptureProblemCode = "empty" | "unrecognized" | "compressed" | "unsupported" | "truncated" | "malformed" | "limit";
/** What is wrong with a capture file, and where. */
interface CaptureProblem {
    /** 1-based number of the packet concerned. */
    packet?: number;
    layer: "file";
    code: CaptureProblemCode;
    /** The header field concerned, such as `EnhancedPacketBlock.capturedPacketLength`. */
    field?: string;
    /** Byte offset in the file of the record or field concerned. */
    offset: number;
    message: string;
}
/** Packets whose record could not be read and was passed over, by the reason. */
interface UnreadPackets {
    /** The record contradicts itself. */
    malformed: number;
    /** Captured longer than `maxPacketLength`. */
    limit: number;
}

/** The capture file formats that are read. */
type CaptureFormat = "pcap" | "pcapng" | "snoop" | "netmon";

/** Bounds of a `CaptureReader`. */
interface CaptureReaderOptions {
    /** Longest captured packet, in bytes: 262,144 unless told, up to 16 MiB. A longer one is a problem of code `limit`. */
    maxPacketLength?: number;
}
/**
 * Reads a capture file, pcap, pcapng, snoop or Network Monitor 2, pushed in chunks of any size, and shows the sink every packet in place.
 *
 * Never throws on what the file holds: `problems` tells, and what was read before stands. A record that straddles
 * two chunks is copied; memory held is that one record.
 */
declare class CaptureReader {
    #private;
    readonly problems: CaptureProblem[];
    constructor(sink: PacketSink, options?: CaptureReaderOptions);
    /** Undefined until the first eight bytes have come, and for good when they open no capture file. */
    get format(): CaptureFormat | undefined;
    /** Packets met so far, with those that could not be read. */
    get packets(): number;
    /** Of `packets` those that the sink was not shown. A fresh object: the counts so far. */
    get unread(): UnreadPackets;
    /** Bytes pushed so far, with those after a problem that stopped the reader. */
    get bytes(): number;
    /** Problems beyond the first hundred, which are counted only. */
    get problemsLeftOut(): number;
    /** True after a problem that cannot be read past; whatever is pushed then is counted and left alone. */
    get stopped(): boolean;
    /** Reads on. The chunk may be overwritten as soon as this returns. */
    push(chunk: Uint8Array): void;
    /** Says that the file ends here; a record cut in two becomes a problem. */
    end(): void;
}

/** Takes what a `TcpReassembler` finds. A sink must not push packets from inside a call. */
interface StreamSink {
    /** The flow carried its first payload. A flow that never does is never mentioned. */
    open(flow: Flow): void;
    /** The next bytes of a side: bytes[start, end), valid during the call only; `packet` is the number of the one that brought them. */
    data(flow: Flow, side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void;
    /** The next `length` bytes of a side will never come: lost, or not captured. `packet` made that known. */
    gap(flow: Flow, side: Side, length: number, packet: number): void;
    /** Nothing more of the flow comes. */
    close(flow: Flow, reason: CloseReason): void;
}
/** Bounds of a `TcpReassembler`: past one the oldest goes, is counted, and the rest goes on. */
interface ReassemblyLimits {
    /** Conversations at a time: 16,384 unless told, 150 bytes each and 200 more with payload. One without payload goes first, else one long idle. */
    maxFlows?: number;
    /** Bytes waiting for others in all flows, with 256 for each segment: 8 MiB unless told. */
    maxHeldBytes?: number;
    /** Segments waiting for others, for each side of a flow: 64 unless told. */
    maxHeldSegments?: number;
    /** Bytes of IP fragments waiting for others, with 256 for each fragment: 4 MiB unless told. */
    maxFragmentBytes?: number;
}
/** Packets that brought no TCP segment, by the reason. */
interface DroppedPackets {
    /** The link type is none of those read. */
    linkType: number;
    /** Another protocol than IP, such as ARP. */
    notIp: number;
    /** IP, but neither TCP nor a tunnel that is read. */
    notTcp: number;
    /** An 802.11 frame under encryption. */
    encrypted: number;
    /** A header contradicts itself, or does not fit into the packet. */
    malformed: number;
    /** The snap length left too little of the headers, or cut a fragment. */
    cut: number;
    /** Kept as a part of a datagram; the fragment that completes one counts as what the datagram is. */
    fragment: number;
    /** A fragment of a datagram that has too many. */
    fragmentLimit: number;
    /** More than 32 headers one inside the other. */
    tooDeep: number;
}
/** What happened to TCP segments and conversations. */
interface ReassemblyCounters {
    /** TCP segments: together with the packets dropped, all packets. The three kinds below are all of them. */
    segments: number;
    /** Segments whose payload was handed on, at once or when its turn came, or had been before. */
    payloadSegments: number;
    /** Segments without payload, and RST segments: whatever they carry is no data. */
    emptySegments: number;
    /** Segments with payload of conversations that were over. */
    latePayloadSegments: number;
    /** Conversations that carried payload. */
    flows: number;
    /** Segments with bytes that had already been handed on. */
    retransmittedSegments: number;
    /** Segments that came before others that they follow. */
    heldSegments: number;
    /** Bytes that came twice and differed while the first ones were held; those were handed on. */
    conflictingBytes: number;
    /** Runs of bytes that never came. */
    gaps: number;
    /** Bytes in them. */
    gapBytes: number;
    /** Segments with SYN, FIN or payload of conversations that were over. */
    lateSegments: number;
    /** RST segments whose sequence number is more than 16 MiB off. */
    ignoredResets: number;
    /** Conversations with payload given up for `maxFlows`. */
    evictedFlows: number;
    /** Conversations without payload given up for `maxFlows`. */
    evictedEmptyFlows: number;
    /** IP datagrams of which fragments are missing. */
    incompleteDatagrams: number;
    /** Bytes of IP fragments that came twice and differed; the first ones were taken. */
    conflictingFragmentBytes: number;
}

/**
 * Finds TCP segments in packets, under whatever link layer, tags and tunnels, and hands on their bytes in order.
 *
 * Handed on in place, or from a copy if they had to wait. Checksums are not looked at: offloading leaves them blank.
 * Never throws on what packets hold; memory is bounded by `ReassemblyLimits`.
 */
declare class TcpReassembler implements PacketSink {
    #private;
    constructor(sink: StreamSink, limits?: ReassemblyLimits);
    /** A fresh object: the counts so far. */
    get dropped(): DroppedPackets;
    /** A fresh object: the counts so far. */
    get counters(): ReassemblyCounters;
    /** Takes one packet, bytes[start, end). */
    packet(bytes: Uint8Array, start: number, end: number, info: PacketInfo): void;
    /** Hands on whatever is held and closes every flow, in the order of their first packets. */
    end(): void;
}

/** What a `CaptureWriter` writes. */
interface CaptureWriterOptions {
    /** `pcap` unless told. */
    format?: "pcap" | "pcapng";
    /** `little` unless told. */
    byteOrder?: "little" | "big";
    /** Decimal places of a second: 6 unless told. */
    digits?: 6 | 9;
    /** A value of `LinkType`: Ethernet unless told. */
    linkType?: number;
    /** Bytes, as the header announces it: 262,144 unless told. Packets are written whole. */
    snapLength?: number;
}
/** When a packet was seen, and how long it was. */
interface PacketStamp {
    /** Since 1970-01-01 UTC. */
    seconds?: number;
    /** Beside the seconds, from 0 to 999,999,999. */
    nanoseconds?: number;
    /** Bytes on the wire, where not all were captured. */
    originalLength?: number;
}
/** Writes a capture file of one interface: call `packet` for each, and `take` for the bytes. */
declare class CaptureWriter {
    #private;
    constructor(options?: CaptureWriterOptions);
    /** Adds one packet; a time or length that the format cannot hold is a `RangeError`. */
    packet(bytes: Uint8Array, stamp?: PacketStamp): void;
    /** The bytes written since the last call, the file's header among the first. The caller's own. */
    take(): Uint8Array;
}

export { type CaptureFormat, type CaptureProblem, type CaptureProblemCode, CaptureReader, type CaptureReaderOptions, CaptureWriter, type CaptureWriterOptions, type CloseReason, Conversation, type ConversationOptions, type DroppedPackets, type Endpoint, type Flow, LinkType, type Linked, LinkedList, type PacketInfo, type PacketSink, type PacketStamp, type ReassemblyCounters, type ReassemblyLimits, type Side, type StreamSink, TcpFlag, TcpReassembler, type TcpSegment, type UnreadPackets, ethernetFrame, formatAddress, ipPacket, ipPacketOf, parseAddress };
