// What a relayed NTLM logon meets, service by service. Sources: hackndo's table of signing and channel binding,
// [MS-ADTS] 5.1.1.1.2, 5.1.2.1 and 5.1.2.2 for LDAP, [MS-NLMP] 3.2.5.1.2 for channel bindings and the MIC.

import type { Smb1Advertised, Smb2Advertised } from "./advertised.js";
import type { Unobservable } from "./not-observable.js";
import { reason } from "./reason.js";
import {
  type RelayExposure,
  relayToProtocol,
  relayToSmb,
  type SmbServer,
  type SmbServerConfiguration,
  type Stated,
} from "./relay-smb.js";
import {
  type ChannelBindingPolicy,
  type Check,
  checkChannelBinding,
  checkFlags,
  isNtlmV1,
  type RelayVictim,
} from "./relay-victim.js";

/** An LDAP server's policy (LDAPServerIntegrity); 'enabled': it signs whenever the client asks. */
export type LdapSigning = "off" | "enabled" | "required" | "unknown";

/** A service that a logon is relayed to, with what is known of it. */
export type RelayTarget =
  | { target: "smb"; server: SmbServer }
  | { target: "smb1"; server: SmbServerConfiguration & { signing: Stated<Smb1Advertised> } }
  | { target: "smb2"; server: SmbServerConfiguration & { signing: Stated<Smb2Advertised> } }
  | { target: "ldap"; server: { signing: LdapSigning } }
  | { target: "ldaps" | "https"; server: { channelBinding: ChannelBindingPolicy } }
  | { target: "http" | "mssql"; server?: Record<string, never> };

/**
 * What a victim's logon meets when it is relayed to this service; without a victim, what any logon meets.
 * The victim's own signing policy plays no part: it takes effect after the logon was relayed.
 */
export function relayExposure(relay: RelayTarget & { victim?: RelayVictim | undefined }): RelayExposure {
  const { victim } = relay;
  switch (relay.target) {
    case "smb":
      return relayToSmb(relay.server, victim);
    case "smb1":
    case "smb2":
      return relayToProtocol(relay.target, relay.server.signing, relay.server, victim);
    case "ldap":
      return relayToLdap(relay.server.signing, victim);
    case "ldaps":
      return relayToLdaps(relay.server.channelBinding, victim);
    case "https":
      return relayToHttps(relay.server.channelBinding, victim);
    case "http":
      return {
        outcome: "possible",
        because: [reason("http-not-signed")],
        notObservable: ["spn-validation", "ntlm-blocked", "patch-level"],
      };
    case "mssql":
      return {
        outcome: "unknown",
        because: [reason("mssql-not-covered")],
        notObservable: [
          "mssql-encryption",
          "channel-binding",
          "spn-validation",
          "ntlm-blocked",
          "patch-level",
        ],
      };
  }
}

/** [MS-ADTS] 5.1.2.1: a server that requires signing refuses a bind without it, others sign if the client asks. */
function relayToLdap(signing: LdapSigning, victim: RelayVictim | undefined): RelayExposure {
  const notObservable: Unobservable[] = ["ntlm-blocked", "patch-level"];
  if (signing === "unknown") notObservable.unshift("ldap-signing");
  const required = reason("server-requires-signing", { field: "ldap" });
  if (isNtlmV1(victim) && (signing === "required" || signing === "unknown")) {
    const because = [reason("ntlmv1-key-obtainable"), ...(signing === "required" ? [required] : [])];
    return { outcome: "possible", because, notObservable };
  }
  if (signing === "required") return { outcome: "blocked", because: [required], notObservable };
  if (signing === "unknown") {
    return { outcome: "unknown", because: [reason("server-policy-unknown")], notObservable };
  }

  const flags = checkFlags(victim);
  if (signing === "off" && flags.stops === "yes") {
    return { outcome: "unknown", because: [reason("ldap-signing-off"), ...flags.because], notObservable };
  }
  return { ...conclude([flags], "ldap-signing-not-required"), notObservable };
}

/** [MS-ADTS] 5.1.2.2: no SASL signing or sealing over TLS, so a victim that negotiates either fails there. */
function relayToLdaps(policy: ChannelBindingPolicy, victim: RelayVictim | undefined): RelayExposure {
  const flags = checkFlags(victim);
  if (flags.stops === "yes") flags.because.push(reason("tls-forbids-sasl-security"));
  const checks = [checkChannelBinding(policy, victim), flags];
  return { ...conclude(checks), notObservable: behindTls(policy) };
}

function relayToHttps(policy: ChannelBindingPolicy, victim: RelayVictim | undefined): RelayExposure {
  const checks = [checkChannelBinding(policy, victim)];
  return { ...conclude(checks, "http-not-signed"), notObservable: ["spn-validation", ...behindTls(policy)] };
}

function behindTls(policy: ChannelBindingPolicy): Unobservable[] {
  return [...(policy === "unknown" ? (["channel-binding"] as const) : []), "ntlm-blocked", "patch-level"];
}

/** One check that stops the relay is enough; one that is unknown leaves it open. */
function conclude(checks: Check[], otherwise?: "ldap-signing-not-required" | "http-not-signed") {
  const stopping = checks.filter(({ stops }) => stops === "yes");
  if (stopping.length > 0)
    return { outcome: "blocked" as const, because: stopping.flatMap((c) => c.because) };
  const open = checks.filter(({ stops }) => stops === "unknown");
  if (open.length > 0) return { outcome: "unknown" as const, because: open.flatMap((c) => c.because) };
  const because = checks.flatMap((c) => c.because);
  return { outcome: "possible" as const, because: otherwise ? [reason(otherwise), ...because] : because };
}
