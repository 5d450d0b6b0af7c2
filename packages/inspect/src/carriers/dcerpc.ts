// DCE/RPC over TCP ([C706] 12.6, [MS-RPCE] 2.2.2): logons travel in the auth_verifier of bind, bind_ack, alter_context,
// alter_context_resp and auth3. Every other PDU is skipped by its frag_length.
import type { NtlmFound, Side } from "./carrier.js";
import { Held } from "./held.js";
import { openToken } from "./token.js";
import { MORE, NO_UNIT, type UnitFormat } from "./units.js";

const HEADER_SIZE = 16;
const SEC_TRAILER_SIZE = 8;
const PFC_FIRST_FRAG = 0x01;
const PFC_LAST_FRAG = 0x02;
/** A token in fragments is gathered up to here. */
const MAX_TOKEN = 64 * 1024;

/** [C706] 14.1: the first two bytes of the data representation. */
const LITTLE_ENDIAN = 0x10;
const EBCDIC = 0x01;
const MAX_FLOAT_FORMAT = 3;

const BIND = 11;
const BIND_ACK = 12;
const ALTER_CONTEXT = 14;
const ALTER_CONTEXT_RESP = 15;
const AUTH3 = 16;

/** [C706] 12.6.3.1: connection-oriented PDUs are 0, 2, 3 and 11 to 19; [MS-RPCE] adds auth3 and, over HTTP, rts (20). */
function isPduType(type: number): boolean {
  return type === 0 || type === 2 || type === 3 || (type >= BIND && type <= 20);
}

/** Length of the PDU at bytes[start]: version 5.0 or 5.1, a known type, data represented as [C706] 14.1 has it. */
export function measureDcerpc(bytes: Uint8Array, start: number, end: number): number {
  const there = end - start;
  if (there > 0 && bytes[start] !== 5) return NO_UNIT;
  if (there > 1 && bytes[start + 1]! > 1) return NO_UNIT;
  if (there > 2 && !isPduType(bytes[start + 2]!)) return NO_UNIT;
  if (there > 4 && (bytes[start + 4]! & ~(LITTLE_ENDIAN | EBCDIC)) !== 0) return NO_UNIT;
  if (there > 5 && bytes[start + 5]! > MAX_FLOAT_FORMAT) return NO_UNIT;
  for (let i = 6; i < 8 && i < there; i++) if (bytes[start + i] !== 0) return NO_UNIT;
  if (there < 10) return MORE;
  const fragLength = u16(bytes, start, 8);
  return fragLength < HEADER_SIZE ? NO_UNIT : fragLength;
}

export class Dcerpc implements UnitFormat {
  readonly isOver = false;
  readonly #found: NtlmFound;
  readonly #fragments: readonly [Held, Held] = [new Held(), new Held()];

  constructor(found: NtlmFound) {
    this.#found = found;
  }

  get heldBytes(): number {
    return this.#fragments[0].length + this.#fragments[1].length;
  }

  measure(bytes: Uint8Array, start: number, end: number): number {
    return measureDcerpc(bytes, start, end);
  }

  wants(bytes: Uint8Array, start: number): boolean {
    switch (bytes[start + 2]) {
      case BIND:
      case BIND_ACK:
      case ALTER_CONTEXT:
      case ALTER_CONTEXT_RESP:
      case AUTH3:
        return true;
      default:
        return false;
    }
  }

  unit(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    const authLength = u16(bytes, start, 10);
    if (authLength === 0 || HEADER_SIZE + SEC_TRAILER_SIZE + authLength > end - start) return;
    const token = this.#whole(side, bytes, end - authLength, end, bytes[start + 3]!);
    if (token !== undefined) this.#found("dcerpc", token, side, packet);
  }

  /** The message in an auth_value; where that is one of several fragments, in all of them once the last is there. */
  #whole(side: Side, bytes: Uint8Array, start: number, end: number, flags: number): Uint8Array | undefined {
    const fragments = this.#fragments[side];
    const isFirst = (flags & PFC_FIRST_FRAG) !== 0;
    const isLast = (flags & PFC_LAST_FRAG) !== 0;
    if (isFirst || fragments.length + end - start > MAX_TOKEN) fragments.clear();
    // Some peers set neither flag: with nothing before it that is a whole PDU too.
    if (fragments.length === 0 && (isLast || !isFirst)) return openToken(bytes.subarray(start, end));
    fragments.append(bytes, start, end);
    if (!isLast) return undefined;
    const token = openToken(fragments.view());
    fragments.clear();
    return token;
  }
}

/** A number of the header of the PDU at bytes[start], in the byte order that the PDU tells. */
function u16(bytes: Uint8Array, start: number, offset: number): number {
  const first = bytes[start + offset]!;
  const second = bytes[start + offset + 1]!;
  return (bytes[start + 4]! & LITTLE_ENDIAN) === 0 ? (first << 8) | second : first | (second << 8);
}
