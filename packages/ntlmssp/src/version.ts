// [MS-NLMP] 2.2.2.10 VERSION. For debugging only; peers put anything in it, eight bytes of 0xFF for one.
import type { Reader, Writer } from "@countersign/bytes";
import type { NtlmRevision, ProductMajorVersion, ProductMinorVersion } from "./enums.js";

/** [MS-NLMP] 2.2.2.10 VERSION: what the sender says of its operating system. */
export interface Version {
  productMajorVersion: ProductMajorVersion;
  productMinorVersion: ProductMinorVersion;
  /** Such as 20348 of Windows Server 2022. */
  productBuild: number;
  ntlmRevisionCurrent: NtlmRevision;
}

/** Major, minor and build as in `10.0.20348`. */
export function formatVersion(version: Version): string {
  return `${version.productMajorVersion}.${version.productMinorVersion}.${version.productBuild}`;
}

/** Restores `r.structure`: a version stands in the middle of its message. */
export function readVersion(r: Reader): Version {
  const outer = r.structure;
  r.structure = "NtlmVersion";
  const productMajorVersion = r.u8("productMajorVersion") as ProductMajorVersion;
  const productMinorVersion = r.u8("productMinorVersion") as ProductMinorVersion;
  const productBuild = r.u16("productBuild");
  r.skip(3, "reserved");
  const ntlmRevisionCurrent = r.u8("ntlmRevisionCurrent") as NtlmRevision;
  r.structure = outer;
  return { productMajorVersion, productMinorVersion, productBuild, ntlmRevisionCurrent };
}

export function writeVersion(w: Writer, m: Version): void {
  w.u8(m.productMajorVersion, "productMajorVersion");
  w.u8(m.productMinorVersion, "productMinorVersion");
  w.u16(m.productBuild, "productBuild");
  w.skip(3);
  w.u8(m.ntlmRevisionCurrent, "ntlmRevisionCurrent");
}
