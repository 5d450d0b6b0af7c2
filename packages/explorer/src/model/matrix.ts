// The signing matrix of a conversation, and which of its cells was observed.
import type { HandshakeReport } from "@countersign/inspect";
import { type MatrixOutcome, smb1Matrix, smb1Policies, smb2Matrix, smb2Policies } from "@countersign/signing";

export interface MatrixCell {
  client: string;
  server: string;
  outcome: MatrixOutcome;
  isObserved: boolean;
}

/** A matrix to draw: rows are the client's policy, columns the server's. */
export interface MatrixPicture {
  protocol: "smb1" | "smb2";
  title: string;
  section: string;
  policies: readonly string[];
  rows: MatrixCell[][];
  /** What the two sides of the conversation said; `unknown` where it was not learned. */
  client: string;
  server: string;
}

/** The matrix of the protocol that the conversation settled on. */
export function matrixOf({ signing, negotiations }: HandshakeReport): MatrixPicture {
  const { because } = signing.effective;
  const policyOf = (code: string) =>
    String(because.find((reason) => reason.code === code)?.value ?? "unknown");
  const client = policyOf("client-policy");
  const server = policyOf("server-policy");
  const settled = negotiations.findLast(({ response }) => response !== undefined)?.response?.protocol;
  return pictureOf(settled ?? "smb2", client, server);
}

function pictureOf(protocol: "smb1" | "smb2", client: string, server: string): MatrixPicture {
  const table: Readonly<Record<string, Readonly<Record<string, MatrixOutcome>>>> =
    protocol === "smb1" ? smb1Matrix : smb2Matrix;
  const policies: readonly string[] = protocol === "smb1" ? smb1Policies : smb2Policies;
  return {
    protocol,
    title: protocol === "smb1" ? "SMB1" : "SMB2 and SMB3",
    section: protocol === "smb1" ? "[MS-SMB] 3.2.4.2.4" : "[MS-SMB2] 3.2.5.3.1, 3.3.5.5.3",
    policies,
    rows: policies.map((row) =>
      policies.map((column) => ({
        client: row,
        server: column,
        outcome: table[row]![column]!,
        isObserved: row === client && column === server,
      })),
    ),
    client,
    server,
  };
}

/** The picture in a sentence, for those who do not see it. */
export function describeMatrix({ title, rows, client, server }: MatrixPicture): string {
  const observed = rows.flat().find(({ isObserved }) => isObserved);
  const met =
    observed === undefined
      ? `Observed: client ${client}, server ${server}, so no cell is marked.`
      : `Observed: client ${client}, server ${server}, which leads to ${observed.outcome}.`;
  const cells = rows.flat().map((cell) => `client ${cell.client} and server ${cell.server}: ${cell.outcome}`);
  return `Signing matrix of ${title}. ${met} All cells: ${cells.join("; ")}.`;
}
