// Deviations of the fields that point at payloads, and of reserved bytes.
import type { Place } from "@countersign/bytes";
import type { Report } from "./report.js";

/** The strings of CHALLENGE and AUTHENTICATE. */
const TEXT = /\.(targetName|domainName|userName|workstation)$/;
const RESERVED = /\.(reserved[123]?|z4)$/;

/** A payload that is not empty. */
export interface FoundPayload extends Place {
  /** As `Structure.field`. */
  field: string;
}

/** The payloads of a message that are not empty, in the order of their fields. */
export function findPayloads(report: Report): FoundPayload[] {
  const payloads: FoundPayload[] = [];
  for (const { field, offset } of report.fields) {
    if (!field.endsWith("BufferOffset")) continue;
    const length = report.u16(offset - 4);
    if (length > 0) payloads.push({ field: field.slice(0, -12), offset: report.u32(offset), length });
  }
  return payloads;
}

export function checkPayloads(report: Report, payloads: readonly FoundPayload[], isUnicode: boolean): void {
  for (const { field, offset } of report.fields) {
    if (field.endsWith("MaxLen") && report.u16(offset) !== report.u16(offset - 2))
      report.add("max-len", field, offset);
  }
  payloads.forEach((payload, i) => {
    const blame = `${payload.field}BufferOffset`;
    if (payloads.slice(0, i).some((other) => overlap(other, payload)))
      report.addField("payload-overlap", blame);
    if (isUnicode && TEXT.test(payload.field) && payload.offset % 2 !== 0)
      report.addField("unaligned-string", blame);
  });
}

function overlap(a: Place, b: Place): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

export function checkReserved(report: Report): void {
  for (const trace of report.fields) {
    if (RESERVED.test(trace.field) && !report.isZero(trace)) {
      report.add("reserved-not-zero", trace.field, trace.offset);
    }
  }
}
