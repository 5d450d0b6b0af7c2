// What a client and a server with given policies do: [MS-SMB] 3.2.4.2.4, [MS-SMB2] 3.2.5.3.1 and 3.3.5.5.3.

import {
  type MatrixOutcome,
  type Smb1Policy,
  type Smb2Policy,
  smb1Matrix,
  smb1Policies,
  smb2Matrix,
  smb2Policies,
} from "./matrix.js";
import { type Reason, reason } from "./reason.js";

/** Whose session: a user's, a guest's (also one mapped to guest), or a null session. */
export type SessionKind = "user" | "guest" | "anonymous";

interface SessionFacts {
  /** DialectRevision, where it is known. */
  dialect?: number | undefined;
  session: SessionKind | "unknown";
  /** The client goes on with a guest session although it requires signing; false unless given. [MS-SMB2] 3.2.5.3.1. */
  allowInsecureGuest?: boolean | undefined;
  /** The session is encrypted (SMB 3 only), false unless given. */
  encrypted?: boolean | undefined;
}

/** A pair of SMB1 policies and the session they meet in. */
export interface Smb1Pair extends SessionFacts {
  protocol: "smb1";
  client: Smb1Policy | "unknown";
  server: Smb1Policy | "unknown";
}

/** A pair of SMB2 policies and the session they meet in. */
export interface Smb2Pair extends SessionFacts {
  protocol: "smb2";
  client: Smb2Policy | "unknown";
  server: Smb2Policy | "unknown";
}

/** What the pair does, and why. 'unknown': what is not known decides the answer. */
export interface EffectiveSigning {
  outcome: MatrixOutcome | "unknown";
  because: Reason[];
}

/** One way to fill in what is unknown. */
interface World {
  protocol: "smb1" | "smb2";
  client: Smb1Policy;
  server: Smb1Policy;
  session: SessionKind;
}

interface Judged extends World {
  outcome: MatrixOutcome;
  because: Reason[];
}

const SMB_3_0 = 0x0300;
const SMB_3_1_1 = 0x0311;
const sessionKinds: readonly SessionKind[] = ["user", "guest", "anonymous"];

/**
 * What a client and a server with these policies do in this session.
 * Every way to fill in what is unknown is judged; the outcome is unknown only when they differ.
 * Total over its type; a policy that the protocol does not have is a RangeError.
 */
export function effectiveSigning(pair: Smb1Pair | Smb2Pair): EffectiveSigning {
  const worlds = worldsOf(pair).map((world) => ({ ...world, ...judge(world, pair) }));
  const first = worlds[0] as Judged;
  const policies = [
    reason("client-policy", { field: "client", value: pair.client }),
    reason("server-policy", { field: "server", value: pair.server }),
  ];
  if (worlds.some(({ outcome }) => outcome !== first.outcome)) {
    return { outcome: "unknown", because: [...dependencies(worlds), ...policies] };
  }
  return { outcome: first.outcome, because: [...sharedReasons(worlds), ...policies] };
}

/** The reasons that hold however the unknown is filled in; without any, what decides each possibility. */
function sharedReasons(worlds: Judged[]): Reason[] {
  const [first] = worlds as [Judged];
  const shared = first.because.filter(({ code }) =>
    worlds.every(({ because }) => because.some((other) => other.code === code)),
  );
  if (shared.length > 0) return shared;
  const deciding = new Map(worlds.map(({ because: [first] }) => [first?.code, first]));
  return [...deciding.values()].filter((reason) => reason !== undefined);
}

function worldsOf({ protocol, client, server, session }: Smb1Pair | Smb2Pair): World[] {
  const policies = protocol === "smb1" ? smb1Policies : smb2Policies;
  return candidates(client, policies, "client").flatMap((client) =>
    candidates(server, policies, "server").flatMap((server) =>
      candidates(session, sessionKinds, "session").map((session) => ({ protocol, client, server, session })),
    ),
  );
}

