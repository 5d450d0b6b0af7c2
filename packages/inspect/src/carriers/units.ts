// What LDAP, DCE/RPC and TDS have in common: a stream of units, each of which tells its length in its first bytes.
import type { Carrier, Side } from "./carrier.js";
import { Held } from "./held.js";

/** `measure` needs more bytes. */
export const MORE = 0;
/** No unit begins there. */
export const NO_UNIT = -1;

/** How one protocol's units are told and read. */
export interface UnitFormat {
  /** Nothing more is wanted, of either side. */
  readonly isOver: boolean;
  /** Bytes of units that it keeps beyond `unit`. */
  readonly heldBytes: number;
  /** Length of the unit that begins at bytes[start], `MORE` or `NO_UNIT`. */
  measure(bytes: Uint8Array, start: number, end: number): number;
  /** Whether a unit is to be handed to `unit`; asked when it was measured, of as many bytes as that took. */
  wants(bytes: Uint8Array, start: number, length: number): boolean;
  /** Takes a whole unit, bytes[start, end), valid during the call. */
  unit(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void;
}

/** A side that shows no unit in so many bytes carries something else by now: TLS, or sealed messages. */
const MAX_LOST = 16 * 1024;

export class UnitCarrier implements Carrier {
  readonly #format: UnitFormat;
  readonly #sides: readonly [Units, Units];

  constructor(format: UnitFormat) {
    this.#format = format;
    this.#sides = [new Units(format, 0), new Units(format, 1)];
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    if (this.#format.isOver) return false;
    return this.#sides[side].data(bytes, start, end, packet) && !this.#format.isOver;
  }

  gap(side: Side, length: number): void {
    this.#sides[side].gap(length);
  }

  get heldBytes(): number {
    return this.#format.heldBytes + this.#sides[0].heldBytes + this.#sides[1].heldBytes;
  }
}

/**
 * The units of one side. Unwanted ones are skipped by arithmetic; a wanted one that came in pieces is held. Where no
 * unit begins, the search for one goes on byte by byte.
 */
class Units {
  readonly #format: UnitFormat;
  readonly #side: Side;
  readonly #held = new Held();
  /** Length of the unit that is being held; 0 while its first bytes do not tell. */
  #length = 0;
  /** Bytes to be passed over. */
  #skip = 0;
  /** Bytes since the last unit in which none began. */
  #lost = 0;

  constructor(format: UnitFormat, side: Side) {
    this.#format = format;
    this.#side = side;
  }

  data(bytes: Uint8Array, start: number, end: number, packet: number): boolean {
    let at = start;
    while (at < end && this.#lost <= MAX_LOST && !this.#format.isOver) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, end - at);
        this.#skip -= skipped;
        at += skipped;
      } else if (this.#held.length > 0) {
        at = this.#goOn(bytes, at, end, packet);
      } else {
        at = this.#begin(bytes, at, end, packet);
      }
    }
    return this.#lost <= MAX_LOST;
  }

  gap(length: number): void {
    const missing = this.#skip > 0 ? this.#skip : Math.max(0, this.#length - this.#held.length);
    this.#skip = missing > length ? missing - length : 0;
    this.#length = 0;
    this.#held.clear();
  }

  get heldBytes(): number {
    return this.#held.length;
  }

  /** A unit, or what should be one, from its first byte on, in place as far as it goes. */
  #begin(bytes: Uint8Array, at: number, end: number, packet: number): number {
    const length = this.#format.measure(bytes, at, end);
    if (length === NO_UNIT) {
      this.#lost++;
      return at + 1;
    }
    if (length === MORE) {
      this.#held.append(bytes, at, end);
      return end;
    }
    this.#lost = 0;
    if (!this.#format.wants(bytes, at, length)) {
      this.#skip = length;
      return at;
    }
    if (length <= end - at) {
      this.#format.unit(this.#side, bytes, at, at + length, packet);
      return at + length;
    }
    this.#held.append(bytes, at, end);
    this.#length = length;
    return end;
  }

  /** The next bytes of a unit of which some are held. */
  #goOn(bytes: Uint8Array, at: number, end: number, packet: number): number {
    const held = this.#held;
    if (this.#length === 0) {
      held.append(bytes, at, at + 1);
      this.#measureHeld();
      return at + 1;
    }
    const taken = Math.min(this.#length - held.length, end - at);
    held.append(bytes, at, at + taken);
    if (held.length === this.#length) {
      const { bytes: whole, length } = held;
      this.#length = 0;
      held.clear();
      this.#format.unit(this.#side, whole, 0, length, packet);
    }
    return at + taken;
  }

  #measureHeld(): void {
    const held = this.#held;
    while (held.length > 0) {
      const length = this.#format.measure(held.bytes, 0, held.length);
      if (length === MORE) return;
      if (length !== NO_UNIT) {
        this.#lost = 0;
        this.#beginHeld(length);
        return;
      }
      this.#lost++;
      held.shift();
    }
  }

  #beginHeld(length: number): void {
    const held = this.#held;
    if (this.#format.wants(held.bytes, 0, length)) {
      this.#length = length;
    } else {
      this.#skip = length - held.length;
      held.clear();
    }
  }
}
