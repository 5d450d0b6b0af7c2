// Reports that can be shared: names and addresses replaced, everything else as it was.
import type { Finding } from "@countersign/guidance";
import { AvId } from "@countersign/ntlmssp";
import type { Reason, ReasonCode } from "@countersign/signing";
import type {
  CaptureReport,
  Endpoint,
  HandshakeReport,
  HostNames,
  HostReport,
  NegotiationReport,
  NtlmOnlyReport,
  NtlmReport,
  ProbeQuestionReport,
  Report,
} from "../contract.js";
import { Pseudonyms } from "./pseudonyms.js";

/**
 * Makes a function that replaces, in the reports given to it one after another, names of users, computers and domains,
 * service principal names, addresses, GUIDs and file names by stand-ins of the same form. A name has the same stand-in
 * in all of them, whatever its letter case. `secrets` are left out, since responses hold names. The reports given to it
 * are not changed.
 */
export function nameRedactor(): <R extends Report>(report: R) => R {
  const redactor = new Redactor();
  return <R extends Report>(report: R): R => redactor.report(report) as R;
}

class Redactor {
  readonly #names = new Pseudonyms();

  report(report: Report): Report {
    switch (report.kind) {
      case "handshake":
        return this.#handshake(report);
      case "ntlm":
        return this.#ntlmOnly(report);
      case "host":
        return this.#host(report);
      case "capture":
        return this.#capture(report);
    }
  }

  #handshake(report: HandshakeReport): HandshakeReport {
    const { effective, relayToSmb, deviations } = report.signing;
    // Sessions first: NTLM tells computers from domains, and what a name is first met as shows in its stand-in.
    const sessions = report.sessions.map((session) => ({
      ...session,
      ...(session.ntlm && { ntlm: this.#ntlm(session.ntlm) }),
    }));
    return {
      ...report,
      ...this.#place(report),
      negotiations: report.negotiations.map((negotiation) => this.#negotiation(negotiation)),
      sessions,
      signing: {
        ...report.signing,
        effective: { ...effective, because: this.#reasons(effective.because) },
        relayToSmb: { ...relayToSmb, because: this.#reasons(relayToSmb.because) },
        deviations: this.#reasons(deviations),
      },
      findings: this.#findings(report.findings),
    };
  }

  #ntlmOnly(report: NtlmOnlyReport): NtlmOnlyReport {
    return {
      ...report,
      ...this.#place(report),
      ntlm: this.#ntlm(report.ntlm),
      findings: this.#findings(report.findings),
    };
  }

  #host(report: HostReport): HostReport {
    return {
      ...report,
      address: this.#names.address(report.address),
      names: this.#hostNames(report.names),
      relayToSmb: { ...report.relayToSmb, because: this.#reasons(report.relayToSmb.because) },
      conflicts: this.#reasons(report.conflicts),
      findings: this.#findings(report.findings),
      ...(report.probe && { probe: report.probe.map((asked) => this.#asked(asked)) }),
      ...(report.target && { target: { ...report.target, host: this.#names.address(report.target.host) } }),
    };
  }

  /** Only the first part of a question can end in another address. */
  #asked(asked: ProbeQuestionReport): ProbeQuestionReport {
    return { ...asked, ...(asked.retarget && { retarget: this.#endpoint(asked.retarget) }) };
  }

  #capture(report: CaptureReport): CaptureReport {
    return { ...report, file: this.#names.file(report.file) };
  }

  #place({ file, client, server }: { file: string; client: Endpoint; server: Endpoint }) {
    return { file: this.#names.file(file), client: this.#endpoint(client), server: this.#endpoint(server) };
  }

  #endpoint({ address, port }: Endpoint): Endpoint {
    return { address: this.#names.address(address), port };
  }

  #negotiation({ packet, request, response }: NegotiationReport): NegotiationReport {
    const names = this.#names;
    const contexts = request?.contexts?.map((context) =>
      context.netName === undefined ? context : { ...context, netName: names.host(context.netName) },
    );
    return {
      packet,
      ...(request && {
        request: {
          ...request,
          ...(request.clientGuid !== undefined && { clientGuid: names.guid(request.clientGuid) }),
          ...(contexts && { contexts }),
        },
      }),
      ...(response && {
        response: {
          ...response,
          ...(response.serverGuid !== undefined && { serverGuid: names.guid(response.serverGuid) }),
        },
      }),
    };
  }

  #hostNames(names: HostNames): HostNames {
    const { netbiosName, netbiosDomain, dnsName, dnsDomain, dnsForest } = names;
    return {
      ...(netbiosName !== undefined && { netbiosName: this.#names.host(netbiosName) }),
      ...(netbiosDomain !== undefined && { netbiosDomain: this.#names.domain(netbiosDomain) }),
      ...(dnsName !== undefined && { dnsName: this.#names.host(dnsName) }),
      ...(dnsDomain !== undefined && { dnsDomain: this.#names.domain(dnsDomain) }),
      ...(dnsForest !== undefined && { dnsForest: this.#names.domain(dnsForest) }),
    };
  }

  #ntlm({ secrets: _, ...report }: NtlmReport): NtlmReport {
    const names = this.#names;
    const { targetName, targetInfo, domain, user, workstation, targetNameSent } = report;
    // A standalone server's domain is itself: it is met as a computer first.
    for (const { id, value } of targetInfo ?? []) if (id === AvId.NbComputerName) names.host(value);
    return {
      ...report,
      ...(targetInfo && {
        targetInfo: targetInfo.map((pair) => ({ ...pair, value: this.#avValue(pair.id, pair.value) })),
      }),
      ...(targetName !== undefined && { targetName: names.domain(targetName) }),
      ...(workstation !== undefined && { workstation: names.host(workstation) }),
      ...(domain !== undefined && { domain: names.domain(domain) }),
      ...(user !== undefined && { user: names.user(user) }),
      ...(targetNameSent !== undefined && { targetNameSent: names.spn(targetNameSent) }),
    };
  }

  #avValue(id: number, value: string): string {
    switch (id) {
      case AvId.NbComputerName:
      case AvId.DnsComputerName:
        return this.#names.host(value);
      case AvId.NbDomainName:
      case AvId.DnsDomainName:
      case AvId.DnsTreeName:
        return this.#names.domain(value);
      case AvId.TargetName:
        return this.#names.spn(value);
      case AvId.Flags:
      case AvId.Timestamp:
        return value;
      default:
        return this.#names.opaque(value);
    }
  }

  #findings(findings: Finding[]): Finding[] {
    return findings.map((finding) => ({ ...finding, because: this.#reasons(finding.because) }));
  }

  #reasons(reasons: Reason[]): Reason[] {
    return reasons.map((reason) => this.#reason(reason));
  }

  #reason(reason: Reason): Reason {
    const { code, file, value } = reason;
    return {
      ...reason,
      ...(file !== undefined && { file: this.#names.file(file) }),
      ...(typeof value === "string" && GUID_VALUES.includes(code) && { value: this.#names.guid(value) }),
      ...(typeof value === "string" && code === "server-name-differs" && { value: this.#names.host(value) }),
    };
  }
}

/** Reasons whose `value` is a GUID. */
const GUID_VALUES: readonly ReasonCode[] = ["server-guid-differs", "negotiate-info-guid-differs"];
