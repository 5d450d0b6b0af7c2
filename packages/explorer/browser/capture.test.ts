import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { repeated } from "./support/big-capture.js";
import {
  capturePath,
  commandLine,
  drop,
  handshakesOf,
  hostsOf,
  openFile,
  rowsOf,
} from "./support/fixtures.js";
import { useChromium } from "./support/page.js";

const { open } = useChromium();
const scratch = mkdtempSync(join(tmpdir(), "countersign-explorer-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const d30 = capturePath("d30-site-of-five.pcap");

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

async function dropped(path: string): Promise<Page> {
  const { page } = await open();
  await drop(page, path);
  await page.getByRole("table", { name: "Hosts" }).waitFor();
  return page;
}

describe("a dropped capture", () => {
  it.each([
    "d02-smb311-required-gmac.pcap",
    "d09-smb1-plain-ntlmv1.pcap",
    "d21-snaplen-110.pcap",
    "d25-ad-kerberos.pcap",
    "d27-ad-ldap-ntlm.pcap",
    "d30-site-of-five.pcap",
    "d42-two-interfaces.pcapng",
  ])("has the hosts and the verdicts of the command line: %s", async (name) => {
    const path = capturePath(name);
    const page = await dropped(path);
    const shown = (await rowsOf(page, "Hosts")).map(([host, relay, advertised]) => [host, relay, advertised]);
    const expected = hostsOf(path).map(({ address, relayToSmb, advertised: { smb1, smb2 } }) => [
      address,
      relayToSmb.outcome,
      [smb2 && `SMB2 ${smb2}`, smb1 && `SMB1 ${smb1}`].filter(Boolean).join("\n") || "not asked",
    ]);
    const flat = (rows: (string | undefined)[][]) =>
      rows.map((row) => row.join(" ").replaceAll(/\s+/g, " ")).sort();
    expect(flat(shown)).toEqual(flat(expected));
  });

  it("says why, and what to do", async () => {
    const page = await dropped(d30);
    await button(page, "198.51.100.42").click();
    expect(await page.getByRole("heading", { name: "Relay to SMB: possible" }).count()).toBe(1);
    const [host] = hostsOf(d30).filter(({ address }) => address === "198.51.100.42");
    for (const { code } of host!.relayToSmb.because)
      expect(await page.getByText(code).count()).toBeGreaterThan(0);
    await page.getByText("SMB2 signing is not required").click();
    expect(
      await page
        .getByText(/^To do: /)
        .first()
        .isVisible(),
    ).toBe(true);
    expect(
      await page
        .getByText(/RequireSecuritySignature/)
        .first()
        .isVisible(),
    ).toBe(true);
  });

  it("leads from a reason to the field that it rests on", async () => {
    const page = await dropped(d30);
    await button(page, "198.51.100.41").click();
    await button(page, "packet 15").first().click();
    await page.getByRole("treeitem").first().waitFor();
    expect(await page.locator("[aria-selected=true] .name").innerText()).toBe("securityMode");
    expect(await page.locator(".run.lit").innerText()).toBe("03 00");
    await page.goBack();
    expect(await page.getByRole("heading", { name: /^198\.51\.100\.41/ }).count()).toBe(1);
  });

  it("has each conversation's answers, and its cell of the matrix", async () => {
    const page = await dropped(d30);
    for (const report of handshakesOf(d30)) {
      const { advertised, effective, relayToSmb } = report.signing;
      await button(page, report.server.address).click();
      await page.getByRole("table", { name: "Conversations" }).getByRole("button").first().click();
      const headings = (await page.getByRole("heading", { level: 3 }).allInnerTexts()).map((text) =>
        text.replaceAll(/[●▲◆] ?/g, "").trim(),
      );
      expect(headings).toContain(`This pair: ${effective.outcome}`);
      expect(headings).toContain(`A relay to SMB: ${relayToSmb.outcome}`);
      if (advertised.smb2 !== undefined) expect(headings).toContain(`Advertised: SMB2 ${advertised.smb2}`);
      const picture = page.getByRole("img", { name: /^Signing matrix of / });
      const marked = await picture.locator(".observed").allTextContents();
      if (effective.outcome === "unknown") expect(marked).toEqual([]);
      else expect(marked).toEqual([expect.stringContaining(effective.outcome)]);
      await button(page, "d30-site-of-five.pcap").click();
    }
  });

  it("opens every message of a conversation in the tree", async () => {
    const page = await dropped(d30);
    await button(page, "198.51.100.45").click();
    await page.getByRole("table", { name: "Conversations" }).getByRole("button").first().click();
    await page.getByRole("table", { name: "Messages" }).waitFor();
    const messages = (await rowsOf(page, "Messages")).length;
    await page.getByRole("table", { name: "Messages" }).getByRole("button").first().click();
    for (let i = 1; i <= messages; i++) {
      await page.getByText(`message ${i} of ${messages}`).waitFor();
      expect(
        await page.getByRole("treeitem", { name: /^(SMB over TCP frame|SMB[12] )/ }).count(),
      ).toBeGreaterThan(0);
      if (i < messages) await button(page, "Next").click();
    }
  });

  it("lists the NTLM messages of other protocols", async () => {
    const page = await dropped(capturePath("d29-http-ntlm.pcap"));
    await page.getByRole("table", { name: "Hosts" }).getByRole("button").first().click();
    await page.getByRole("table", { name: "Conversations" }).getByRole("button").first().click();
    await page.getByRole("table", { name: "Messages" }).waitFor();
    const names = (await rowsOf(page, "Messages")).map(([, , message]) => message);
    expect(names.slice(0, 3)).toEqual(["NTLMSSP NEGOTIATE", "NTLMSSP CHALLENGE", "NTLMSSP AUTHENTICATE"]);
  });

  it.each([
    ["JSON", "conversations", ["--format", "json"]],
    ["CSV", "conversations", ["--format", "csv"]],
    ["SARIF", "conversations", ["--format", "sarif"]],
    ["JSON", "hosts", ["--format", "json", "--by", "host"]],
    ["CSV", "hosts", ["--format", "csv", "--by", "host"]],
    ["SARIF", "hosts", ["--format", "sarif", "--by", "host"]],
  ])(
    "is exported as %s of its %s, to the byte what the command line prints",
    async (format, subject, options) => {
      const page = await dropped(d30);
      await page.getByRole("radio", { name: subject }).check();
      const [download] = await Promise.all([page.waitForEvent("download"), button(page, format).click()]);
      expect(download.suggestedFilename()).toBe(`d30-site-of-five.${subject}.${format.toLowerCase()}`);
      expect(readFileSync(await download.path(), "utf8")).toBe(commandLine(d30, ...options));
    },
  );

  it("may be in gzip", async () => {
    const path = join(scratch, "d30.pcap.gz");
    writeFileSync(path, gzipSync(readFileSync(d30)));
    const page = await dropped(path);
    expect((await rowsOf(page, "Hosts")).length).toBe(5);
  });

  it("that is none says so", async () => {
    const path = join(scratch, "notes.txt");
    writeFileSync(path, "nothing of the kind");
    const { page } = await open();
    await drop(page, path);
    expect(await page.getByRole("heading", { name: "That could not be read" }).isVisible()).toBe(false);
    await page.getByRole("heading", { name: "That could not be read" }).waitFor();
  });
});

describe("a capture of 100 MB", () => {
  it("is read in the worker, with progress, while the page stays awake", async () => {
    const path = join(scratch, "big.pcap");
    writeFileSync(path, repeated(d30, [198, 51, 100, 10], 100e6));
    const { page, errors } = await open();
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      const look = () => {
        const bar = document.querySelector("progress");
        if (bar !== null && seen.at(-1) !== bar.value) seen.push(bar.value);
        requestAnimationFrame(look);
      };
      look();
    });
    await openFile(page, path);
    await page.getByRole("table", { name: "Hosts" }).waitFor({ timeout: 120_000 });
    const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect((await rowsOf(page, "Hosts")).map(([host]) => host).sort()).toEqual(
      hostsOf(path).map(({ address }) => address),
    );
    expect(await page.getByText(/^read in /).innerText()).toMatch(/^read in [\d.]+ s$/);
    expect(errors).toEqual([]);
    await button(page, "198.51.100.41").click();
    await page.getByRole("table", { name: "Conversations" }).getByRole("button").first().click();
    await page.getByRole("table", { name: "Messages" }).waitFor();
  }, 240_000);

  it("can be stopped", async () => {
    const { page } = await open();
    await openFile(page, join(scratch, "big.pcap"));
    await button(page, "Stop").click();
    expect(await page.getByRole("progressbar").count()).toBe(0);
    await openFile(page, d30);
    await page.getByRole("table", { name: "Hosts" }).waitFor();
  });
});
