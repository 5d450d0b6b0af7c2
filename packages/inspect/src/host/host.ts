// What is kept of one server address, and the report made of it.
import {
  deriveFindings,
  type Finding,
  type FindingCode,
  findingCatalogue,
  joinFindings,
  type SessionFact,
} from "@countersign/guidance";
import {
  type Advertised,
  type DialectChoice,
  downgradedChoices,
  type HostSmb2Answer,
  type JoinedHost,
  joinHost,
  type Reason,
  reason,
  SMB1_CHOSEN,
  type Smb1Advertised,
} from "@countersign/signing";
import { Dialect } from "@countersign/smb2";
import type { HostReport, ProbeQuestionReport } from "../contract.js";
import { dialectName } from "../report/names.js";
import type { HostObservation } from "./observation.js";
import {
  byStamp,
  comparable,
  inFile,
  Memory,
  type MemoryState,
  type Stamp,
  type Stamped,
} from "./stamped.js";

/** How many different answers of one policy, names, findings of one code, … are kept of an address. */
const LIMIT = 64;

type StampOf = (packet: number | undefined) => Stamp;

/** What is kept of one address, as plain data that can cross the border of a worker. */
export interface HostState {
  address: string;
  ports: number[];
  smb1: MemoryState<Advertised<Smb1Advertised>>;
  smb2: MemoryState<HostSmb2Answer>;
  choices: MemoryState<DialectChoice>;
  smb1Dialects: MemoryState<string>;
  identities: MemoryState<string>;
  names: MemoryState<string>;
  sessions: Stamped<SessionFact>[];
  findings: MemoryState<Reason>;
  asked: MemoryState<ProbeQuestionReport>;
  minimumDialect: MemoryState<number>;
  clockSkew: number;
  firstSeen: string;
  lastSeen: string;
}

export class Host {
  readonly address: string;
  readonly #ports = new Set<number>();
  /** By policy: what counts, what conflicts and what a relay meets depend on the last of each. */
  readonly #smb1 = new Memory<Advertised<Smb1Advertised>>("last", LIMIT);
  readonly #smb2 = new Memory<HostSmb2Answer>("last", LIMIT);
  /** By the dialect chosen. */
  readonly #choices = new Memory<DialectChoice>("first", LIMIT);
  readonly #smb1Dialects = new Memory<string>("first", LIMIT);
  /** By where they stand: GUIDs and computer names. */
  readonly #identities = new Memory<string>("first", LIMIT);
  /** By field, with the system's version. */
  readonly #names = new Memory<string>("last", 1);
  readonly #sessions = new Map<string, Stamped<SessionFact>>();
  /** By the finding's code. */
  readonly #findings = new Memory<Reason>("first", LIMIT);
  /** What probes asked. */
  readonly #asked = new Memory<ProbeQuestionReport>("first", LIMIT);
  readonly #minimumDialect = new Memory<number>("last", 1);
  #clockSkew = Number.POSITIVE_INFINITY;
  #first = "";
  #last = "";

  constructor(address: string) {
    this.address = address;
  }

