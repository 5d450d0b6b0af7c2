// The recorded captures of `fixtures`, read and inspected.
import { readdirSync, readFileSync } from "node:fs";
import {
  type HandshakeReport,
  type HostReport,
  type InspectOptions,
  inspectCaptureSync,
  type Report,
} from "../src/index.js";

const FOLDER = new URL("../../../fixtures/captures/", import.meta.url);

/** File names, in their order. */
export const captureNames: readonly string[] = readdirSync(FOLDER)
  .filter((name) => /\.(pcap|pcapng)$/.test(name))
  .sort();

export function captureBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** What tshark says of a capture. */
export function expectedOf(name: string): unknown {
  const json = name.replace(/\.(pcap|pcapng)$/, ".expected.json");
  return JSON.parse(readFileSync(new URL(json, FOLDER), "utf8"));
}

export function inspected(name: string, options: InspectOptions = {}): Report[] {
  return [...inspectCaptureSync([captureBytes(name)], { file: name, ...options })];
}

export function handshakes(name: string, options?: InspectOptions): HandshakeReport[] {
  return inspected(name, options).filter((report) => report.kind === "handshake");
}

export function hosts(name: string): HostReport[] {
  return inspected(name, { by: "host" }).filter((report) => report.kind === "host");
}
