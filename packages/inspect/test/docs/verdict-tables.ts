// The tables of docs/verdicts.md, drawn from the exported data and functions.
import { findingCatalogue, remediations } from "@countersign/guidance";
import {
  advertisedSmb1,
  advertisedSmb2,
  effectiveSigning,
  type Matrix,
  type Reason,
  reasonMeanings,
  relayExposure,
  type SessionKind,
  smb1Matrix,
  smb1Policies,
  smb2Matrix,
  smb2Policies,
  unobservableMeanings,
} from "@countersign/signing";
import { code, table } from "./markdown.js";

export function verdictTables(): Record<string, string> {
  return {
    "smb2-modes": smb2Modes(),
    "smb1-modes": smb1Modes(),
    unknown: unknown(),
    "smb2-matrix": matrix(smb2Matrix, smb2Policies),
    "smb1-matrix": matrix(smb1Matrix, smb1Policies),
    sessions: sessions(),
    relay: relay(),
    "not-observable": notObservable(),
    findings: findings(),
    remediation: remediation(),
  };
}

function matrix<P extends string>(cells: Matrix<P>, policies: readonly P[]): string {
  const rows = policies.map((client) => [
    `**${client}**`,
    ...policies.map((server) => cells[client][server]),
  ]);
  return table(["client \\ server", ...policies], rows);
}

function smb2Modes(): string {
  const rows = [0, 1, 2, 3].map((securityMode) => {
    const { policy, deviations } = advertisedSmb2({ securityMode });
    return [code(hex(securityMode, 4)), bits(securityMode, SMB2_BITS), policy, codes(deviations)];
  });
  return table(["SecurityMode", "bits", "advertised", "deviation"], rows);
}

function smb1Modes(): string {
  const rows = [0x00, 0x02, 0x03, 0x07, 0x0b, 0x0f, 0x0e, 0x0d].map((securityMode) => {
    const { policy, because, deviations } = advertisedSmb1({ securityMode });
    return [
      code(hex(securityMode, 2)),
      bits(securityMode, SMB1_BITS),
      policy,
      codes(because),
      codes(deviations),
    ];
  });
  return table(["SecurityMode", "bits", "advertised", "because", "deviation"], rows);
}

const SMB2_BITS = { ENABLED: 0x1, REQUIRED: 0x2 };
const SMB1_BITS = { "user-level": 0x1, "challenge/response": 0x2, ENABLED: 0x4, REQUIRED: 0x8 };

function bits(value: number, names: Record<string, number>): string {
  const set = Object.entries(names).filter(([, bit]) => (value & bit) !== 0);
  return set.map(([name]) => name).join(", ") || "none";
}

function unknown(): string {
  const answers = [
    ["no answer came", advertisedSmb2({ answer: "missing" })],
    ["the answer is cut, whatever is there of it", advertisedSmb2({ answer: "truncated", securityMode: 1 })],
    ["the answer cannot be decoded", advertisedSmb2({ answer: "undecodable" })],
    ["the answer's status is an error", advertisedSmb2({ status: 0xc00000bb })],
    ["SMB1 refuses every dialect", advertisedSmb1({ wordCount: 1, dialectIndex: 0xffff })],
  ] as const;
  const rows = answers.map(([what, { policy, because }]) => [what, policy, codes(because)]);
  return table(["what was seen", "advertised", "because"], rows);
}

function sessions(): string {
  const kinds: [string, SessionKind, object][] = [
    ["a user's", "user", {}],
    ["a user's, encrypted", "user", { encrypted: true }],
    ["a guest's", "guest", {}],
    ["a guest's, insecure guest logons allowed", "guest", { allowInsecureGuest: true }],
    ["anonymous", "anonymous", {}],
  ];
  const pairs = smb2Policies.flatMap((client) => smb2Policies.map((server) => ({ client, server })));
  const rows = kinds.map(([what, session, facts]) => [
    `**${what}**`,
    ...pairs.map(
      (pair) => effectiveSigning({ protocol: "smb2", dialect: 0x0311, ...pair, session, ...facts }).outcome,
    ),
  ]);
  return table(["session", ...pairs.map(({ client, server }) => `${client} / ${server}`)], rows);
}

function relay(): string {
  const rows = [
    ["SMB2 required", { smb2: "required" }],
    ["SMB2 enabled", { smb2: "enabled" }],
    ["SMB2 required, SMB1 enabled", { smb2: "required", smb1: "enabled" }],
    ["SMB2 required, SMB1 disabled", { smb2: "required", smb1: "disabled" }],
    ["SMB2 required, SMB1 required", { smb2: "required", smb1: "required" }],
    ["SMB2 unknown", { smb2: "unknown" }],
    ["SMB2 enabled, unencrypted access refused", { smb2: "enabled", encryptionRequired: true }],
  ] as const;
  const victims = [undefined, { response: "ntlmv1" }] as const;
  return table(
    ["the server", "any NTLMv2 logon", "an NTLMv1 logon"],
    rows.map(([what, server]) => [
      what,
      ...victims.map((victim) => relayExposure({ target: "smb", server, victim }).outcome),
    ]),
  );
}

function notObservable(): string {
  const { notObservable } = relayExposure({ target: "smb", server: { smb1: "enabled", smb2: "enabled" } });
  return table(
    ["code", "what it means"],
    notObservable.map((entry) => [code(entry), unobservableMeanings[entry]]),
  );
}

function findings(): string {
  const rows = Object.entries(findingCatalogue).map(([name, { severity, title, remediation }]) => [
    code(name),
    severity,
    title,
    remediation.map((id) => remediations[id].title).join("; "),
  ]);
  return table(["code", "severity", "what it says", "what to do"], rows);
}

function remediation(): string {
  const { policy, registry, powershell, smbConf, caution } = remediations["require-server-signing"];
  const rows = [
    ...policy.map(({ path, name, value }) => ["Group Policy", `${path}\\${name}: ${value}`]),
    ...registry.map(({ key, name, type, data }) => ["Registry", code(`${key}\\${name} = ${data} (${type})`)]),
    ...powershell.map((line) => ["PowerShell", code(line)]),
    ...smbConf.map((line) => ["smb.conf, [global]", code(line)]),
    ["What can break", caution],
  ];
  return table(["where", "what"], rows);
}

function codes(reasons: readonly Reason[]): string {
  return reasons.map((reason) => code(reason.code)).join(", ");
}

function hex(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, "0").toUpperCase()}`;
}

/** For the test that every code that the guide names is one. */
export const knownCodes: readonly string[] = [
  ...Object.keys(reasonMeanings),
  ...Object.keys(unobservableMeanings),
  ...Object.keys(findingCatalogue),
];
