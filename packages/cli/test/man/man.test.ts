// The manual is what --help says. `npm run man` writes it anew.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { canTest, groff } from "@countersign/interop/tools";
import { describe, expect, it } from "vitest";
import { countersignProgram } from "../../src/program.js";
import { manPage } from "./man-page.js";

const path = fileURLToPath(new URL("../../man/countersign.1", import.meta.url));

describe("the manual", () => {
  it("is what the commands say of themselves", async () => {
    await expect(manPage(countersignProgram())).toMatchFileSnapshot(path);
  });

  it.runIf(canTest("setting the manual", [groff]))(
    "is set without a warning, with every option, its hyphens as typed",
    () => {
      const roff = readFileSync(path);
      const set = execFileSync("groff", ["-man", "-ww", "-Tascii", "-P-cbu", "-rLL=200n"], {
        input: roff,
        stdio: "pipe",
      });
      const text = set.toString();
      for (const { options } of countersignProgram().commands)
        for (const { flags } of options) expect(text).toContain(flags);
      expect(text).toContain("tcpdump -U -w - 'tcp port 445' | countersign inspect --follow -");
    },
  );

  it("is in the package, where npm links it for man", () => {
    const { man, files } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(man).toBe("./man/countersign.1");
    expect(files).toContain("man");
  });
});
