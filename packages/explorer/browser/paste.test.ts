import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { recordedHex } from "./support/fixtures.js";
import { useChromium } from "./support/page.js";

const { open } = useChromium();

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel(/Paste a message/).fill(text);
}

const field = (page: Page, name: string | RegExp) => page.getByRole("treeitem", { name });

/** The bytes that are lit, as they stand there. */
async function lit(page: Page): Promise<string> {
  return (await page.locator(".run.lit").allInnerTexts()).join(" ");
}

describe("a pasted message", () => {
  it("is a tree of fields beside its bytes, and each field lights its own and names its section", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Try an example" }).click();
    expect(await field(page, "NTLMSSP CHALLENGE").count()).toBe(1);
    await field(page, /^negotiateFlags/).click();
    expect(await lit(page)).toBe("15 82 8a 62");
    const card = page.getByRole("region", { name: "Selected field" });
    expect(await card.innerText()).toContain("[MS-NLMP] 2.2.1.2");
    expect(await card.innerText()).toContain("NtlmChallenge.negotiateFlags");
    await field(page, /^serverChallenge/).click();
    expect(await lit(page)).toBe("20 b4 67 63 dd fe 29 e7");
    await page.locator(".run", { hasText: "15 82 8a 62" }).click();
    expect(await page.locator("[aria-selected=true] .name").innerText()).toBe("negotiateFlags");
  });

  it.each([
    ["hex", recordedHex("neg_rsp")],
    [
      "spaced hex over lines",
      recordedHex("neg_rsp")
        .replaceAll(/(..)/g, "$1 ")
        .replaceAll(/(.{48})/g, "$1\n"),
    ],
    ["base64", Buffer.from(recordedHex("neg_rsp"), "hex").toString("base64")],
  ])("is read from %s", async (_form, text) => {
    const { page } = await open();
    await paste(page, text);
    expect(await field(page, "SMB2 NEGOTIATE response").count()).toBe(1);
  });

  it("shows what its format forbids, and where", async () => {
    const { page } = await open();
    const bytes = Buffer.from(recordedHex("neg_rsp"), "hex");
    bytes[48] = 1;
    await paste(page, bytes.toString("hex"));
    expect(await page.locator(".summary").innerText()).toContain("1 deviation");
    const marked = field(page, /^signature/).locator(".deviation");
    expect(await marked.innerText()).toMatch(/^Deviation signature-without-flag: .+ \[MS-SMB2\] 2\.2\.1\.2$/);
  });

  it("that is cut is shown as far as it goes, with the error at its place", async () => {
    const { page } = await open();
    await paste(page, recordedHex("neg_rsp").slice(0, 300));
    expect(await page.locator(".summary").innerText()).toContain("error");
    expect(await page.locator("[role=treeitem] .error").count()).toBeGreaterThan(0);
  });

  it("that is none says what was tried", async () => {
    const { page } = await open();
    await paste(page, "no message at all");
    expect(await page.getByRole("heading", { name: "No message was found" }).count()).toBe(1);
    expect(await page.getByText(/^As base64: /).count()).toBe(1);
  });

  it("is walked through by keys alone", async () => {
    const { page } = await open();
    await page.getByRole("button", { name: "Try an example" }).focus();
    await page.keyboard.press("Enter");
    const selected = () => page.locator("[role=treeitem]:focus .name").innerText();
    for (let i = 0; i < 12 && (await page.locator("[role=treeitem]:focus").count()) === 0; i++)
      await page.keyboard.press("Tab");
    expect(await selected()).toBe("NTLMSSP CHALLENGE");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await selected()).toBe("targetNameFields");
    await page.keyboard.press("ArrowLeft");
    expect(await page.locator("[role=treeitem]:focus").getAttribute("aria-expanded")).toBe("false");
    await page.keyboard.press("ArrowDown");
    expect(await selected()).toBe("negotiateFlags");
    await page.keyboard.press("End");
    expect(await selected()).toBe("avLen");
    await page.keyboard.press("Home");
    expect(await selected()).toBe("NTLMSSP CHALLENGE");
  });
});

