// [MS-NLMP] 2.2.2.10 VERSION.
import type { Version } from "@countersign/ntlmssp";
import { reserved, structure, u8, u16 } from "../structure.js";

const version = structure("VERSION", {
  productMajorVersion: u8,
  productMinorVersion: u8,
  productBuild: u16,
  reserved: reserved(3),
  ntlmRevisionCurrent: u8,
});

export function decodeVersion(bytes: Uint8Array): Version {
  const { productMajorVersion, productMinorVersion, productBuild, ntlmRevisionCurrent } =
    version.decode(bytes);
  return { productMajorVersion, productMinorVersion, productBuild, ntlmRevisionCurrent };
}

export function encodeVersion(m: Version): Uint8Array {
  return version.encode(m);
}
