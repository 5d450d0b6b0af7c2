// One SMB1 message, with the blocks of its first command.
import { codeName } from "@countersign/bytes";
import { advertisedSmb1, advertisedSmb1Client, reasonMeanings } from "@countersign/signing";
import { Action, Command, deviationMeanings, deviations, Flags, readMessage } from "@countersign/smb1";
import type { Scope } from "../scope.js";
import { saidBy, structureGroup } from "./groups.js";
import type { Layer } from "./layer.js";

export const smb1Layer: Layer = {
  name: "smb1",
  read: readMessage,
  title: (scope) => `SMB1 ${titleOf(scope)}`,
  structure: (scope) => STRUCTURES.find((name) => scope.bytes(`${name}.wordCount`)) ?? "Smb1Header",
  groups: [
    structureGroup("Smb1Header.protocol", "header", ["Smb1Header.body"]),
    {
      starts: ({ field }) => field === "Smb1NegotiateRequest.bufferFormat",
      joins: ({ field }) => field === "Smb1NegotiateRequest.dialects",
      name: () => "dialect",
      value: saidBy("Smb1NegotiateRequest.dialects"),
    },
  ],
  deviations,
  meanings: deviationMeanings,
  notes: (_, scope, isWhole) => [...signingNotes(scope, isWhole), ...guestNotes(scope)],
  // Logons, and connections to shares with their passwords.
  hidesRest: (scope) => HIDING.includes(scope.number("Smb1Header.command") ?? Command.SESSION_SETUP_ANDX),
};

const HIDING: readonly number[] = [
  Command.SESSION_SETUP_ANDX,
  Command.TREE_CONNECT,
  Command.TREE_CONNECT_ANDX,
];

const STRUCTURES = [
  "Smb1NegotiateRequest",
  "Smb1NegotiateResponse",
  "Smb1SessionSetupRequest",
  "Smb1SessionSetupResponse",
  "Smb1ErrorResponse",
];

function titleOf(scope: Scope): string {
  const command = scope.number("Smb1Header.command");
  if (command === undefined) return "message";
  const name = codeName(command, Command) ?? `command 0x${command.toString(16)}`;
  return `${name} ${isResponse(scope) ? "response" : "request"}`;
}

function isResponse(scope: Scope): boolean {
  return scope.has("Smb1Header.flags", Flags.REPLY);
}

function signingNotes(scope: Scope, isWhole: boolean): string[] {
  const command = scope.number("Smb1Header.command");
  if (command === Command.NEGOTIATE && isResponse(scope)) {
    const { because } = advertisedSmb1({
      answer: isWhole ? "complete" : "truncated",
      status: scope.number("Smb1Header.status"),
      wordCount: scope.number("Smb1NegotiateResponse.wordCount"),
      dialectIndex: scope.number("Smb1NegotiateResponse.dialectIndex"),
      securityMode: scope.number("Smb1NegotiateResponse.securityMode"),
    });
    return because.map(({ code }) => reasonMeanings[code]);
  }
  if (command !== Command.SESSION_SETUP_ANDX || isResponse(scope)) return [];
  const { policy, because } = advertisedSmb1Client({ sessionSetupFlags2: scope.number("Smb1Header.flags2") });
  if (policy === "unknown")
    return ["Neither signing flag of Flags2 is set, which tells nothing of the client's policy."];
  return because.map(({ code }) => reasonMeanings[code]);
}

function guestNotes(scope: Scope): string[] {
  return scope.has("Smb1SessionSetupResponse.action", Action.GUEST) ? [reasonMeanings["guest-session"]] : [];
}
