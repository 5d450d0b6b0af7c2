// What became of a capture's packets, in words.
import type { CaptureReport } from "../contract.js";

/** How many packets met one fate. */
export interface PacketAccount {
  what: string;
  /** How many. */
  packets: number;
}

const TCP: Readonly<Record<keyof CaptureReport["tcp"], string>> = {
  payload: "TCP with payload",
  empty: "TCP without payload",
  late: "TCP after its conversation's end",
};

const DROPPED: Readonly<Record<string, string>> = {
  linkType: "link layer not read",
  notIp: "not IP",
  notTcp: "IP, but not TCP",
  encrypted: "802.11 under encryption",
  malformed: "malformed headers",
  cut: "cut by the snap length",
  fragment: "IP fragment, kept for its datagram",
  fragmentLimit: "dropped by limit: too many fragments",
  tooDeep: "dropped by limit: too many headers",
};

const UNREAD: Readonly<Record<string, string>> = {
  malformed: "record malformed",
  limit: "dropped by limit: record too long",
};

/** Every packet of the capture is in one of these; fates that none met are left out. */
export function packetAccounts({ tcp, dropped, unread }: CaptureReport): PacketAccount[] {
  return [...accounts({ ...tcp }, TCP), ...accounts(dropped, DROPPED), ...accounts(unread, UNREAD)];
}

function accounts(
  counts: Readonly<Record<string, number>>,
  words: Readonly<Record<string, string>>,
): PacketAccount[] {
  return Object.entries(counts)
    .filter(([, packets]) => packets > 0)
    .map(([key, packets]) => ({ what: words[key] ?? key, packets }));
}
