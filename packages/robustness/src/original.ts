// The captures that mutants are made from.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CaptureReader } from "@countersign/capture";
import { inspectCaptureSync, type NtlmReport, type Report } from "@countersign/inspect";

/** One packet of a capture, its bytes its own. */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly linkType: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Bytes on the wire. */
  readonly originalLength: number;
}

export interface Original {
  readonly name: string;
  /** The file. */
  readonly bytes: Uint8Array;
  readonly packets: readonly Packet[];
  /** What must never be printed, as hex. */
  readonly secrets: readonly string[];
}

/** In the order of their names. */
export function readOriginals(folder: string): Original[] {
  const names = readdirSync(folder).filter((name) => /\.(pcap|pcapng)$/.test(name));
  return names.sort().map((name) => {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    return { name, bytes, packets: packetsOf(bytes), secrets: secretsOf(bytes) };
  });
}

/** The packets of a capture file, as far as it can be read. */
export function packetsOf(file: Uint8Array): Packet[] {
  const packets: Packet[] = [];
  const reader = new CaptureReader({
    packet: (bytes, start, end, { linkType, seconds, nanoseconds, originalLength }) => {
      packets.push({ bytes: bytes.slice(start, end), linkType, seconds, nanoseconds, originalLength });
    },
  });
  reader.push(file);
  reader.end();
  return packets;
}

function secretsOf(file: Uint8Array): string[] {
  const reports = [...inspectCaptureSync([file], { showSecrets: true })];
  const all = reports.flatMap(ntlmOf).flatMap(({ secrets }) => Object.values(secrets ?? {}) as string[]);
  // Short ones, and those that are one byte over and over, could stand anywhere.
  return [...new Set(all)].filter((hex) => hex.length >= 32 && !/^(..)\1*$/.test(hex));
}

function ntlmOf(report: Report): NtlmReport[] {
  if (report.kind === "ntlm") return [report.ntlm];
  return report.kind === "handshake" ? report.sessions.flatMap(({ ntlm }) => ntlm ?? []) : [];
}
