import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { HandshakeReport, HostReport, Report } from "@countersign/inspect";
import type { Page } from "playwright-core";

const ROOT = new URL("../../../../", import.meta.url);
const PROGRAM = fileURLToPath(new URL("packages/cli/bin/countersign.js", ROOT));

/** Of `fixtures/captures`. */
export function capturePath(name: string): string {
  return fileURLToPath(new URL(`fixtures/captures/${name}`, ROOT));
}

/** A message of the recorded logon, as hex digits. */
export function recordedHex(name: string): string {
  const path = new URL("fixtures/messages/smb311-ntlm.json", ROOT);
  return (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>)[name]!;
}

/** What the built command prints of a capture, the capture being called by its name alone. */
export function commandLine(path: string, ...options: string[]): string {
  const folder = path.slice(0, -basename(path).length);
  return execFileSync(process.execPath, [PROGRAM, "inspect", ...options, basename(path)], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
}

function reportsOf(path: string, ...options: string[]): Report[] {
  return JSON.parse(commandLine(path, "--format", "json", ...options)) as Report[];
}

export function hostsOf(path: string): HostReport[] {
  return reportsOf(path, "--by", "host").filter((report) => report.kind === "host");
}

export function handshakesOf(path: string): HandshakeReport[] {
  return reportsOf(path).filter((report) => report.kind === "handshake");
}

/** Drops a file on the page, as a hand does. */
export async function drop(page: Page, path: string): Promise<void> {
  const file = { name: basename(path), base64: readFileSync(path).toString("base64") };
  const dataTransfer = await page.evaluateHandle(({ name, base64 }) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    transfer.items.add(new File([bytes], name));
    return transfer;
  }, file);
  await page.dispatchEvent("body", "dragover", { dataTransfer });
  await page.dispatchEvent("body", "drop", { dataTransfer });
}

/** Opens a file by the button's dialogue; any size. */
export async function openFile(page: Page, path: string): Promise<void> {
  await page.getByLabel("Capture file").setInputFiles(path);
}

/** The texts of a table's cells, without the shapes beside outcomes. */
export async function rowsOf(page: Page, table: string): Promise<string[][]> {
  const rows = await page.getByRole("table", { name: table }).locator("tbody tr").all();
  return Promise.all(
    rows.map(async (row) => {
      const cells = await row.locator("th, td").allInnerTexts();
      return cells.map((cell) => cell.replaceAll(/[●▲◆] ?/g, "").trim());
    }),
  );
}
