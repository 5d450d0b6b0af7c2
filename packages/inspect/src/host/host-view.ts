// One report a server address, joined over protocols, conversations and captures.
//
// How it is used:
// - One capture: `inspectCapture(source, { by: "host" })` yields its host reports, sorted by address, and then the
//   capture's own report.
// - Several captures in one: `const hosts = new HostView()`, then `inspectCapture(source, { hosts, file })` for each,
//   which yields the capture's own report alone; in the end `hosts.reports()`.
// - Several captures in several threads: each has a view of its own, and `hosts.join(other.state())` puts them together.
// - Anything else, such as a probe: `hosts.add(observeHandshake({ file, server, time }, handshake))`.
// - What is added may come in any order: the reports are the same.
import type { HostReport } from "../contract.js";
import { byAddress } from "./address-order.js";
import { Host, type HostState } from "./host.js";
import type { HostObservation } from "./observation.js";

/** What a `HostView` keeps; what is in there is its own matter. */
export type HostViewState = HostState[];

/** Joins what conversations showed of their servers; keeps a bounded memory of each address. Without I/O. */
export class HostView {
  readonly #hosts = new Map<string, Host>();

  /** Takes in one observation and keeps nothing of it but what the reports need. */
  add(observation: HostObservation): void {
    this.#host(observation.server.address).add(observation);
  }

  /** All that is kept, as plain data: what another view is to `join`, in another thread or process of this version. */
  state(): HostViewState {
    return [...this.#hosts.values()].map((host) => host.state());
  }

  /** Takes in what another view keeps. The reports are those of one view that was given all observations. */
  join(state: HostViewState): void {
    for (const host of state) this.#host(host.address).join(host);
  }

  #host(address: string): Host {
    const host = this.#hosts.get(address) ?? new Host(address);
    this.#hosts.set(address, host);
    return host;
  }

  /** The reports of all that was added until now, by address: IPv4 first, each ascending. */
  reports(): HostReport[] {
    return [...this.#hosts.values()].sort((a, b) => byAddress(a.address, b.address)).map((h) => h.report());
  }
}
