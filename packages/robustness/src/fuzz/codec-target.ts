// A codec: nothing but DecodeError, lossless, peeks that agree, and the reference that does too.
import { attempt, type DecodeError, type EncodeOptions, equalBytes, isDecodeError } from "@countersign/bytes";
import {
  agrees,
  isKnown,
  type KnownDifference,
  observe,
  type Codec as ReferenceCodec,
} from "../../../reference/test/observe.js";
import { Broken, type Target } from "./target.js";

export interface Codec<M> extends Pick<Target, "name" | "sources" | "seeds" | "read"> {
  readonly maxLength?: number;
  readonly decode: (bytes: Uint8Array) => M;
  /** Without it what decodes is not encoded again. */
  readonly encode?: (m: M, options?: EncodeOptions) => Uint8Array;
  /** The bytes that `m` was decoded from, where they are not all of the input. */
  readonly consumed?: (bytes: Uint8Array) => Uint8Array;
  readonly peeks?: readonly Peek<M>[];
  readonly reference?: ReferenceCodec<M>;
  readonly differences?: readonly KnownDifference<M>[];
  /** Asks a value what can be asked of it. */
  readonly ask?: (m: M) => unknown;
  /** A second pass over bytes that decode. */
  readonly deviations?: (bytes: Uint8Array) => unknown;
  /** What the value is, in a word. */
  readonly kind?: (m: M) => string;
}

interface Peek<M> {
  readonly name: string;
  readonly peek: (bytes: Uint8Array) => unknown;
  readonly field: (m: M) => unknown;
}

/** Larger than any message that a handshake needs; small enough for a hundred thousand a second. */
const MAX_LENGTH = 1024;

export function codecTarget<M>(codec: Codec<M>): Target {
  const { name, sources, seeds, read, maxLength = MAX_LENGTH } = codec;
  return {
    name,
    sources,
    seeds,
    maxLength,
    ...(read && { read }),
    run: (bytes) => run(codec, bytes),
    runDeep: (bytes) => runDeep(codec, bytes),
    tell: (bytes) => tell(codec, bytes),
  };
}

function run<M>(codec: Codec<M>, bytes: Uint8Array): void {
  const m = decodeOrRefuse(codec.decode, bytes);
  if (isDecodeError(m)) {
    for (const { peek } of codec.peeks ?? []) peek(bytes);
    return;
  }
  for (const { name, peek, field } of codec.peeks ?? []) {
    if (peek(bytes) !== field(m)) throw new Broken(`${name} agrees`, `${peek(bytes)}, not ${field(m)}`);
  }
  codec.ask?.(m);
  if (codec.encode === undefined) return;
  const original = codec.consumed?.(bytes) ?? bytes;
  if (!equalBytes(codec.encode(m, { like: original }), original)) throw new Broken("lossless");
}

/** As `attempt`, which a JIT compiler inlines less well. */
function decodeOrRefuse<M>(decode: (bytes: Uint8Array) => M, bytes: Uint8Array): M | DecodeError {
  try {
    return decode(bytes);
  } catch (error) {
    if (isDecodeError(error)) return error;
    throw error;
  }
}

function runDeep<M>(codec: Codec<M>, bytes: Uint8Array): void {
  if (!isDecodeError(attempt(() => codec.decode(bytes)))) codec.deviations?.(bytes);
  const { reference, encode, decode, differences = [] } = codec;
  if (reference === undefined || encode === undefined) return;
  const shipped = observe({ decode, encode }, bytes);
  const own = observe(reference, bytes);
  if (agrees(shipped, own) || isKnown(differences, shipped, own, bytes)) return;
  throw new Broken("the reference agrees", `${outcome(shipped)}, reference ${outcome(own)}`);
}

function outcome(observation: object): string {
  return "refused" in observation ? `refused, ${observation.refused}` : "decoded";
}

function tell<M>({ decode, kind }: Codec<M>, bytes: Uint8Array): string {
  const m = attempt(() => decode(bytes));
  if (isDecodeError(m)) return `refused: ${m.field} is ${m.code}`;
  return kind ? `decodes: ${kind(m)}` : "decodes";
}
