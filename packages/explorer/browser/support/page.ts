// The built page in Debian's Chromium, opened from disk, as nobody serves it.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

const CHROMIUM = "/usr/bin/chromium";
/** Without the last ones it looks Google's hosts up at every start. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const HTML = new URL("../../dist/index.html", import.meta.url).href;

export type Scheme = "light" | "dark";

export interface PageOptions {
  scheme?: Scheme;
  width?: number;
  height?: number;
  /** With the `#`. */
  fragment?: string;
}

/** A page, what it asked the network for, and what it complained of. */
export interface OpenPage {
  page: Page;
  requests: string[];
  errors: string[];
}

/** Starts Chromium for the tests of a file; `open` gives a page in a context of its own. */
export function useChromium(): { open: (options?: PageOptions) => Promise<OpenPage> } {
  let browser: Browser;
  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) throw new Error("these tests need Chromium: apt-get install chromium");
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(() => browser.close());
  return {
    async open({ scheme = "light", width = 1280, height = 900, fragment = "" } = {}) {
      const context: BrowserContext = await browser.newContext({
        colorScheme: scheme,
        viewport: { width, height },
        reducedMotion: "reduce",
        acceptDownloads: true,
        offline: true,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const requests: string[] = [];
      const errors: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("pageerror", ({ message }) => errors.push(message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      await page.goto(HTML + fragment);
      await page.getByRole("heading", { level: 1 }).waitFor();
      return { page, requests, errors };
    },
  };
}

/** Where pictures of the page are kept, git-ignored. */
export function screenshotPath(name: string): string {
  return fileURLToPath(new URL(`../../screenshots/${name}.png`, import.meta.url));
}
