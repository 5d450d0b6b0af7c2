// What of a victim's NTLM messages decides where they can be relayed to.

import type { ResponseKind } from "@countersign/ntlmssp";
import { type Reason, reason } from "./reason.js";

/** Which response an AUTHENTICATE message carries. */
export type NtlmResponseKind = ResponseKind;

/** MsvAvChannelBindings of the client: 'zero' counts as absent ([MS-NLMP] 2.2.2.1). */
export type ChannelBindings = "absent" | "zero" | "present";

/** The victim of a relay, by its NTLM messages; leave out what is unknown. */
export interface RelayVictim {
  /** NTLMSSP_NEGOTIATE_SIGN. ALWAYS_SIGN is no part of this: it means nothing for signing. */
  sign?: boolean | undefined;
  /** NTLMSSP_NEGOTIATE_SEAL. */
  seal?: boolean | undefined;
  /** Only an asserted MIC protects the flags. [MS-NLMP] 3.2.5.1.2. */
  mic?: { present: boolean; asserted: boolean } | undefined;
  response?: NtlmResponseKind | undefined;
  channelBindings?: ChannelBindings | undefined;
  /** MsvAvTargetName against the target's own names; a victim that was misdirected by name sends one that matches. */
  targetName?: "absent" | "matches" | "other" | undefined;
  /** MsvAvFlags bit 0x4: the server then ignores the target name. [MS-NLMP] 3.2.5.1.2. */
  targetNameUntrusted?: boolean | undefined;
}

/** Whether a check stops the relay. */
export interface Check {
  stops: "yes" | "no" | "unknown";
  because: Reason[];
}

/** NTLMv1 in any form: no AV pairs are protected, and a domain member can obtain the session key. */
export function isNtlmV1(victim: RelayVictim | undefined): boolean {
  return victim?.response === "ntlmv1" || victim?.response === "ntlmv1-ess" || victim?.response === "lm";
}

/** Whether the victim's SIGN or SEAL reaches the server, which then expects signed or sealed messages. */
export function checkFlags(victim: RelayVictim | undefined): Check {
  if (victim === undefined) return { stops: "unknown", because: [reason("victim-unknown")] };
  if (victim.sign === false && victim.seal === false) {
    return { stops: "no", because: [reason("victim-negotiates-neither")] };
  }
  // What no MIC covers can be cleared on the way, whatever it was.
  if (isNtlmV1(victim) || victim.mic?.asserted === false) {
    return { stops: "no", because: [reason("flags-not-protected")] };
  }
  const because: Reason[] = [];
  if (victim.sign) because.push(reason("victim-negotiates-signing"));
  if (victim.seal) because.push(reason("victim-negotiates-sealing"));
  if (because.length === 0) return { stops: "unknown", because: [reason("victim-flags-unknown")] };
  if (victim.mic === undefined)
    return { stops: "unknown", because: [...because, reason("victim-mic-unknown")] };
  return { stops: "yes", because };
}

/** A server's policy on channel bindings; 'when-supported': checked where the client sends one. */
export type ChannelBindingPolicy = "off" | "when-supported" | "required" | "unknown";

/** [MS-NLMP] 3.2.5.1.2: bindings are compared for NTLMv2 only, and an all-zero one counts as none. */
export function checkChannelBinding(policy: ChannelBindingPolicy, victim: RelayVictim | undefined): Check {
  if (policy === "off") return { stops: "no", because: [reason("channel-binding-off")] };
  if (policy === "unknown") return { stops: "unknown", because: [reason("channel-binding-unknown")] };
  if (policy === "required") {
    if (!isNtlmV1(victim)) return { stops: "yes", because: [reason("channel-binding-required")] };
    return {
      stops: "unknown",
      because: [reason("channel-binding-required"), reason("ntlmv1-carries-no-bindings")],
    };
  }
  if (isNtlmV1(victim)) return { stops: "no", because: [reason("ntlmv1-carries-no-bindings")] };
  if (victim === undefined) return { stops: "unknown", because: [reason("victim-unknown")] };
  if (victim.channelBindings === undefined) {
    return { stops: "unknown", because: [reason("victim-channel-binding-unknown")] };
  }
  if (victim.channelBindings !== "present") {
    return { stops: "no", because: [reason("channel-binding-not-sent")] };
  }
  return { stops: "yes", because: [reason("channel-binding-mismatch")] };
}

/** A server's check of the target name (SmbServerNameHardeningLevel); 'accept': checked where the client sends one. */
export type SpnValidation = "off" | "accept" | "required";

/** SMB server extended protection: the target name must be the server's own. It needs NTLMv2 or Kerberos. */
export function checkTargetName(policy: SpnValidation | undefined, victim: RelayVictim | undefined): Check {
  if (policy === undefined || policy === "off") return { stops: "no", because: [] };
  if (victim === undefined) return { stops: "unknown", because: [reason("victim-unknown")] };

  const because: Reason[] = [];
  if (victim.targetNameUntrusted) because.push(reason("target-name-untrusted"));
  if (isNtlmV1(victim)) because.push(reason("ntlmv1-carries-no-bindings"));
  if (because.length > 0 || victim.targetName === "absent") {
    if (policy === "accept") return { stops: "no", because };
    return { stops: "yes", because: [...because, reason("target-name-required")] };
  }
  if (victim.targetName === undefined) {
    return { stops: "unknown", because: [reason("victim-target-name-unknown")] };
  }
  if (victim.targetName === "matches") return { stops: "no", because: [] };
  return { stops: "yes", because: [reason("target-name-mismatch")] };
}
