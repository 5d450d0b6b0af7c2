import { type Deviation, type FieldTrace, isZero, u16At, u32At } from "@countersign/bytes";
import { DEVIATIONS, type DeviationCode } from "./codes.js";

/** Deviations as they are found in one message, and where its fields stand. */
export class Report {
  readonly deviations: Deviation<DeviationCode>[] = [];
  readonly bytes: Uint8Array;
  /** In reading order; offsets count from the message's first byte. */
  readonly fields: FieldTrace[];

  constructor(bytes: Uint8Array, fields: FieldTrace[]) {
    this.bytes = bytes;
    this.fields = fields;
  }

  add(code: DeviationCode, field: string, offset: number): void {
    this.deviations.push({ code, field, offset, section: `[MS-NLMP] ${DEVIATIONS[code].section}` });
  }

  /** Reports a field of the trace, by its name. */
  addField(code: DeviationCode, field: string): void {
    this.add(code, field, this.fields.find((trace) => trace.field === field)!.offset);
  }

  u16(offset: number): number {
    return u16At(this.bytes, offset);
  }

  u32(offset: number): number {
    return u32At(this.bytes, offset);
  }

  isZero({ offset, length }: FieldTrace): boolean {
    return isZero(this.bytes.subarray(offset, offset + length));
  }
}