function candidates<T extends string>(value: T | "unknown", all: readonly T[], name: string): readonly T[] {
  if (value === "unknown") return all;
  if (!all.includes(value)) throw new RangeError(`${name} is none of ${all.join(", ")}`);
  return [value];
}

function judge(world: World, pair: SessionFacts): { outcome: MatrixOutcome; because: Reason[] } {
  return world.protocol === "smb1" ? judgeSmb1(world, pair) : judgeSmb2(world, pair);
}

function judgeSmb1({ client, server, session }: World, pair: SessionFacts) {
  const because: Reason[] = [];
  if (pair.encrypted) because.push(reason("encryption-ignored"));
  const outcome = smb1Matrix[client][server];
  because.push(...matrixReasons(client, server, outcome));
  // Blocked is decided by the NEGOTIATE response, before anyone logs on ([MS-CIFS] 3.2.5.2).
  if (outcome !== "signed" || session === "user") return { outcome, because };

  because.unshift(reason(`${session}-session`), reason("smb1-signing-belongs-to-connection"));
  if (client === "required") because.push(reason("smb1-required-client-may-disconnect"));
  return { outcome: "unsigned" as const, because };
}

function judgeSmb2({ client, server, session }: World, pair: SessionFacts) {
  const policy = smb2Matrix[client as Smb2Policy][server as Smb2Policy];
  const because = matrixReasons(client, server, policy);
  const encrypted = pair.encrypted && hasEncryption(pair.dialect);
  if (pair.encrypted && !encrypted) because.unshift(reason("encryption-ignored", dialectOf(pair)));

  if (session === "guest" && client === "required" && !pair.allowInsecureGuest) {
    because.unshift(reason("guest-refused-by-client"));
    return { outcome: "blocked" as const, because };
  }
  if (session !== "user") {
    because.unshift(reason(`${session}-session`));
    if (session === "guest") because.push(reason("client-may-reject-guest"));
    if (client === "required") because.push(reason("server-may-expect-signature"));
    return { outcome: "unsigned" as const, because };
  }
  if (encrypted) {
    because.unshift(reason("session-encrypted"));
    return { outcome: "unsigned" as const, because };
  }
  if (policy === "unsigned" && pair.dialect === SMB_3_1_1) {
    because.push(reason("smb311-signs-tree-connect", dialectOf(pair)));
  }
  return { outcome: policy, because };
}

function matrixReasons(client: Smb1Policy, server: Smb1Policy, outcome: MatrixOutcome): Reason[] {
  const because: Reason[] = [];
  if (client === "required") because.push(reason("client-requires-signing"));
  if (server === "required") because.push(reason("server-requires-signing"));
  if (because.length === 0)
    because.push(reason(outcome === "signed" ? "both-offer-signing" : "neither-requires-signing"));
  if (outcome !== "blocked") return because;

  if (client === "disabled") because.push(reason("client-never-signs"));
  // What shows as disabled on the wire can be a server that declines, and that one signs.
  else because.push(reason("server-never-signs"), reason("smb1-disabled-may-be-declined"));
  return because;
}

/** Session.EncryptData exists in the 3.x family alone ([MS-SMB2] 3.2.5.3.1); an unknown dialect is taken to be one. */
function hasEncryption(dialect: number | undefined): boolean {
  return dialect === undefined || dialect >= SMB_3_0;
}

function dialectOf({ dialect }: SessionFacts): { field: string; value: number | undefined } {
  return { field: "dialectRevision", value: dialect };
}

/** Which unknowns matter: those in which two worlds differ, and nothing else, with different outcomes. */
function dependencies(worlds: Judged[]): Reason[] {
  const sides = [
    { side: "client", code: "depends-on-client-policy" },
    { side: "server", code: "depends-on-server-policy" },
    { side: "session", code: "depends-on-session-kind" },
  ] as const;
  return sides
    .filter(({ side }) => {
      const others = sides.map((other) => other.side).filter((other) => other !== side);
      return worlds.some((a) =>
        worlds.some((b) => a.outcome !== b.outcome && others.every((other) => a[other] === b[other])),
      );
    })
    .map(({ code }) => reason(code));
}
