/** What every decoder of this package throws for bytes that it refuses; `message` names the structure and the reason. */
export class ReferenceDecodeError extends Error {
  override readonly name = "ReferenceDecodeError";

  constructor(structure: string, why: string) {
    super(`${structure}: ${why}`);
  }
}