describe("secrets", () => {
  const authenticate = recordedHex("ss_req2");
  /** The NT response's proof: 16 bytes in the middle of what must not show. */
  const mic = /^mic/;

  it("are masked until the reader asks", async () => {
    const { page } = await open();
    await paste(page, authenticate);
    expect(await page.locator(".run.masked").count()).toBeGreaterThan(0);
    expect(await field(page, mic).innerText()).not.toMatch(/[0-9a-f]{32}/);
    await field(page, mic).click();
    expect(await lit(page)).toMatch(/^(·· ?)+$/);
    await page.getByRole("button", { name: "Show secrets" }).click();
    expect(await page.locator(".run.masked").count()).toBe(0);
    expect(await field(page, mic).innerText()).toMatch(/[0-9a-f]{32}/);
    await page.getByRole("button", { name: "Hide secrets" }).click();
    expect(await field(page, mic).innerText()).not.toMatch(/[0-9a-f]{32}/);
  });

  it("are masked again in the next message", async () => {
    const { page } = await open();
    await paste(page, authenticate);
    await page.getByRole("button", { name: "Show secrets" }).click();
    await paste(page, "");
    await paste(page, authenticate);
    expect(await page.locator(".run.masked").count()).toBeGreaterThan(0);
  });

  it("are not in a shared link, which opens to the rest", async () => {
    const { page } = await open();
    await paste(page, authenticate);
    await page.getByRole("button", { name: "Show secrets" }).click();
    const shown = (await field(page, mic).innerText()).match(/[0-9a-f]{32}/)![0];
    await page.getByRole("button", { name: "Share" }).click();
    const link = await page.getByLabel("A link to this message").inputValue();
    const bytes = Buffer.from(link.split(".").at(-1)!, "base64url").toString("hex");
    expect(bytes).not.toContain(shown);
    const { page: other } = await open({ fragment: new URL(link).hash });
    expect(await other.getByRole("heading", { name: "A shared message" }).count()).toBe(1);
    expect(
      (await field(other, /^userName.*rsk/i).count()) + (await field(other, /^userName/).count()),
    ).toBeGreaterThan(0);
    expect(await other.getByRole("button", { name: "Show secrets" }).count()).toBe(0);
    expect(await other.locator(".run.masked").count()).toBeGreaterThan(0);
  });
});

describe("the page", () => {
  it("asks the network for nothing, and is not able to", async () => {
    const { page, requests, errors } = await open();
    await page.getByRole("button", { name: "Try an example" }).click();
    expect(requests).toEqual([page.url()]);
    expect(errors).toEqual([]);
    expect(await page.getByText("Nothing leaves this browser.").count()).toBe(1);
    const refused = await page.evaluate(() =>
      fetch("https://192.0.2.1/").then(
        () => "sent",
        ({ message }: Error) => message,
      ),
    );
    expect(refused).not.toBe("sent");
    expect(errors.join()).toContain("connect-src 'none'");
  });

  it("has a policy under which no text becomes code", async () => {
    const { page } = await open();
    const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+';/);
    expect(policy).not.toContain("unsafe");
    const blocked = await page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
            resolve(effectiveDirective),
          );
          const script = document.createElement("script");
          script.textContent = "document.title = 'injected'";
          document.body.append(script);
        }),
    );
    expect(blocked).toBe("script-src-elem");
    expect(await page.title()).toBe("countersign explorer");
  });

  it("shows what a sender wrote as text, not as markup", async () => {
    const { page, errors } = await open();
    const name = Buffer.from("<img src=x onerror=alert(1)>", "utf16le");
    const head = "4e544c4d5353500002000000";
    const fields = [name.length, name.length, 56].map((n, i) => {
      const bytes = Buffer.alloc(i === 2 ? 4 : 2);
      bytes.writeUIntLE(n, 0, bytes.length);
      return bytes.toString("hex");
    });
    await paste(page, `${head}${fields.join("")}05820000${"00".repeat(32)}${name.toString("hex")}`);
    expect(await field(page, /^targetName /).innerText()).toContain("<img src=x onerror=alert(1)>");
    expect(await page.locator("main img").count()).toBe(0);
    expect(errors).toEqual([]);
  });
});
