// What must be documented of the published packages, and what is not.
import { ReflectionKind } from "typedoc";

/** The packages whose exports are structures and codes of a specification: each names its section. */
const WIRE_FORMATS = ["framing", "smb1", "smb2", "spnego", "ntlmssp"].map((name) => `@countersign/${name}`);
const SECTION = /\d\.\d|RFC \d|\[MS-/;

/** What turns bytes into values or values into bytes says which errors it throws. */
const CODEC = /^(decode|encode|read|write)[A-Z]/;
const ERRORS = /throw|Error/i;

/** A quantity or bytes want a unit, an order or an owner; other types speak for themselves. */
const WANTS_UNIT = ["number", "bigint", "Uint8Array"];

/** How many exports, members and fields are documented as they must be, and a line for each that is not. */
export function coverage(project) {
  let documented = 0;
  const gaps = [];
  const check = (reflection, wanting) => {
    if (wanting === undefined) documented++;
    else gaps.push(`${reflection.getFullName()}: ${wanting}`);
  };
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    for (const exported of module.children ?? []) {
      if (exported.isReference()) continue;
      check(exported, wantingOfExport(exported, module));
      for (const member of membersOf(exported)) check(member, wantingOfMember(member));
    }
  }
  return { documented, gaps };
}

function wantingOfExport(exported, module) {
  const text = textOfName(exported, module);
  if (text === "") return "no doc comment";
  if (exported.kindOf(ReflectionKind.Function)) {
    return CODEC.test(exported.name) && !ERRORS.test(text) ? "no word of errors" : undefined;
  }
  return WIRE_FORMATS.includes(module.name) && !SECTION.test(text) ? "no section" : undefined;
}

function wantingOfMember(member) {
  if (textOf(member) !== "") return undefined;
  if (member.kindOf([ReflectionKind.Method, ReflectionKind.Accessor])) return "no doc comment";
  return typeNames(member.type).some((name) => WANTS_UNIT.includes(name))
    ? "no word of unit or bytes"
    : undefined;
}

/** A code or flags type and the object of its values have one name and share what is said of it. */
function textOfName(exported, module) {
  return module.children
    .filter(({ name }) => name === exported.name)
    .map(textOf)
    .join("");
}

function textOf(reflection) {
  const comments = [reflection, ...(reflection.signatures ?? []), reflection.getSignature]
    .map((part) => part?.comment)
    .filter((comment) => comment !== undefined);
  return comments
    .flatMap(({ summary, blockTags }) => [...summary, ...blockTags.flatMap(({ content }) => content)])
    .map(({ text }) => text)
    .join("");
}

/** A constructor is what its class is documented as. */
function membersOf({ children = [], type }) {
  const inline = type?.type === "reflection" ? (type.declaration.children ?? []) : [];
  return [...children, ...inline].filter((member) => !member.kindOf(ReflectionKind.Constructor));
}

function typeNames(type) {
  return type?.type === "union" ? type.types.flatMap(typeNames) : [type?.name];
}
