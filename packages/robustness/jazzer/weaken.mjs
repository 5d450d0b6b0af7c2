// Makes the version needs that Debian 12 does not meet weak ones, so that the addon loads, and finds shim.c's functions.
import { readFileSync, writeFileSync } from "node:fs";

const WANTED = ["GLIBC_2.38", "GLIBCXX_3.4.32"];
const SHT_GNU_VERNEED = 0x6ffffffe;
const VER_FLG_WEAK = 2;

/** Edits an ELF file of 64 bits, little-endian; a second time it changes nothing. */
export function weaken(path) {
  const file = readFileSync(path);
  for (const section of sectionsOf(file)) {
    if (section.type !== SHT_GNU_VERNEED) continue;
    for (const need of needsOf(file, section)) {
      if (WANTED.includes(need.name)) file.writeUInt16LE(need.flags | VER_FLG_WEAK, need.at + 4);
    }
  }
  writeFileSync(path, file);
}

function sectionsOf(file) {
  const [start, size, count] = [
    Number(file.readBigUInt64LE(40)),
    file.readUInt16LE(58),
    file.readUInt16LE(60),
  ];
  const sections = Array.from({ length: count }, (_, i) => {
    const at = start + i * size;
    return {
      type: file.readUInt32LE(at + 4),
      offset: Number(file.readBigUInt64LE(at + 24)),
      link: file.readUInt32LE(at + 40),
      count: file.readUInt32LE(at + 44),
    };
  });
  return sections.map((section) => ({ ...section, strings: sections[section.link]?.offset ?? 0 }));
}

/** Elfxx_Vernaux: hash, flags, other, name, next; one list for each library. */
function needsOf(file, { offset, count, strings }) {
  const needs = [];
  for (let library = offset, i = 0; i < count; i++) {
    const entries = file.readUInt16LE(library + 2);
    for (let at = library + file.readUInt32LE(library + 8), k = 0; k < entries; k++) {
      const from = strings + file.readUInt32LE(at + 8);
      needs.push({
        at,
        flags: file.readUInt16LE(at + 4),
        name: file.toString("latin1", from, file.indexOf(0, from)),
      });
      at += file.readUInt32LE(at + 12);
    }
    library += file.readUInt32LE(library + 12);
  }
  return needs;
}
