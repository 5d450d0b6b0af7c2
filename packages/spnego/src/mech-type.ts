// RFC 4178 4.1 MechType: mechanisms by object identifier. [MS-SPNG] 1.9.1, <1>, <2>, 3.1.5.2, <9>.

/** RFC 4178 4.1: the object identifiers, as dotted text, of mechanisms seen with SPNEGO. Others are as good. */
export const MechType = {
  NTLMSSP: "1.3.6.1.4.1.311.2.2.10",
  KERBEROS: "1.2.840.113554.1.2.2",
  /** The one above with its fourth number cut to 16 bits, by an error of Windows 2000 that stayed ([MS-SPNG] <9>). */
  MS_KERBEROS: "1.2.840.48018.1.2.2",
  KERBEROS_USER_TO_USER: "1.2.840.113554.1.2.2.3",
  NEGOEX: "1.3.6.1.4.1.311.2.2.30",
  SPNEGO: "1.3.6.1.5.5.2",
  PKU2U: "1.3.6.1.5.2.7",
  IAKERB: "1.3.6.1.5.2.5",
} as const;

/** The name in {@link MechType} of a dotted object identifier, `undefined` for one that it does not know. */
export function mechName(oid: string): keyof typeof MechType | undefined {
  for (const [name, known] of Object.entries(MechType)) {
    if (known === oid) return name as keyof typeof MechType;
  }
  return undefined;
}
