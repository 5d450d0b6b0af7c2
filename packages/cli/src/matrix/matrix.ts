// The matrices as `signing` has them.
import { describeReason } from "@countersign/guidance";
import {
  effectiveSigning,
  type MatrixOutcome,
  type Smb1Policy,
  type Smb2Policy,
  smb1Matrix,
  smb1Policies,
  smb2Matrix,
  smb2Policies,
} from "@countersign/signing";
import type { Colors } from "../colors.js";
import { drawTable, type Line } from "../table.js";
import { paragraph } from "../text.js";

export type Protocol = "smb1" | "smb2";

export interface Pair {
  client: Smb1Policy;
  server: Smb1Policy;
}

const MATRICES = {
  smb1: {
    title: "SMB1  [MS-SMB] 3.2.4.2.4",
    policies: smb1Policies,
    outcomeOf: (pair: Pair) => smb1Matrix[pair.client][pair.server],
  },
  smb2: {
    title: "SMB2 and SMB3  [MS-SMB2] 3.2.5.3.1, 3.3.5.5.3",
    policies: smb2Policies,
    outcomeOf: (pair: Pair) => smb2Matrix[pair.client as Smb2Policy][pair.server as Smb2Policy],
  },
} as const;

/** Rows are the client's policy, columns the server's; the cell of `marked` stands in brackets. */
export function drawMatrices(
  protocols: readonly Protocol[],
  marked: Pair | undefined,
  colors: Colors,
): string {
  return protocols.map((protocol) => draw(protocol, marked, colors)).join("\n");
}

function draw(protocol: Protocol, marked: Pair | undefined, colors: Colors): string {
  const { title, policies, outcomeOf } = MATRICES[protocol];
  const rows = policies.map((client) => [
    client,
    ...policies.map((server): Line[] => {
      const outcome = outcomeOf({ client, server });
      const isMarked = marked?.client === client && marked.server === server;
      return [{ text: isMarked ? `[${outcome}]` : outcome, paint: paintOf(outcome, colors) }];
    }),
  ]);
  return `${colors.bold(title)}\n${drawTable(["client \\ server", ...policies], rows, colors)}\n`;
}

/** What the pair does with a user's session, and why. */
export function whyCell(
  protocol: Protocol,
  { client, server }: Pair,
  colors: Colors,
  columns?: number,
): string {
  const { outcome, because } =
    protocol === "smb1"
      ? effectiveSigning({ protocol, client, server, session: "user" })
      : effectiveSigning({
          protocol,
          client: client as Smb2Policy,
          server: server as Smb2Policy,
          session: "user",
        });
  const known = outcome === "unknown" ? outcome : paintOf(outcome, colors)(outcome);
  const reasons = because.filter(({ code }) => code !== "client-policy" && code !== "server-policy");
  const lines = [
    `Client ${client}, server ${server}: ${known}.`,
    ...reasons.map((reason) => paragraph(describeReason(reason), 2, columns)),
    paragraph(OTHER_SESSIONS[protocol], 0, columns),
  ];
  return `${lines.join("\n")}\n`;
}

const OTHER_SESSIONS: Readonly<Record<Protocol, string>> = {
  smb1: "That holds for a user's session. Guest and anonymous sessions do not turn signing on.",
  smb2: "That holds for a user's session. Guest and anonymous sessions are not signed, and encryption takes the place of signing.",
};

function paintOf(outcome: MatrixOutcome, colors: Colors): (text: string) => string {
  if (outcome === "signed") return colors.green;
  return outcome === "unsigned" ? colors.red : colors.yellow;
}
