// HandshakeObserver: nothing thrown, no more kept than it says, and judged.
import { isDecodeError } from "@countersign/bytes";
import { type Handshake, HandshakeObserver, judge, ntlmInspections } from "@countersign/handshake";
import * as captured from "./captured.js";
import { type Happening, readScript, writeScript } from "./script.js";
import { splitsOf } from "./splits.js";
import { Broken, type Target } from "./target.js";

/** The limits in the package's README. */
const LIMITS = {
  negotiations: 256,
  sessions: 4096,
  pipeNtlm: 4096,
  problems: 256,
  validations: 256,
} as const;
/** Two decoders' beginnings of a frame, beside what came. */
const MAX_HELD_BESIDE_INPUT = 2 * 68;

export const observers: Target = {
  name: "observer",
  weight: 10,
  sources: /^(framing|handshake|signing)\/src/,
  maxLength: 4096,
  seeds: () =>
    captured
      .conversations()
      .map(writeScript)
      .filter(({ length }) => length < 20_000),
  run(input) {
    check(input.length, observed(readScript(input)));
  },
  runDeep(input) {
    const script = readScript(input);
    const split = script.flatMap((one) =>
      one.kind === "bytes" ? splitsOf(one.bytes).map((bytes) => ({ ...one, bytes })) : [one],
    );
    const [a, b] = [textOf(observed(script).handshake), textOf(observed(split).handshake)];
    if (a !== b) throw new Broken("a split makes no difference", `${b}\nnot ${a}`);
  },
};

function observed(script: readonly Happening[]): HandshakeObserver {
  const observer = new HandshakeObserver();
  for (const { side, kind, bytes } of script) {
    if (kind === "bytes") observer.push(side, bytes);
    else if (kind === "gap") observer.gap(side, bytes.length, 0);
    else observer.end();
  }
  return observer;
}

function check(length: number, observer: HandshakeObserver): void {
  if (observer.heldBytes > length + MAX_HELD_BESIDE_INPUT) {
    throw new Broken("holds no more than it says", `${observer.heldBytes} bytes of ${length}`);
  }
  observer.end();
  const { handshake } = observer;
  for (const [name, limit] of Object.entries(LIMITS)) {
    const kept = handshake[name as keyof typeof LIMITS].length;
    if (kept > limit) throw new Broken("keeps no more than it says", `${kept} ${name}`);
  }
  judge(handshake);
  for (const session of handshake.sessions) ntlmInspections(session);
}

/** The record as text, errors by what they say. */
function textOf(handshake: Handshake): string {
  return JSON.stringify(handshake, (_key, value: unknown) => {
    if (typeof value === "bigint") return `${value}n`;
    if (isDecodeError(value)) return `${value.code} ${value.field} ${value.offset}`;
    return value instanceof Uint8Array ? [...value].join(",") : value;
  });
}
