// The counted lists of 16-bit codes that most contexts consist of.
import type { Code, Reader, Writer } from "@countersign/bytes";

export function readCodes<C extends Code<string>>(
  r: Reader,
  count: number,
  field: string,
  blame: string,
): C[] {
  const list = r.window(count * 2, r.structure, field, blame);
  const codes: C[] = [];
  for (let i = 0; i < count; i++) codes.push(list.u16(field) as C);
  return codes;
}

export function writeCodes(w: Writer, codes: readonly Code<string>[], field: string): void {
  for (const code of codes) w.u16(code, field);
}
