// TDS, the protocol of SQL Server ([MS-TDS]): logons travel in LOGIN7's SSPI field, then in SSPI messages of the client
// and SSPI tokens of the server. Once anything else is asked the logon is over, and there is no second one.
import { u16At } from "@countersign/bytes";
import type { NtlmFound, Side } from "./carrier.js";
import { Held } from "./held.js";
import { openToken } from "./token.js";
import { MORE, NO_UNIT, type UnitFormat } from "./units.js";

/** 2.2.3.1 Packet Header. */
const HEADER_SIZE = 8;
const MAX_PACKET = 0x7fff;
const END_OF_MESSAGE = 0x01;
/** A longer message is none of a logon. */
const MAX_MESSAGE = 64 * 1024;
/** More records than the one or two of an encrypted LOGIN7: all that follows is encrypted too. */
const MAX_TLS_RECORDS = 16;

const TABULAR_RESULT = 0x04;
const FEDERATED_AUTHENTICATION_TOKEN = 0x08;
const LOGIN7 = 0x10;
const SSPI = 0x11;
const PRE_LOGIN = 0x12;

/** Whether a stream of TDS begins with these bytes, by one packet's header; `MORE` where too few are there. */
export function measureTdsOpening(bytes: Uint8Array, start: number, end: number): number {
  const type = bytes[start];
  const isOpening = type === PRE_LOGIN || type === LOGIN7 || type === SSPI || type === TABULAR_RESULT;
  if (start < end && !isOpening) return NO_UNIT;
  return measurePacket(bytes, start, end);
}

export class Tds implements UnitFormat {
  isOver = false;
  readonly #found: NtlmFound;
  /** What is there of the message that each side is sending. */
  readonly #messages: readonly [Held, Held] = [new Held(), new Held()];
  #tlsRecords = 0;

  constructor(found: NtlmFound) {
    this.#found = found;
  }

  get heldBytes(): number {
    return this.#messages[0].length + this.#messages[1].length;
  }

  measure(bytes: Uint8Array, start: number, end: number): number {
    const type = bytes[start]!;
    return type >= 0x14 && type <= 0x17 ? measureTls(bytes, start, end) : measurePacket(bytes, start, end);
  }

  wants(bytes: Uint8Array, start: number): boolean {
    switch (bytes[start]) {
      case TABULAR_RESULT:
      case LOGIN7:
      case SSPI:
        return true;
      case PRE_LOGIN:
      case FEDERATED_AUTHENTICATION_TOKEN:
        return false;
      case 0x14:
      case 0x15:
      case 0x16:
      case 0x17:
        this.isOver = ++this.#tlsRecords > MAX_TLS_RECORDS;
        return false;
      default:
        this.isOver = true;
        return false;
    }
  }

  /** Takes a packet; the last one of a message completes it. */
  unit(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    const message = this.#messages[side];
    const isLast = (bytes[start + 1]! & END_OF_MESSAGE) !== 0;
    const data = start + HEADER_SIZE;
    if (message.length + end - data > MAX_MESSAGE) {
      this.isOver = true;
    } else if (!isLast) {
      message.append(bytes, data, end);
    } else if (message.length === 0) {
      this.#message(side, bytes[start]!, bytes.subarray(data, end), packet);
    } else {
      message.append(bytes, data, end);
      this.#message(side, bytes[start]!, message.view(), packet);
      message.clear();
    }
  }

  #message(side: Side, type: number, message: Uint8Array, packet: number): void {
    if (type === TABULAR_RESULT) {
      this.#tokens(side, message, packet);
      return;
    }
    const token = openToken(type === SSPI ? message : sspiOf(message));
    if (token !== undefined) this.#found("tds", token, side, packet);
  }

  /** 2.2.4.2.1.3: the tokens of a logon's answers all have a length of two bytes. */
  #tokens(side: Side, message: Uint8Array, packet: number): void {
    for (let at = 0; at + 3 <= message.length && isLogonToken(message[at]!); ) {
      const next = at + 3 + u16At(message, at + 1);
      if (next > message.length) return;
      const token = message[at] === SSPI_TOKEN ? openToken(message.subarray(at + 3, next)) : undefined;
      if (token !== undefined) this.#found("tds", token, side, packet);
      if (message[at] === LOGINACK_TOKEN) this.isOver = true;
      at = next;
    }
  }
}

/** 2.2.7. */
const ERROR_TOKEN = 0xaa;
const INFO_TOKEN = 0xab;
const LOGINACK_TOKEN = 0xad;
const ENVCHANGE_TOKEN = 0xe3;
const SSPI_TOKEN = 0xed;

function isLogonToken(token: number): boolean {
  switch (token) {
    case ERROR_TOKEN:
    case INFO_TOKEN:
    case LOGINACK_TOKEN:
    case ENVCHANGE_TOKEN:
    case SSPI_TOKEN:
      return true;
    default:
      return false;
  }
}

/** 2.2.6.4 LOGIN7: ibSSPI, cbSSPI and, since TDS 7.2, cbSSPILong for what 16 bits cannot tell. */
function sspiOf(login: Uint8Array): Uint8Array {
  if (login.length < 82) return new Uint8Array(0);
  const offset = u16At(login, 78);
  const short = u16At(login, 80);
  const isLong = short === 0xffff && login.length >= 94 && u16At(login, 90) + u16At(login, 92) > 0;
  const length = isLong ? u16At(login, 90) + u16At(login, 92) * 0x10000 : short;
  return login.subarray(offset, offset + length);
}

function measurePacket(bytes: Uint8Array, start: number, end: number): number {
  const there = end - start;
  if (there > 0 && (bytes[start] === 0 || bytes[start]! > PRE_LOGIN)) return NO_UNIT;
  if (there < HEADER_SIZE) return MORE;
  const length = (bytes[start + 2]! << 8) | bytes[start + 3]!;
  const isPlausible = length >= HEADER_SIZE && length <= MAX_PACKET && bytes[start + 7] === 0;
  return isPlausible ? length : NO_UNIT;
}

/** Where only the logon is encrypted, LOGIN7 travels in bare TLS records (RFC 8446 5.1), and TDS goes on after them. */
function measureTls(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 1 && bytes[start + 1] !== 3) return NO_UNIT;
  return end - start < 5 ? MORE : 5 + ((bytes[start + 3]! << 8) | bytes[start + 4]!);
}
