// [MS-NLMP] 2.2.1.1 NEGOTIATE_MESSAGE. 16 bytes (flags alone), 32 (names) or 40 (Version) before the payload.
import type { Reader, Writer } from "@countersign/bytes";
import type { NegotiateFlags } from "./enums.js";
import { PayloadReader, payloadField, textPayload, writePayloads } from "./payload.js";
import { readVersion, type Version, writeVersion } from "./version.js";

const DOMAIN_NAME = payloadField("domainName");
const WORKSTATION_NAME = payloadField("workstationName");
const DOMAIN_NAME_AT = 16;
const WORKSTATION_NAME_AT = 24;
const FLAGS_END = 16;
const NAMES_END = 32;
const VERSION_END = 40;

/** [MS-NLMP] 2.2.1.1 NEGOTIATE_MESSAGE: what the client offers. */
export interface Negotiate {
  kind: "negotiate";
  negotiateFlags: NegotiateFlags;
  /** In an OEM code page, one character a byte; `undefined` in a message of 16 bytes, which has no names. */
  domainName: string | undefined;
  /** In an OEM code page, one character a byte; `undefined` in a message of 16 bytes, which has no names. */
  workstationName: string | undefined;
  /** `undefined` where the payload starts, or an empty one would, before the slot's end. */
  version: Version | undefined;
}

/** Reads what follows MessageType and leaves the cursor at the end of the fixed part. */
export function readNegotiate(r: Reader): Negotiate {
  r.structure = "NtlmNegotiate";
  const negotiateFlags = r.u32("negotiateFlags") as NegotiateFlags;
  if (r.remaining === 0) {
    return {
      kind: "negotiate",
      negotiateFlags,
      domainName: undefined,
      workstationName: undefined,
      version: undefined,
    };
  }
  const payload = new PayloadReader(r);
  const domainNamePlace = payload.place(DOMAIN_NAME);
  const workstationNamePlace = payload.place(WORKSTATION_NAME);
  const version = payload.hasSlot(VERSION_END) ? readVersion(r) : undefined;
  // The names are OEM whatever the flags say (2.2).
  const domainName = payload.text(DOMAIN_NAME, domainNamePlace, false);
  const workstationName = payload.text(WORKSTATION_NAME, workstationNamePlace, false);
  return { kind: "negotiate", negotiateFlags, domainName, workstationName, version };
}

/** Where the fixed part of `m` ends. */
export function negotiateLayout(m: Negotiate): number {
  if (m.domainName === undefined && m.workstationName === undefined) {
    if (m.version !== undefined) throw new RangeError("version has no place in a message without names");
    return FLAGS_END;
  }
  return m.version === undefined ? NAMES_END : VERSION_END;
}

/** Writes what follows MessageType; answers whether a decoder finds the fixed part to end at `fixedEnd`. */
export function writeNegotiate(w: Writer, m: Negotiate, fixedEnd: number): boolean {
  w.u32(m.negotiateFlags, "negotiateFlags");
  if (m.domainName === undefined || m.workstationName === undefined) {
    if (m.domainName !== m.workstationName)
      throw new RangeError("domainName and workstationName go together");
    return w.length === fixedEnd;
  }
  w.skip(16);
  if (m.version) writeVersion(w, m.version);
  const start = writePayloads(w, [
    // Windows puts the workstation first.
    textPayload(WORKSTATION_NAME, WORKSTATION_NAME_AT, m.workstationName, false),
    textPayload(DOMAIN_NAME, DOMAIN_NAME_AT, m.domainName, false),
  ]);
  if (m.version) return true;
  return start === undefined ? w.length === fixedEnd : start < VERSION_END;
}
