// The committed Markdown files, and what of them can be checked: code blocks, links, headings.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Paths of the files that git tracks or would track, from the root, those deleted in the working tree left out. */
export function files(...patterns) {
  const list = (...options) =>
    execFileSync("git", ["ls-files", ...options, "--", ...patterns], { cwd: root, encoding: "utf8" })
      .split("\n")
      .filter((path) => path !== "");
  const deleted = new Set(list("--deleted"));
  return list("--cached", "--others", "--exclude-standard").filter((path) => !deleted.has(path));
}

/** The file at a path from the root. */
export function read(path) {
  return readFileSync(join(root, path), "utf8");
}

/**
 * The fenced blocks of a text in order: the first word behind the fence as `language`, the others as `note`, the
 * number of the fence's line.
 */
export function blocksOf(text) {
  return [...text.matchAll(/^```(\w*)[ \t]*([^\n]*)\n(.*?)^```$/gms)].map(
    ({ 1: language, 2: note, 3: body, index }) => ({ language, note, body, line: lineAt(text, index) }),
  );
}

/** A text whose blocks and inline code are blank, so that what they quote is no Markdown. */
function prose(text) {
  const blank = (code) => code.replace(/[^\n]/g, " ");
  return text.replace(/^```.*?^```$/gms, blank).replace(/(`+)[^`]+\1/g, blank);
}

/** Lines indented as code blocks, which nothing says the language of. */
export function indentedBlocks(text) {
  return [...prose(text).matchAll(/(?<=\n\n) {4}\S/g)].map(({ index }) => lineAt(text, index));
}

/** Where links and images of a text lead, with their lines. */
function linksOf(text) {
  // What a link is called may be code, which `prose` leaves no trace of but its length.
  return [...prose(text).matchAll(/\]\(([^()\s]+)\)|^\[[^\]]+\]: (\S+)/gm)].map(
    ({ 1: inline, 2: reference, index }) => ({ target: inline ?? reference, line: lineAt(text, index) }),
  );
}

/** The anchors of a text's headings, as GitHub makes them. */
function anchorsOf(text) {
  const seen = new Map();
  return [...text.replace(/^```.*?^```$/gms, "").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
    const slug = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** Links of a file of this repository that lead nowhere in it. Links to the web are not followed. */
export function brokenLinks(path, text, exists, textOf) {
  const broken = [];
  for (const { target, line } of linksOf(text)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [file, anchor] = target.split("#");
    const to = file === "" ? path : join(dirname(path), file);
    if (!exists(to)) broken.push(`${path}:${line}: no ${to}`);
    else if (anchor !== undefined && !anchorsOf(textOf(to)).includes(anchor))
      broken.push(`${path}:${line}: no heading #${anchor} in ${to}`);
  }
  return broken;
}

function lineAt(text, index) {
  return text.slice(0, index).split("\n").length;
}
