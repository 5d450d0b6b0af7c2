import type { Report } from "@countersign/inspect";

/** What a report is about, within its scan: the same for the reports of a job that was run twice. */
export function reportKey(report: Report): string {
  return JSON.stringify([report.vantage?.job ?? "", report.kind, ...subject(report)]);
}

function subject(report: Report): (string | number)[] {
  switch (report.kind) {
    case "host":
      return report.target ? [report.target.host, report.target.port] : [report.address];
    case "capture":
      return [report.file];
    default:
      return [report.file, report.firstPacket, report.client.address, report.client.port];
  }
}
