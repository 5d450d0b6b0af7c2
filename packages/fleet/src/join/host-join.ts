// All hosts of a scan, seen from several places, each once.
import type { HostReport, Report } from "@countersign/inspect";
import { reportKey } from "./identity.js";
import { joinReports } from "./join-reports.js";

/**
 * Takes the reports of a scan in any order, also the same ones again, and joins those of each address. It keeps all
 * host reports until then. What is no host report is passed over.
 */
export class HostJoin {
  readonly #reports = new Map<string, HostReport>();

  /** Of reports with the same key, the last one counts: a job that was run again knows it all. */
  add(report: Report): void {
    if (report.kind === "host") this.#reports.set(reportKey(report), report);
  }

  /** One report an address, in the order in which addresses were first met. */
  *reports(): Generator<HostReport, void> {
    const addresses = this.#addressesOfNames();
    const byAddress = new Map<string, HostReport[]>();
    for (const report of this.#reports.values()) {
      for (const address of addresses.get(nameAlone(report) ?? "") ?? [report.address]) {
        const group = byAddress.get(address);
        if (group === undefined) byAddress.set(address, [report]);
        else group.push(report);
      }
    }
    for (const [address, group] of byAddress) yield joinReports(address, group);
  }

  /** A name whose address one place never learned, for it reached nothing, stands for those that another did learn. */
  #addressesOfNames(): Map<string, Set<string>> {
    const known = new Map<string, Set<string>>();
    for (const report of this.#reports.values()) {
      const { target, address } = report;
      if (target === undefined || nameAlone(report) !== undefined) continue;
      if (target.host === address) continue;
      known.set(target.host, (known.get(target.host) ?? new Set()).add(address));
    }
    return known;
  }
}

/** The target's name, of a report that has nothing better to call its host by. */
function nameAlone({ target, address }: HostReport): string | undefined {
  return target !== undefined && target.host === address && !isAddress(address) ? address : undefined;
}

function isAddress(host: string): boolean {
  return host.includes(":") || /^[\d.]+$/.test(host);
}
