// [MS-CIFS] 2.2.4.52.2 SMB_COM_NEGOTIATE Response. WordCount tells the forms apart.
import type { Reader, Writer } from "@countersign/bytes";
import { noteRest } from "./andx.js";
import { type Block, readBlock, writeData } from "./block.js";
import {
  LANMAN_WORD_COUNT,
  type LanManNegotiateResponse,
  readLanManNegotiateResponse,
  writeLanManNegotiateResponse,
} from "./lanman-negotiate-response.js";
import type { Layout } from "./layout.js";
import {
  NT_WORD_COUNT,
  type NtNegotiateResponse,
  readNtNegotiateResponse,
  writeNtNegotiateResponse,
} from "./nt-negotiate-response.js";

const CORE_WORD_COUNT = 1;
/** DialectIndex of a server that takes none of the dialects. */
const REFUSED = 0xffff;

/** [MS-CIFS] 2.2.4.52.2, one word: the Core Protocol, which has neither a security mode nor a challenge. */
export interface CoreNegotiateResponse {
  kind: "core";
  /** Which of the request's dialects, from 0. */
  dialectIndex: number;
}

/** [MS-CIFS] 2.2.4.52.2 with DialectIndex 0xFFFF and nothing else: the server takes none of the dialects. */
export interface RefusedNegotiateResponse {
  kind: "refused";
}

/** [MS-CIFS] 2.2.4.52.2 SMB_COM_NEGOTIATE response, whose `kind` follows from the number of its words. */
export type NegotiateResponse =
  | NtNegotiateResponse
  | LanManNegotiateResponse
  | CoreNegotiateResponse
  | RefusedNegotiateResponse;

/** Whether a response with so many words is one of the forms. */
export function isNegotiateResponseForm(wordCount: number): boolean {
  return wordCount === NT_WORD_COUNT || wordCount === LANMAN_WORD_COUNT || wordCount === CORE_WORD_COUNT;
}

/** Reads a response of one of the forms. */
export function readNegotiateResponse(r: Reader, layout?: Layout): NegotiateResponse {
  const block = readBlock(r, "Smb1NegotiateResponse", layout);
  noteRest(r, r.end, false, layout);
  switch (block.words.remaining / 2) {
    case NT_WORD_COUNT:
      return readNtNegotiateResponse(block);
    case LANMAN_WORD_COUNT:
      return readLanManNegotiateResponse(block);
    default:
      return readCoreNegotiateResponse(block);
  }
}

function readCoreNegotiateResponse({
  words,
  data,
  layout,
}: Block): CoreNegotiateResponse | RefusedNegotiateResponse {
  const dialectIndex = words.u16("dialectIndex");
  if (layout) layout.surplus = data.rest("surplus");
  return dialectIndex === REFUSED ? { kind: "refused" } : { kind: "core", dialectIndex };
}

export function writeNegotiateResponse(w: Writer, m: NegotiateResponse, layout?: Layout): void {
  switch (m.kind) {
    case "extendedSecurity":
    case "ntLanMan":
      writeNtNegotiateResponse(w, m, layout);
      break;
    case "lanMan":
      writeLanManNegotiateResponse(w, m, layout);
      break;
    case "core":
      if (m.dialectIndex === REFUSED) throw new RangeError("dialectIndex 0xffff is of kind refused");
      writeCoreNegotiateResponse(w, m.dialectIndex, layout);
      break;
    case "refused":
      writeCoreNegotiateResponse(w, REFUSED, layout);
  }
  if (layout) w.bytes(layout.rest);
}

function writeCoreNegotiateResponse(w: Writer, dialectIndex: number, layout: Layout | undefined): void {
  w.u8(CORE_WORD_COUNT, "wordCount");
  w.u16(dialectIndex, "dialectIndex");
  writeData(w, () => {
    if (layout) w.bytes(layout.surplus);
  });
}
