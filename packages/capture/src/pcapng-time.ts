import type { PacketInfo } from "./packet.js";

/** How an interface of a pcapng section counts time: if_tsresol and if_tsoffset. */
export interface Clock {
  /** Ticks in a second. */
  readonly resolution: bigint;
  /** Nanoseconds in a tick where `resolution` is a power of ten up to 10^9, else 0. */
  readonly nanosecondsPerTick: number;
  readonly digits: number;
  /** Seconds to add. */
  readonly offset: number;
}

/** `tsresol` is the option's byte: negative power of 2 with the top bit set, else of 10. */
export function makeClock(tsresol: number, offset: number): Clock {
  const exponent = tsresol & 0x7f;
  if ((tsresol & 0x80) === 0) {
    const nanosecondsPerTick = exponent <= 9 ? 10 ** (9 - exponent) : 0;
    return { resolution: 10n ** BigInt(exponent), nanosecondsPerTick, digits: Math.min(exponent, 9), offset };
  }
  const digits = Math.min(9, Math.ceil(exponent * Math.LOG10E * Math.LN2));
  return { resolution: 2n ** BigInt(exponent), nanosecondsPerTick: 0, digits, offset };
}

/** Puts the time stamp whose halves are `high` and `low` (unsigned) into `info`. */
export function setTime(info: PacketInfo, clock: Clock, high: number, low: number): void {
  info.digits = clock.digits;
  if (clock.nanosecondsPerTick === 0) {
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    info.seconds = Number(ticks / clock.resolution) + clock.offset;
    info.nanoseconds = Number(((ticks % clock.resolution) * 1_000_000_000n) / clock.resolution);
    return;
  }
  // Long division in steps of 32, 16 and 16 bits: every intermediate stays under 2^53.
  const resolution = 1e9 / clock.nanosecondsPerTick;
  const first = Math.floor(high / resolution);
  let rest = (high % resolution) * 0x10000 + (low >>> 16);
  const second = Math.floor(rest / resolution);
  rest = (rest % resolution) * 0x10000 + (low & 0xffff);
  const third = Math.floor(rest / resolution);
  info.seconds = first * 0x100000000 + second * 0x10000 + third + clock.offset;
  info.nanoseconds = (rest % resolution) * clock.nanosecondsPerTick;
}
