// The policy tables of the specifications, as data. Rows are the client's policy, columns the server's.

/** A policy of either SMB1 side. 'declined': sign only if the other side requires; it never shows on the wire. [MS-SMB] 3.2.1.1. */
export type Smb1Policy = "disabled" | "declined" | "enabled" | "required";

/** A policy of either SMB2 side; SMB2 has no disabled state. [MS-SMB2] 3.1.1.1. */
export type Smb2Policy = "enabled" | "required";

/** What two policies lead to in a session of an authenticated user. 'blocked': the connection is closed. */
export type MatrixOutcome = "signed" | "unsigned" | "blocked";

/** `matrix[client][server]`. */
export type Matrix<P extends string> = Readonly<Record<P, Readonly<Record<P, MatrixOutcome>>>>;

/** Every SMB1 policy, weakest first. */
export const smb1Policies: readonly Smb1Policy[] = ["disabled", "declined", "enabled", "required"];

/** Every SMB2 policy, weakest first. */
export const smb2Policies: readonly Smb2Policy[] = ["enabled", "required"];

/** [MS-SMB] 3.2.4.2.4, `smb1Matrix[client][server]`; [MS-CIFS] 3.2.4.2.4 has the same without 'declined'. */
export const smb1Matrix: Matrix<Smb1Policy> = {
  disabled: { disabled: "unsigned", declined: "unsigned", enabled: "unsigned", required: "blocked" },
  declined: { disabled: "unsigned", declined: "unsigned", enabled: "unsigned", required: "signed" },
  enabled: { disabled: "unsigned", declined: "unsigned", enabled: "signed", required: "signed" },
  required: { disabled: "blocked", declined: "signed", enabled: "signed", required: "signed" },
};

/** [MS-SMB2] 3.2.5.3.1 and 3.3.5.5.3, `smb2Matrix[client][server]`: signed if either side requires it. */
export const smb2Matrix: Matrix<Smb2Policy> = {
  enabled: { enabled: "unsigned", required: "signed" },
  required: { enabled: "signed", required: "signed" },
};
