// X.690: elements as asn1js reads and writes them. It reads BER. That identifiers and lengths are DER is checked here,
// that contents are by encoding the whole token again (see decodeSpnego), since DER has one encoding of a value.
import * as asn1js from "asn1js";
import { concat, isEqual } from "../bytes.js";
import { ReferenceDecodeError } from "../error.js";

/** The identifier octets that occur in SPNEGO. */
export const TAG = {
  applicationZero: 0x60,
  octetString: 0x04,
  objectIdentifier: 0x06,
  generalString: 0x1b,
  enumerated: 0x0a,
  bitString: 0x03,
  sequence: 0x30,
  context: (n: number): number => 0xa0 + n,
} as const;

export interface Element {
  /** The first identifier octet. */
  tag: number;
  content: Uint8Array;
  /** With identifier and length. */
  whole: Uint8Array;
}

/** The first element of `input`. */
export function readElement(input: Uint8Array, name: string): Element {
  const { idBlock, lenBlock } = new asn1js.BaseBlock();
  const lengthAt = idBlock.fromBER(input, 0, input.length);
  if (lengthAt === -1) throw new ReferenceDecodeError(name, idBlock.error);
  const contentAt = lenBlock.fromBER(input, lengthAt, input.length - lengthAt);
  if (contentAt === -1) throw new ReferenceDecodeError(name, lenBlock.error);
  if (lenBlock.isIndefiniteForm) throw new ReferenceDecodeError(name, "has an indefinite length");
  lenBlock.longFormUsed = false;
  const shortest = concat(new Uint8Array(idBlock.toBER()), new Uint8Array(lenBlock.toBER()));
  if (!isEqual(shortest, input.subarray(0, contentAt)))
    throw new ReferenceDecodeError(name, "has a tag or a length that is not in its shortest form");
  const end = contentAt + lenBlock.length;
  if (end > input.length) throw new ReferenceDecodeError(name, "ends too early");
  return { tag: input[0] as number, content: input.subarray(contentAt, end), whole: input.subarray(0, end) };
}

/** The elements that `content` consists of. */
export function readElements(content: Uint8Array, name: string): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < content.length; ) {
    const element = readElement(content.subarray(at), name);
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** The one element that `input` is, which has `tag`. */
export function readOnly(input: Uint8Array, tag: number, name: string): Element {
  const element = readElement(input, name);
  if (element.tag !== tag) throw new ReferenceDecodeError(name, `has the tag ${element.tag}, not ${tag}`);
  if (element.whole.length !== input.length) throw new ReferenceDecodeError(name, "is followed by more");
  return element;
}

/** An element of a tag below 31 around `content`. */
export function writeElement(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const block = new asn1js.Primitive({ valueHex: concat(...content) });
  block.idBlock.tagClass = (tag >> 6) + 1;
  block.idBlock.tagNumber = tag & 0x1f;
  block.idBlock.isConstructed = (tag & 0x20) !== 0;
  return new Uint8Array(block.toBER());
}

export function readOctetString(input: Uint8Array, name: string): Uint8Array {
  return readOnly(input, TAG.octetString, name).content;
}

export function writeOctetString(value: Uint8Array): Uint8Array {
  return new Uint8Array(new asn1js.OctetString({ valueHex: value }).toBER());
}

/** X.690 8.19. The dotted form; its numbers may be of any size. */
export function readObjectIdentifier(input: Uint8Array, name: string): string {
  const { whole, content } = readOnly(input, TAG.objectIdentifier, name);
  if (content.length === 0) throw new ReferenceDecodeError(name, "is empty");
  if (content.length > 255) throw new ReferenceDecodeError(name, "has more than 255 bytes");
  const { offset, result } = asn1js.fromBER(whole);
  if (offset === -1 || !(result instanceof asn1js.ObjectIdentifier))
    throw new ReferenceDecodeError(name, result.error);
  const [first = 0n, ...others] = result.valueBlock.value.map(({ valueHexView }) => base128(valueHexView));
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - 40n * root, ...others].join(".");
}

/** asn1js gives up on what a double does not hold. */
function base128(groups: Uint8Array): bigint {
  return groups.reduce((number, group) => number * 128n + BigInt(group), 0n);
}

export function writeObjectIdentifier(dotted: string): Uint8Array {
  const [root = 0n, second = 0n] = dotted.split(".").map(BigInt);
  const identifier = new asn1js.ObjectIdentifier({ value: dotted });
  const [first] = identifier.valueBlock.value;
  if (first) first.valueBigInt = root * 40n + second;
  return new Uint8Array(identifier.toBER());
}

/** X.690 8.4, in 32 bits. */
export function readEnumerated(input: Uint8Array, name: string): number {
  const { whole, content } = readOnly(input, TAG.enumerated, name);
  const { offset, result } = asn1js.fromBER(whole);
  if (offset === -1 || !(result instanceof asn1js.Enumerated) || content.length === 0 || content.length > 4)
    throw new ReferenceDecodeError(name, "is no integer of 32 bits");
  return Number(result.toBigInt());
}

export function writeEnumerated(value: number): Uint8Array {
  if (value !== (value | 0)) throw new RangeError("an ENUMERATED has 32 bits here");
  return new Uint8Array(new asn1js.Enumerated({ value }).toBER());
}
