import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";

/**
 * Declares a test that runs an example and holds it against a README: the README shows the file to the letter, and
 * below it, in a block of its own, what it prints.
 */
export function itShowsExample(readme: URL, example: URL): void {
  it(`${example.pathname.split("/").at(-1)} is what the README shows, and prints what it says`, async () => {
    const text = readFileSync(readme, "utf8");
    const source = readFileSync(example, "utf8").trimEnd();
    expect(text).toContain(`\`\`\`ts\n${source}\n\`\`\``);
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    try {
      await import(example.href);
      const printed = log.mock.calls.map((call) => call.map(String).join(" ")).join("\n");
      expect(printed).not.toBe("");
      expect(text).toContain(`\`\`\`\n${printed}\n\`\`\``);
    } finally {
      log.mockRestore();
    }
  });
}
