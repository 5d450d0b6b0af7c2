// One report a server address, joined over protocols, conversations and captures.
//
// How it is used:
// - One capture: `inspectCapture(source, { by: "host" })` yields its host reports, sorted by address, and then the
//   capture's own report.
// - Several captures in one: `const hosts = new HostView()`, then `inspectCapture(source, { hosts, file })` for each,
//   which yields the capture's own report alone; in the end `hosts.reports()`.
// - Anything else, such as a probe: `hosts.add(observeHandshake({ file, server, time }, handshake))`.
// - What is added may come in any order: the reports are the same.
import type { HostReport } from "../contract.js";
import { byAddress } from "./address-order.js";
import { Host } from "./host.js";
import type { HostObservation } from "./observation.js";

/** Joins what conversations showed of their servers; keeps a bounded memory of each address. Without I/O. */
export class HostView {
  readonly #hosts = new Map<string, Host>();

  /** Takes in one observation and keeps nothing of it but what the reports need. */
  add(observation: HostObservation): void {
    const { address } = observation.server;
    let host = this.#hosts.get(address);
    if (host === undefined) {
      host = new Host(address);
      this.#hosts.set(address, host);
    }
    host.add(observation);
  }

  /** The reports of all that was added until now, by address: IPv4 first, each ascending. */
  reports(): HostReport[] {
    return [...this.#hosts.values()].sort((a, b) => byAddress(a.address, b.address)).map((h) => h.report());
  }
}