  add(observation: HostObservation): void {
    const { file, time, answers } = observation;
    const stampOf: StampOf = (packet = 0) => ({ time, file, packet });
    if (speaks(observation)) this.#ports.add(observation.server.port);
    this.#seen(time, time);
    for (const answer of answers.smb1 ?? []) remember(this.#smb1, answer, stampOf);
    for (const answer of answers.smb2 ?? []) remember(this.#smb2, answer, stampOf);
    for (const choice of observation.choices) this.#choice(choice, stampOf);
    for (const name of observation.smb1Dialects) this.#smb1Dialects.add("", name, name, stampOf(0));
    for (const { protocol, guid, packet } of observation.guids) {
      this.#identities.add(GUID_FIELDS[protocol], guid, guid, stampOf(packet));
    }
    for (const identity of observation.identities) this.#identity(identity, stampOf);
    for (const session of observation.sessions) this.#session(session, stampOf);
    for (const finding of observation.findings) this.#finding(finding, stampOf);
    this.#probe(observation, stampOf);
    this.#clockSkew = Math.min(observation.clockSkew ?? Number.POSITIVE_INFINITY, this.#clockSkew);
  }

  state(): HostState {
    return {
      address: this.address,
      ports: [...this.#ports],
      smb1: this.#smb1.state(),
      smb2: this.#smb2.state(),
      choices: this.#choices.state(),
      smb1Dialects: this.#smb1Dialects.state(),
      identities: this.#identities.state(),
      names: this.#names.state(),
      sessions: [...this.#sessions.values()],
      findings: this.#findings.state(),
      asked: this.#asked.state(),
      minimumDialect: this.#minimumDialect.state(),
      clockSkew: this.#clockSkew,
      firstSeen: this.#first,
      lastSeen: this.#last,
    };
  }

  join(state: HostState): void {
    for (const port of state.ports) this.#ports.add(port);
    this.#smb1.join(state.smb1);
    this.#smb2.join(state.smb2);
    this.#choices.join(state.choices);
    this.#smb1Dialects.join(state.smb1Dialects);
    this.#identities.join(state.identities);
    this.#names.join(state.names);
    for (const session of state.sessions) this.#session(session.value, () => session);
    this.#findings.join(state.findings);
    this.#asked.join(state.asked);
    this.#minimumDialect.join(state.minimumDialect);
    this.#clockSkew = Math.min(this.#clockSkew, state.clockSkew);
    this.#seen(state.firstSeen, state.lastSeen);
  }

  #seen(first: string, last: string): void {
    if (this.#first === "" || comparable(first) < comparable(this.#first)) this.#first = first;
    if (comparable(last) > comparable(this.#last)) this.#last = last;
  }

  #probe({ probe, minimumDialect }: HostObservation, stampOf: StampOf): void {
    if (minimumDialect !== undefined) this.#minimumDialect.add("", "", minimumDialect, stampOf(0));
    if (probe === undefined) return;
    this.#asked.add("", JSON.stringify(probe.asked), probe.asked, stampOf(probe.order));
  }

  #choice(choice: DialectChoice, stampOf: StampOf): void {
    const offered = choice.offered.filter((dialect) => isKnown(dialect));
    const key = [...new Set(offered)].sort().join(" ");
    // Codes that the specification does not know share a group, and so a limit.
    const group = isKnown(choice.chosen) ? `${choice.chosen}` : "";
    this.#choices.add(group, `${choice.chosen} ${key}`, { ...choice, offered }, stampOf(choice.packet));
  }

  #identity(identity: HostObservation["identities"][number], stampOf: StampOf): void {
    const { names, systemVersion, packet } = identity;
    for (const [field, name] of Object.entries({ ...names, systemVersion })) {
      if (name !== undefined) this.#names.add(field, "", name, stampOf(packet));
    }
    const { netbiosName } = names;
    if (netbiosName === undefined) return;
    this.#identities.add(NAME_FIELD, netbiosName.toLowerCase(), netbiosName, stampOf(packet));
  }

  /** The first of a sort stands for all of it. */
  #session(session: SessionFact, stampOf: StampOf): void {
    const key = `${session.kind} ${session.observed}`;
    const before = this.#sessions.get(key);
    const stamp = stampOf(session.packet);
    const first = before !== undefined && byStamp(before, stamp) <= 0 ? before : { ...stamp, value: session };
    const count = (session.count ?? 1) + (before?.value.count ?? 0);
    this.#sessions.set(key, { ...first, value: { ...first.value, count } });
  }

  #finding({ code, because }: Finding, stampOf: StampOf): void {
    for (const one of because) {
      const key = JSON.stringify([one.code, one.field, one.value]);
      this.#findings.add(code, key, one, stampOf(one.packet));
    }
  }

  report(): HostReport {
    const joined = joinHost({
      smb1: answers(this.#smb1),
      smb2: answers(this.#smb2),
      minimumDialect: this.#minimumDialect.all().at(-1)?.value,
    });
    const asked = this.#asked.all().map(({ value }) => value);
    const { systemVersion, ...names } = this.#lastNames();
    const sessions = [...this.#sessions.values()].sort(byStamp).map(withFile);
    return {
      kind: "host",
      version: 1,
      address: this.address,
      ports: [...this.#ports].sort((a, b) => a - b),
      names,
      ...(systemVersion !== undefined && { systemVersion }),
      advertised: joined.advertised,
      dialects: this.#dialects(),
      relayToSmb: joined.relayToSmb,
      sessions: sum(KINDS, sessions, "kind"),
      observed: sum(OBSERVED, sessions, "observed"),
      conflicts: joined.conflicts,
      findings: this.#allFindings(joined, sessions),
      ...(Number.isFinite(this.#clockSkew) && { clockSkewSeconds: Math.round(this.#clockSkew) || 0 }),
      firstSeen: this.#first,
      lastSeen: this.#last,
      ...(asked.length > 0 && { probe: asked }),
    };
  }

  #lastNames(): HostReport["names"] & { systemVersion?: string } {
    return Object.fromEntries(
      [...NAME_ORDER, "systemVersion"].flatMap((field) =>
        this.#names.of(field).map(({ value }) => [field, value]),
      ),
    );
  }

  #dialects(): string[] {
    const smb1 = this.#smb1Dialects.all().map(({ value }) => value);
    const smb2 = new Set(this.#choices.all().map(({ value }) => value.chosen));
    smb2.delete(SMB1_CHOSEN);
    return [...smb1.sort(), ...[...smb2].sort((a, b) => a - b).map((code) => dialectName(code as Dialect))];
  }

  #allFindings(joined: JoinedHost, sessions: SessionFact[]): Finding[] {
    const choices = this.#choices.all().map(withFile);
    const identities = this.#identities
      .groups()
      .flatMap((field) => differing(field, this.#identities.of(field)));
    const ofAll = deriveFindings({ ...joined, sessions, downgrades: downgradedChoices(choices), identities });
    const ofParts = this.#findings.groups().map((group) => {
      const code = group as FindingCode;
      const because = this.#findings.of(code).map(({ value, file }) => inFile(value, file));
      return { code, severity: findingCatalogue[code].severity, because };
    });
    return joinFindings([...ofAll, ...ofParts]);
  }
}

const KINDS = ["user", "guest", "anonymous", "failed", "unknown"] as const;
const OBSERVED = ["signed", "unsigned", "mixed", "encrypted", "none", "unknown"] as const;
const NAME_ORDER = ["netbiosName", "netbiosDomain", "dnsName", "dnsDomain", "dnsForest"] as const;
const GUID_FIELDS = {
  smb1: "Smb1NegotiateResponse.serverGuid",
  smb2: "Smb2NegotiateResponse.serverGuid",
} as const;
const NAME_FIELD = "NtlmChallenge.targetInfo";

/** Whether anything there answered in SMB or as what comes before it; a capture's conversations all did. */
function speaks({ probe }: HostObservation): boolean {
  return probe === undefined || SPOKEN.has(probe.asked.outcome);
}

const SPOKEN: ReadonlySet<string> = new Set([
  "answered",
  "refused-by-status",
  "dialects-refused",
  "session-refused",
  "retargeted",
  "malformed",
]);

function isKnown(dialect: number): boolean {
  return dialect === SMB1_CHOSEN || Object.values<number>(Dialect).includes(dialect);
}

function remember<A extends Advertised<string> & { dialect?: number | undefined }>(
  memory: Memory<A>,
  answer: A,
  stampOf: StampOf,
): void {
  const { policy, dialect, securityMode, because } = answer;
  const key = JSON.stringify([dialect, securityMode, because.map(({ code }) => code)]);
  memory.add(policy, key, answer, stampOf(because[0]?.packet));
}

/** What was remembered, in the order of time, its evidence with its file. */
function answers<A extends Advertised<string>>(memory: Memory<A>): A[] {
  return memory.all().map(({ value, file }) => ({
    ...value,
    because: value.because.map((one) => inFile(one, file)),
    deviations: value.deviations.map((one) => inFile(one, file)),
  }));
}

function withFile<T extends object>({ value, file }: Stamped<T>): T & { file?: string } {
  return file === "" ? value : { ...value, file };
}

/** One of a kind is no finding. */
function differing(field: string, seen: Stamped<string>[]): Reason[] {
  if (seen.length < 2) return [];
  const code = field === NAME_FIELD ? "server-name-differs" : "server-guid-differs";
  return seen.map(({ value, packet, file }) => inFile(reason(code, { packet, field, value }), file));
}

function sum<K extends string>(
  keys: readonly K[],
  sessions: readonly SessionFact[],
  by: "kind" | "observed",
): Record<K, number> {
  const sums = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const session of sessions) sums[session[by] as K] += session.count ?? 1;
  return sums;
}
