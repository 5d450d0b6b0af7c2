// NTLM exchanges: which messages belong together, and what tshark tells of them.
import type { NtlmReport } from "@countersign/inspect";
import type { ExpectedAvPair, ExpectedNtlm } from "./expected.js";
import { isoOfTicks } from "./times.js";
import { Check, oneOf, type Told, type ToldObject, text } from "./told.js";

/** The messages of one exchange, by type. */
export interface Exchange {
  negotiate?: ExpectedNtlm;
  challenge?: ExpectedNtlm;
  authenticate?: ExpectedNtlm;
}

const SLOTS = { 1: "negotiate", 2: "challenge", 3: "authenticate" } as const;

// [MS-NLMP] 2.2.2.1 AV_PAIR
const AV_NAMES: Readonly<Record<number, string>> = {
  1: "MsvAvNbComputerName",
  2: "MsvAvNbDomainName",
  3: "MsvAvDnsComputerName",
  4: "MsvAvDnsDomainName",
  5: "MsvAvDnsTreeName",
  6: "MsvAvFlags",
  7: "MsvAvTimestamp",
  8: "MsvAvSingleHost",
  9: "MsvAvTargetName",
  10: "MsvAvChannelBindings",
};
const AV_EOL = 0;
const AV_FLAGS = 6;
const AV_TARGET_NAME = 9;
const AV_CHANNEL_BINDINGS = 10;

// [MS-NLMP] 2.2.2.5 P, NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY
const EXTENDED_SESSION_SECURITY = 0x0008_0000;

/** An exchange opens with a type 1, or with a type that the open one already has. */
export function exchanges(messages: readonly ExpectedNtlm[]): Exchange[] {
  const out: Exchange[] = [];
  let open: Exchange = {};
  for (const message of messages) {
    const slot = SLOTS[message.type as 1 | 2 | 3];
    if (out.length === 0 || slot === "negotiate" || open[slot]) out.push((open = {}));
    open[slot] = message;
  }
  return out;
}

/** What tshark tells of an exchange's report. */
export function toldOfExchange({ negotiate, challenge, authenticate }: Exchange): Told<NtlmReport> {
  return {
    negotiateFlags: negotiate ? word(negotiate.flags) : null,
    challengeFlags: challenge ? word(challenge.flags) : null,
    authenticateFlags: authenticate ? word(authenticate.flags) : null,
    serverChallenge: challenge ? challenge.serverChallenge : null,
    targetName: challenge ? text(challenge.targetName) : null,
    targetInfo: challenge ? targetInfo(challenge.targetInfo) : null,
    serverVersion: challenge ? version(challenge) : null,
    ...(authenticate ? toldOfAuthenticate(authenticate, challenge) : { response: null, mic: null }),
  };
}

function toldOfAuthenticate(m: ExpectedNtlm, challenge: ExpectedNtlm | undefined): ToldObject<NtlmReport> {
  const pairs = m.v2?.avPairs;
  return {
    domain: text(m.domain),
    user: text(m.user),
    workstation: text(m.workstation),
    response: responseKind(m, challenge),
    mic: { present: m.mic !== undefined, asserted: m.v2?.avFlagsSayMic ?? false },
    targetNameSent: pairs ? (text(find(pairs, AV_TARGET_NAME)?.value) ?? null) : null,
    channelBindings: pairs ? channelBindings(find(pairs, AV_CHANNEL_BINDINGS)) : oneOf("absent", undefined),
  };
}

/** By the lengths of the two responses; `undefined` where tshark shows none. */
export function responseKind(
  m: Pick<ExpectedNtlm, "ntResponse" | "lmResponse" | "flags">,
  challenge?: Pick<ExpectedNtlm, "flags">,
): NtlmReport["response"] {
  const { ntResponse: nt, lmResponse: lm } = m;
  if (nt === undefined || lm === undefined) return undefined;
  const bytes = nt.length / 2;
  if (bytes === 0) return lm === "" || lm === "00" ? "anonymous" : "lm";
  if (bytes >= 44) return "ntlmv2";
  if (bytes !== 24) return "other";
  const extended = ((word(m.flags ?? challenge?.flags) ?? 0) & EXTENDED_SESSION_SECURITY) !== 0;
  return extended && /^.{16}0{32}$/.test(lm) ? "ntlmv1-ess" : "ntlmv1";
}

function targetInfo(pairs: readonly ExpectedAvPair[] | undefined): Told<NtlmReport["targetInfo"]> {
  const end = pairs?.findIndex((p) => p.id === AV_EOL) ?? -1;
  return (end < 0 ? (pairs ?? []) : pairs!.slice(0, end)).map((p) => ({
    id: p.id,
    name: AV_NAMES[p.id],
    value: avValue(p),
  }));
}

function avValue(p: ExpectedAvPair): Told<string> {
  if (p.filetime !== undefined) return isoOfTicks(p.filetime);
  if (p.id === AV_FLAGS && p.value !== undefined) return littleEndian(p.value);
  if (p.value !== undefined) return avText(p.value, p.length / 2);
  return p.hex ?? (p.length === 0 ? "" : undefined);
}

/** tshark ends a text at its first NUL; its length tells that there is more. */
function avText(shown: string, units: number): Told<string> {
  if (shown.length === units) return shown;
  return new Check(
    shown.padEnd(units, "\0"),
    (actual) => typeof actual === "string" && actual.length === units && actual.startsWith(`${shown}\0`),
  );
}

/** The four bytes of "0x00000002" as they stand in the message: "02000000". */
function littleEndian(flags: string): string {
  return (flags.slice(2).match(/../g) ?? []).reverse().join("");
}

/** A version of zeros may be left out: [MS-NLMP] 2.2.1.2 has it so where the VERSION flag is clear. */
function version({ version: v }: ExpectedNtlm): Told<string> {
  if (!v) return null;
  const dotted = `${v.major}.${v.minor}.${v.build}`;
  return dotted === "0.0.0" ? oneOf(dotted, undefined) : dotted;
}

function channelBindings(pair: ExpectedAvPair | undefined): "absent" | "zero" | "present" {
  if (!pair) return "absent";
  return /^0*$/.test(pair.hex ?? "") ? "zero" : "present";
}

function find(pairs: readonly ExpectedAvPair[], id: number): ExpectedAvPair | undefined {
  return pairs.find((p) => p.id === id);
}

function word(flags: string | undefined): number | undefined {
  return flags === undefined ? undefined : Number(flags);
}
