// The bytes of a field beside it.
import type { ByteRange, DissectNode, LayerName } from "@countersign/dissect";
import type { Colors } from "../colors.js";

/** What a hidden byte shows. */
const HIDDEN = "··";

/** Rows of hex digits, coloured by the format they belong to. */
export class HexColumn {
  /** Bytes in a row. */
  readonly width: number;
  /** A row without bytes. */
  readonly blank: string;
  readonly #bytes: Uint8Array;
  readonly #isHidden: Uint8Array;
  readonly #paints: Readonly<Record<LayerName, (text: string) => string>>;

  constructor(bytes: Uint8Array, hidden: readonly ByteRange[], width: number, colors: Colors) {
    this.width = width;
    this.blank = " ".repeat(width * 3 - 1);
    this.#bytes = bytes;
    this.#isHidden = new Uint8Array(bytes.length);
    for (const { start, end } of hidden) this.#isHidden.fill(1, start, end);
    this.#paints = {
      framing: colors.gray,
      smb1: colors.blue,
      smb2: colors.blue,
      spnego: colors.magenta,
      ntlmssp: colors.green,
      unknown: colors.dim,
    };
  }

  /** As many rows as the node's bytes take. */
  rows({ offset, length, layer }: DissectNode): string[] {
    const rows: string[] = [];
    for (let at = offset; at < offset + length; at += this.width) {
      const cells = this.#cells(at, Math.min(at + this.width, offset + length)).join(" ");
      rows.push(this.#paints[layer](cells) + " ".repeat(this.blank.length - cells.length));
    }
    return rows;
  }

  #cells(start: number, end: number): string[] {
    return Array.from(this.#bytes.subarray(start, end), (byte, i) =>
      this.#isHidden[start + i] ? HIDDEN : byte.toString(16).padStart(2, "0"),
    );
  }
}
