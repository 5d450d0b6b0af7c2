import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { capturePath, openFile, recordedHex } from "./support/fixtures.js";
import { type Scheme, screenshotPath, useChromium } from "./support/page.js";

const { open } = useChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong, by its rule and where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Keeps a picture, and answers what is wrong with the page, its width among it. */
async function faults(page: Page, name: string): Promise<string[]> {
  await page.screenshot({ path: screenshotPath(name), fullPage: true });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [...(await violations(page)), ...(overflow > 0 ? [`${overflow} px too wide`] : [])];
}

describe.each<[Scheme, number]>([
  ["light", 360],
  ["light", 820],
  ["light", 1280],
  ["dark", 360],
  ["dark", 1600],
])("in %s at %i px axe finds no violation, and nothing is wider than the page", (scheme, width) => {
  const name = (what: string) => `${what}-${scheme}-${width}`;

  it("on the empty page", async () => {
    const { page } = await open({ scheme, width });
    expect(await faults(page, name("empty"))).toEqual([]);
  });

  it("with a token, its secrets shown, and a link to share", async () => {
    const { page } = await open({ scheme, width });
    await page.getByLabel(/Paste a message/).fill(recordedHex("ss_req2"));
    await page.getByRole("treeitem", { name: /^mic/ }).click();
    expect(await faults(page, name("token"))).toEqual([]);
    await page.getByRole("button", { name: "Show secrets" }).click();
    await page.getByRole("button", { name: "Share" }).click();
    expect(await faults(page, name("token-shown"))).toEqual([]);
  });

  it("with a message that is broken, and with none", async () => {
    const { page } = await open({ scheme, width });
    await page.getByLabel(/Paste a message/).fill(recordedHex("neg_rsp").slice(0, 300));
    expect(await faults(page, name("broken"))).toEqual([]);
    await page.getByLabel(/Paste a message/).fill("nothing");
    expect(await faults(page, name("refused"))).toEqual([]);
  });

  it("with a capture, a host, a conversation and a message", async () => {
    const { page } = await open({ scheme, width });
    await openFile(page, capturePath("d30-site-of-five.pcap"));
    await page.getByRole("table", { name: "Hosts" }).waitFor();
    expect(await faults(page, name("capture"))).toEqual([]);
    await page.getByRole("button", { name: "198.51.100.43" }).click();
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await faults(page, name("host"))).toEqual([]);
    await page.getByRole("table", { name: "Conversations" }).getByRole("button").first().click();
    await page.getByRole("table", { name: "Messages" }).waitFor();
    expect(await faults(page, name("conversation"))).toEqual([]);
    await page.getByRole("table", { name: "Messages" }).getByRole("button").nth(1).click();
    await page.getByRole("treeitem").first().waitFor();
    expect(await faults(page, name("message"))).toEqual([]);
  });
});

describe("motion and focus", () => {
  it("give a new view's heading the focus", async () => {
    const { page } = await open();
    await openFile(page, capturePath("d30-site-of-five.pcap"));
    await page.getByRole("button", { name: "198.51.100.42" }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("198.51.100.42");
  });

  it("move nothing when another field is selected", async () => {
    const { page } = await open({ width: 820 });
    await page.getByRole("button", { name: "Try an example" }).click();
    const tops = () =>
      page.locator(".row").evaluateAll((rows) => rows.map((row) => (row as HTMLElement).offsetTop));
    const before = await tops();
    for (const field of ["negotiateFlags", "serverChallenge", "version"]) {
      await page.getByRole("treeitem", { name: new RegExp(`^${field}`) }).click();
      expect(await tops()).toEqual(before);
    }
  });
});

it("has its picture taken for the README", async () => {
  const { page, errors } = await open({ width: 1280, height: 830 });
  await openFile(page, capturePath("d30-site-of-five.pcap"));
  await page.getByRole("button", { name: "198.51.100.42" }).click();
  await page.getByRole("table", { name: "Conversations" }).getByRole("button").first().click();
  await page.getByRole("table", { name: "Messages" }).waitFor();
  await page.screenshot({ path: screenshotPath("readme") });
  expect(errors).toEqual([]);
});
