// CHALLENGEs whose AV pairs decode, and have what [MS-NLMP] 2.2.2.1 forbids.
import type { AvPair, Challenge } from "@countersign/ntlmssp";
import { challenge } from "../conforming/ntlmssp.js";
import type { Sizes } from "../sizes.js";
import type { Draft } from "./draft.js";
import { deviating, deviatingBytes, type Rule } from "./rule.js";

const ID = "NtlmAvPair.avId";
const LENGTH = "NtlmAvPair.avLen";
/** The end mark comes last, and before it what was put at the end. */
const EOL = { nth: -1 };
const LAST = { nth: -2 };

export function avDeviationRules(sizes: Sizes): Rule<Challenge>[] {
  const from = challenge(sizes);
  const withLast = (pair: AvPair) => (m: Challenge) =>
    withPairs(m, (list) => [...list.filter(({ kind }) => kind !== pair.kind), pair]);
  return [
    deviatingBytes("av-eol-missing", from, ID, (draft) => resize(draft, -4), EOL),
    deviatingBytes("av-eol-length", from, LENGTH, (draft, amount) => draft.set(LENGTH, amount | 1, -1), EOL),
    deviatingBytes(
      "av-after-eol",
      from,
      ID,
      (draft, amount) => {
        const extra = 1 + (amount % 8);
        draft.insert(new Array<number>(extra).fill(0));
        resize(draft, extra);
      },
      { at: (draft) => draft.place(ID, -1).offset + 4 },
    ),
    deviating("av-unknown", from, ID, (m, amount) => withLast(unknownPair(amount))(m), LAST),
    deviating("av-duplicate", from, ID, (m) => withPairs(m, (list) => [...list, list[0]!]), LAST),
    deviating("av-name-missing", from, ID, (m) =>
      withPairs(m, (list) => list.filter(({ kind }) => kind !== "nbComputerName")),
    ),
    deviating(
      "av-size",
      from,
      LENGTH,
      withLast({ kind: "channelBindings", value: new Uint8Array(15) }),
      LAST,
    ),
    deviating(
      "av-null-terminated",
      from,
      "NtlmAvPair.value",
      withLast({ kind: "dnsTreeName", value: "fjord.example\0" }),
      { nth: -1 },
    ),
    deviatingBytes("single-host-size", from, "NtlmSingleHost.size", (draft, amount) =>
      draft.set("NtlmSingleHost.size", 0x10000 + amount),
    ),
  ];
}

function withPairs(m: Challenge, change: (list: AvPair[]) => AvPair[]): Challenge {
  return { ...m, targetInfo: change(m.targetInfo!) };
}

function unknownPair(amount: number): AvPair {
  return { kind: "unknown", avId: 0x0b + (amount % 0xff00), value: Uint8Array.of(1, 2, 3) };
}

/** TargetInfo is the last payload. */
function resize(draft: Draft, by: number): void {
  for (const field of ["NtlmChallenge.targetInfoLen", "NtlmChallenge.targetInfoMaxLen"]) {
    draft.set(field, draft.get(field) + by);
  }
}
