// NTLM in a TCP conversation that is not SMB: finds out what the conversation carries, and hands it to that protocol's
// reader.
import type { Carrier, NtlmFound, Side } from "./carrier.js";
import { Dcerpc } from "./dcerpc.js";
import { Held } from "./held.js";
import { Http } from "./http.js";
import { Ldap } from "./ldap.js";
import { Mail } from "./mail.js";
import { type Protocol, recognize } from "./recognize.js";
import { Scan } from "./scan.js";
import { Tds } from "./tds.js";
import { UnitCarrier } from "./units.js";

export type { NtlmFound } from "./carrier.js";

/**
 * Looks for NTLMSSP messages in both byte streams of one conversation. It is read as what the first bytes of either side
 * show it to be, whatever its ports; what they do not show is searched for signatures, 16 KiB a side. Never throws for
 * what the bytes hold. Held are a header block (64 KiB), a line of mail (16 KiB), a message or a token (64 KiB), a side.
 */
export class CarrierScan {
  readonly #found: NtlmFound;
  /** The reader of a protocol that is known. */
  #carrier: Carrier | undefined;
  /** For sides that open with nothing known. */
  #scan: Scan | undefined;
  readonly #isScanned: [boolean, boolean] = [false, false];
  /** A side's first bytes, while they are too few to tell. */
  readonly #openings: [Held | undefined, Held | undefined] = [undefined, undefined];

  constructor(found: NtlmFound) {
    this.#found = found;
  }

  /**
   * Takes the next in-order bytes of one side, bytes[start, end), valid during the call only; answers whether more of
   * this side is wanted. After a no the rest of it may be kept back.
   */
  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    if (this.#carrier !== undefined) return this.#carrier.data(side, bytes, start, end, packet);
    if (this.#isScanned[side]) return this.#scan!.data(side, bytes, start, end, packet);
    const opening = this.#openings[side];
    if (opening === undefined) return this.#open(side, bytes, start, end, packet);
    opening.append(bytes, start, end);
    return this.#open(side, opening.bytes, 0, opening.length, packet);
  }

  /** The next `length` bytes of one side will never come. */
  gap(side: Side, length: number): void {
    const opening = this.#openings[side];
    if (this.#carrier === undefined && opening !== undefined) {
      // Too short for any message to end in it, so that no packet is told.
      this.#search(side, opening.bytes, 0, opening.length, 0);
    }
    if (this.#carrier !== undefined) this.#carrier.gap(side, length);
    else if (this.#isScanned[side]) this.#scan!.gap(side, length);
  }

  /** Bytes held of both sides. */
  get heldBytes(): number {
    if (this.#carrier !== undefined) return this.#carrier.heldBytes;
    const openings = (this.#openings[0]?.length ?? 0) + (this.#openings[1]?.length ?? 0);
    return openings + (this.#scan?.heldBytes ?? 0);
  }

  /** Decides by all of a side's bytes so far. */
  #open(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    const protocol = recognize(bytes, start, end);
    if (protocol === "more") {
      if (this.#openings[side] === undefined) {
        const opening = new Held();
        opening.append(bytes, start, end);
        this.#openings[side] = opening;
      }
      return true;
    }
    if (protocol === undefined) return this.#search(side, bytes, start, end, packet);
    const carrier = this.#reader(protocol);
    this.#carrier = carrier;
    this.#handOver(carrier, side === 0 ? 1 : 0, packet);
    return carrier.data(side, bytes, start, end, packet);
  }

  #search(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    this.#openings[side] = undefined;
    this.#isScanned[side] = true;
    this.#scan ??= new Scan(this.#found);
    return this.#scan.data(side, bytes, start, end, packet);
  }

  #reader(protocol: Protocol): Carrier {
    switch (protocol) {
      case "http":
        return new Http(this.#found);
      case "ldap":
        return new UnitCarrier(new Ldap(this.#found));
      case "dcerpc":
        return new UnitCarrier(new Dcerpc(this.#found));
      case "tds":
        return new UnitCarrier(new Tds(this.#found));
      case "tls":
        return ENCRYPTED;
      default:
        return new Mail(protocol, this.#found);
    }
  }

  /** One side told the protocol: what is held of the other goes its way. */
  #handOver(carrier: Carrier, other: Side, packet: number): void {
    const opening = this.#openings[other];
    if (opening !== undefined) carrier.data(other, opening.bytes, 0, opening.length, packet);
    this.#openings[0] = undefined;
    this.#openings[1] = undefined;
    this.#scan = undefined;
  }
}

/** TLS: nothing inside can be read. */
const ENCRYPTED: Carrier = { heldBytes: 0, data: () => false, gap: () => undefined };
