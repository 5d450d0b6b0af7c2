// Deviations of AV_PAIRs and their sequence, in bytes that are known to decode.
import type { Place } from "@countersign/bytes";
import { AvId } from "../enums.js";
import type { Report } from "./report.js";

const HEADER_SIZE = 4;
/** What 3.3.2 puts after the AV pairs of an NTLMv2 response. */
const RESPONSE_TAIL_SIZE = 4;

const FIXED_SIZES: ReadonlyMap<AvId, number> = new Map([
  [AvId.Flags, 4],
  [AvId.Timestamp, 8],
  [AvId.ChannelBindings, 16],
]);

/** `tail`: what may follow the end mark in the place of this sequence. */
export function checkAvPairs(report: Report, { offset: start, length }: Place, tail: "none" | "z4"): void {
  const end = start + length;
  const seen = new Set<AvId>();
  let at = start;
  while (at < end && report.u16(at) !== AvId.EOL) {
    const avId = report.u16(at) as AvId;
    if (avId > AvId.ChannelBindings) report.add("av-unknown", "NtlmAvPair.avId", at);
    if (seen.has(avId)) report.add("av-duplicate", "NtlmAvPair.avId", at);
    seen.add(avId);
    checkAvPair(report, avId, at);
    at += HEADER_SIZE + report.u16(at + 2);
  }
  if (!seen.has(AvId.NbComputerName) || !seen.has(AvId.NbDomainName))
    report.add("av-name-missing", "NtlmAvPair.avId", start);
  if (at === end) report.add("av-eol-missing", "NtlmAvPair.avId", at);
  else checkEol(report, at, end, tail);
}

function checkAvPair(report: Report, avId: AvId, at: number): void {
  const avLen = report.u16(at + 2);
  const value = at + HEADER_SIZE;
  const isText = (avId >= AvId.NbComputerName && avId <= AvId.DnsTreeName) || avId === AvId.TargetName;
  if (isText && avLen > 0 && report.u16(value + avLen - 2) === 0)
    report.add("av-null-terminated", "NtlmAvPair.value", value);
  if ((FIXED_SIZES.get(avId) ?? avLen) !== avLen) report.add("av-size", "NtlmAvPair.avLen", at + 2);
  if (avId === AvId.SingleHost && report.u32(value) !== avLen)
    report.add("single-host-size", "NtlmSingleHost.size", value);
}

function checkEol(report: Report, at: number, end: number, tail: "none" | "z4"): void {
  if (report.u16(at + 2) !== 0) report.add("av-eol-length", "NtlmAvPair.avLen", at + 2);
  const after = { field: "NtlmAvPair.avId", offset: at + HEADER_SIZE, length: end - at - HEADER_SIZE };
  const isZ4 = after.length === RESPONSE_TAIL_SIZE && report.isZero(after);
  if (after.length > 0 && !(tail === "z4" && isZ4)) report.add("av-after-eol", after.field, after.offset);
}
