// The limits that SECURITY.md tells of are those of the code, and all of them.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

const ROW = /^\| [^|]+ \| ([\d,]+)(?: (bytes|KiB|MiB|seconds))? \|[^|]*\| \[`(\w+)`\]\(([^)]+)\) \|$/;
const FACTORS: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 * 1024 };

const LIMITS = read("SECURITY.md")
  .split("\n")
  .filter((line) => line.includes("](packages/") && line.startsWith("| "))
  .map((line) => {
    const [, digits, unit = "", name, path] = ROW.exec(line) ?? [];
    return { name: name!, path: path!, value: Number(digits?.replaceAll(",", "")) * (FACTORS[unit] ?? 1) };
  });

/** What the formats or the clock say, or is no limit of what is read. */
const NO_LIMITS: readonly string[] = [
  "MAX_DATAGRAM_LENGTH",
  "MAX_DATE_SECONDS",
  "MAX_LABEL_SIZE",
  "MAX_ENCODED_NAME",
  "MAX_FIELD_NAME",
  "MAX_FLOAT_FORMAT",
  "MAX_PACKET",
  "MAX_TAG",
  "MAX_BEHIND",
  "MAX_LEAD",
  "MAX_LATE_START",
  "MAX_CHAIN",
  "MAX_ELEMENTS",
  "MAX_FOLDS",
  "MAX_LOST",
  "MAX_OPENING",
  "MAX_TLS_RECORDS",
];

const PACKAGES = [
  "bytes",
  "framing",
  "smb1",
  "smb2",
  "spnego",
  "ntlmssp",
  "capture",
  "handshake",
  "inspect",
  "dissect",
];

describe("SECURITY.md", () => {
  it.each(LIMITS)("says what $name in $path is", ({ name, path, value }) => {
    expect(limitIn(read(path), name)).toBe(value);
  });

  it("leaves no limit out", () => {
    const told = new Set(LIMITS.map(({ name, path }) => `${path} ${name}`));
    const found = PACKAGES.flatMap((name) => sourcesOf(`packages/${name}/src`)).flatMap((path) =>
      [...read(path).matchAll(/^(?:export )?const (MAX_\w+)/gm)].map(([, name]) => ({ path, name: name! })),
    );
    const untold = found.filter(({ path, name }) => !told.has(`${path} ${name}`));
    expect(untold.filter(({ name }) => !NO_LIMITS.includes(name))).toEqual([]);
    expect(NO_LIMITS.filter((known) => !untold.some(({ name }) => name === known))).toEqual([]);
  });
});

/** A constant of that name, or the default of an option. */
function limitIn(source: string, name: string): number {
  const [, product] = new RegExp(String.raw`\b${name}(?: = |, )([\d_ *<]+)[;,]`).exec(source) ?? [];
  const [factors = "", shift = "0"] = (product ?? "").replaceAll("_", "").split("<<");
  return factors.split("*").reduce((value, factor) => value * Number(factor), 1) * 2 ** Number(shift);
}

function sourcesOf(folder: string): string[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`);
}
