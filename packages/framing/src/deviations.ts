// What RFC 1001 and RFC 1002 forbid and peers send: a pass of its own over a frame that decodes.
import { type Deviation, Reader, traceFields } from "@countersign/bytes";
import { SessionErrorCode } from "./enums.js";
import { type Frame, readFrame } from "./frame.js";
import type { NetbiosName } from "./netbios-name.js";

/** What each code means, with the sections of RFC 1001 and RFC 1002: the list from which `DeviationCode` is made. */
export const deviationMeanings = {
  "unknown-type": "The frame's type has no meaning (RFC 1002 4.3.1).",
  "payload-too-long": "The payload has more bytes than its type has (RFC 1002 4.3.2 to 4.3.7).",
  "unknown-error-code": "The refusal's error code has no meaning (RFC 1002 4.3.4).",
  "nul-padded-name": "A name is padded with NULs in place of spaces (RFC 1001 14.1).",
  "name-too-long": "An encoded name with its scope has more than 255 bytes (RFC 1001 14.1, RFC 883).",
} as const;

/** What a frame does against RFC 1001 and RFC 1002, by name. */
export type DeviationCode = keyof typeof deviationMeanings;

const MAX_ENCODED_NAME = 255;

/** Lists what the first frame of `bytes` has that RFC 1001 and 1002 forbid, in the order of the bytes. Throws `DecodeError` where it does not decode. */
export function deviations(bytes: Uint8Array): Deviation<DeviationCode>[] {
  const r = new Reader(bytes, "SessionPacket");
  const frame = readFrame(r);
  const trace = traceFields(readFrame, bytes);
  const found: Deviation<DeviationCode>[] = [];
  const note = (code: DeviationCode, field: string, section: string): void => {
    const offset = trace.find((entry) => entry.field === field)!.offset;
    found.push({ code, field, offset, section: `RFC ${section}` });
  };
  checkFrame(note, frame);
  const surplus = trace.find(({ field, length }) => field.endsWith(".surplus") && length > 0);
  if (surplus) {
    const { field, offset } = surplus;
    found.push({ code: "payload-too-long", field, offset, section: "RFC 1002 4.3" });
  }
  return found.sort((a, b) => a.offset - b.offset);
}

type Note = (code: DeviationCode, field: string, section: string) => void;

function checkFrame(note: Note, m: Frame): void {
  switch (m.kind) {
    case "sessionRequest":
      checkName(note, m.calledName, "SessionRequest.calledName");
      checkName(note, m.callingName, "SessionRequest.callingName");
      break;
    case "negativeSessionResponse": {
      const known: readonly number[] = Object.values(SessionErrorCode);
      if (known.includes(m.errorCode)) break;
      note("unknown-error-code", "NegativeSessionResponse.errorCode", "1002 4.3.4");
      break;
    }
    case "unknown":
      note("unknown-type", "SessionPacket.type", "1002 4.3.1");
  }
}

function checkName(note: Note, m: NetbiosName, field: string): void {
  if (m.name.endsWith("\0")) note("nul-padded-name", field, "1001 14.1");
  const scopeSize = m.scope.reduce((size, label) => size + 1 + label.length, 0);
  // The name's label is 33 bytes, the last label 1.
  if (34 + scopeSize > MAX_ENCODED_NAME) note("name-too-long", field, "1001 14.1");
}
