// The closed list of what no NEGOTIATE answer shows, and what was never asked.

/** What each entry of `notObservable` means, in one sentence: the list from which `Unobservable` is made. */
export const unobservableMeanings = {
  "encryption-required": "Whether the server refuses unencrypted access does not show in NEGOTIATE.",
  "spn-validation":
    "Whether the server checks the target name of the client's NTLM response is not on the wire.",
  "channel-binding": "Whether the server checks channel bindings is not on the wire.",
  "ntlm-blocked": "Whether the server or its domain refuses NTLM, for all or for some, is not on the wire.",
  "minimum-dialect": "The lowest dialect the server accepts shows only when each is asked for on its own.",
  "patch-level": "Whether the fixes for known bypasses are installed is not on the wire.",
  "ldap-signing": "Whether the LDAP server requires signing shows only in its answer to an unsigned bind.",
  "mssql-encryption": "Whether SQL Server requires encryption shows in its pre-login answer, not in NTLM.",
  "smb1-not-asked": "SMB1 was never asked for, so nothing is known of it.",
  "smb2-not-asked": "SMB2 was never asked for, so nothing is known of it.",
  "smb1-not-answered": "SMB1 was asked for and no answer told its policy.",
  "smb2-not-answered": "SMB2 was asked for and no answer told its policy.",
} as const;

/** Something that could change an answer and that nothing in the input can show. */
export type Unobservable = keyof typeof unobservableMeanings;
