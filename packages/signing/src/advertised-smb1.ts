// [MS-CIFS] 3.2.5.2 "Determining the server signing mode", over the answers of [MS-CIFS] 2.2.4.52.2.

import type { Advertised, AnswerState, Smb1Advertised } from "./advertised.js";
import { type Evidence, type Reason, reason } from "./reason.js";

const USER_SECURITY = 0x01;
const ENCRYPT_PASSWORDS = 0x02;
const SIGNATURES_ENABLED = 0x04;
const SIGNATURES_REQUIRED = 0x08;
const RESERVED = 0xf0;

const CORE_WORD_COUNT = 1;
const LANMAN_WORD_COUNT = 13;
const NO_DIALECT = 0xffff;

/** The facts of one SMB_COM_NEGOTIATE response. */
export interface Smb1Answer extends Evidence {
  /** `complete` unless said otherwise. */
  answer?: AnswerState | undefined;
  /** NTSTATUS, or DOS error class and code; 0, success, unless given. */
  status?: number | undefined;
  /** 17 for NT LM 0.12 (the default), 13 for LAN Manager, 1 for the core dialect or a refusal. */
  wordCount?: number | undefined;
  /** 0xFFFF: none of the dialects that were offered. */
  dialectIndex?: number | undefined;
  /** 1 byte in NT LM 0.12, the low byte of 2 in LAN Manager, absent in the core dialect. */
  securityMode?: number | undefined;
}

/** What an SMB1 NEGOTIATE response says of the server's signing; total, never throws. [MS-CIFS] 3.2.5.2. */
export function advertisedSmb1(facts: Smb1Answer): Advertised<Smb1Advertised> {
  const mode = facts.securityMode;
  const at = { packet: facts.packet, offset: facts.offset };
  const kept = mode === undefined ? {} : { securityMode: mode };
  const unlearned = whyUnlearned(facts);
  if (unlearned !== undefined) return { policy: "unknown", ...kept, because: [unlearned], deviations: [] };

  const words = { ...at, field: "Smb1NegotiateResponse.wordCount", value: facts.wordCount };
  if (facts.wordCount === CORE_WORD_COUNT) return disabled(kept, [reason("smb1-core-dialect", words)]);
  if (facts.wordCount === LANMAN_WORD_COUNT) return disabled(kept, [reason("smb1-lanman-dialect", words)]);
  if (mode === undefined) {
    return { policy: "unknown", because: [reason("security-mode-missing", at)], deviations: [] };
  }

  const evidence = { ...at, field: "Smb1NegotiateResponse.securityMode", value: mode };
  const deviations = deviationsOf(mode, evidence);
  const noAuthentication: Reason[] = [];
  if ((mode & USER_SECURITY) === 0) noAuthentication.push(reason("smb1-share-level-access", evidence));
  if ((mode & ENCRYPT_PASSWORDS) === 0) noAuthentication.push(reason("smb1-plaintext-passwords", evidence));
  if (noAuthentication.length > 0) return { ...disabled(kept, noAuthentication), deviations };

  if ((mode & SIGNATURES_ENABLED) === 0) {
    const because = [reason("server-signing-disabled", evidence), reason("smb1-disabled-may-be-declined")];
    return { ...disabled(kept, because), deviations };
  }
  const required = (mode & SIGNATURES_REQUIRED) !== 0;
  const because = [reason(required ? "server-requires-signing" : "server-offers-signing", evidence)];
  return { policy: required ? "required" : "enabled", ...kept, because, deviations };
}

const FLAGS2_SECURITY_SIGNATURE = 0x0004;
const FLAGS2_SECURITY_SIGNATURE_REQUIRED = 0x0010;

/** The facts of an SMB1 client's first SESSION_SETUP_ANDX request. */
export interface Smb1ClientFacts extends Evidence {
  /** Flags2 of the SMB1 header. */
  sessionSetupFlags2?: number | undefined;
}

/**
 * What an SMB1 client said of its signing, by Flags2 of its SESSION_SETUP_ANDX request. [MS-SMB] 2.2.3.1, 3.2.4.2.4.
 * With neither flag it is unknown: a client offers signing only where the two policies lead to it.
 */
export function advertisedSmb1Client(
  facts: Smb1ClientFacts,
): Advertised<Exclude<Smb1Advertised, "disabled">> {
  const flags2 = facts.sessionSetupFlags2;
  const at = { packet: facts.packet, offset: facts.offset };
  const evidence = { ...at, field: "Smb1Header.flags2", value: flags2 };
  if (flags2 !== undefined && (flags2 & FLAGS2_SECURITY_SIGNATURE_REQUIRED) !== 0) {
    return { policy: "required", because: [reason("client-requires-signing", evidence)], deviations: [] };
  }
  if (flags2 !== undefined && (flags2 & FLAGS2_SECURITY_SIGNATURE) !== 0) {
    return { policy: "enabled", because: [reason("client-offers-signing", evidence)], deviations: [] };
  }
  return { policy: "unknown", because: [reason("security-mode-missing", evidence)], deviations: [] };
}

function disabled(kept: { securityMode?: number }, because: Reason[]): Advertised<"disabled"> {
  return { policy: "disabled", ...kept, because, deviations: [] };
}

function deviationsOf(mode: number, evidence: Evidence & { field: string; value: number }): Reason[] {
  const deviations: Reason[] = [];
  if ((mode & (SIGNATURES_ENABLED | SIGNATURES_REQUIRED)) === SIGNATURES_REQUIRED) {
    deviations.push(reason("required-without-enabled", evidence));
  }
  if ((mode & RESERVED) !== 0) deviations.push(reason("reserved-security-mode-bits", evidence));
  return deviations;
}

function whyUnlearned(facts: Smb1Answer): Reason | undefined {
  const at = { packet: facts.packet, offset: facts.offset };
  const state = facts.answer ?? "complete";
  if (state !== "complete") return reason(`answer-${state}`, at);
  if (facts.status) {
    return reason("negotiation-failed", { ...at, field: "Smb1Header.status", value: facts.status });
  }
  if (facts.dialectIndex === NO_DIALECT) {
    return reason("dialects-refused", {
      ...at,
      field: "Smb1NegotiateResponse.dialectIndex",
      value: NO_DIALECT,
    });
  }
  return undefined;
}
