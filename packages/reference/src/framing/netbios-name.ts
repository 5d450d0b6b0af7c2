// RFC 1001 14, RFC 1002 4.1: a NetBIOS name, 16 bytes in half-ASCII as the first label of a domain name, whose other
// labels are the scope.
import type { NetbiosName } from "@countersign/framing";
import { concat, decodeLatin1, encodeLatin1 } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";
import { bytesOf, structure, u8 } from "../structure.js";

const NAME_LENGTH = 16;
const MAX_LABEL_LENGTH = 63;

const label = structure("NetBIOS name", { length: u8, text: bytesOf("length") });

/** The name at the start of `input`, and what follows it. */
export function decodeNetbiosName(input: Uint8Array): { name: NetbiosName; remaining: Uint8Array } {
  const labels: Uint8Array[] = [];
  let remaining = input;
  for (;;) {
    const { length, text } = label.decode(remaining);
    if (length > MAX_LABEL_LENGTH)
      throw new ReferenceDecodeError("NetBIOS name", "has no label of 63 bytes or less");
    remaining = remaining.subarray(1 + length);
    if (length === 0) break;
    labels.push(text);
  }
  const [first, ...scope] = labels;
  const name = decodeHalfAscii(first);
  return {
    name: {
      name: decodeLatin1(name.subarray(0, NAME_LENGTH - 1)).replace(/ +$/, ""),
      suffix: name[NAME_LENGTH - 1] as number,
      scope: scope.map(decodeLatin1),
    },
    remaining,
  };
}

export function encodeNetbiosName({ name, suffix, scope }: NetbiosName): Uint8Array {
  const padded = encodeLatin1(name.padEnd(NAME_LENGTH - 1, " "));
  if (padded.length >= NAME_LENGTH) throw new RangeError("a NetBIOS name has up to 15 bytes and a suffix");
  const labels = [encodeHalfAscii(concat(padded, Uint8Array.of(suffix))), ...scope.map(encodeLatin1)];
  if (labels.some(({ length }) => length === 0 || length > MAX_LABEL_LENGTH))
    throw new RangeError("a label has 1 to 63 bytes");
  return concat(...labels.map((text) => label.encode({ length: text.length, text })), Uint8Array.of(0));
}

/** Each half of a byte as a letter, "A" for 0. */
function decodeHalfAscii(label: Uint8Array | undefined): Uint8Array {
  if (label?.length !== 2 * NAME_LENGTH) throw new ReferenceDecodeError("NetBIOS name", "has not 32 letters");
  const halves = label.map((letter) => letter - 0x41);
  if (halves.some((half) => half > 0xf))
    throw new ReferenceDecodeError("NetBIOS name", "has other letters than A to P");
  return Uint8Array.from({ length: NAME_LENGTH }, (_, i) => (halves[2 * i]! << 4) | halves[2 * i + 1]!);
}

function encodeHalfAscii(name: Uint8Array): Uint8Array {
  return Uint8Array.from([...name].flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 0xf)]));
}
