// Drives a SigningProbe over a transport: the clock, the random bytes and the sockets that it has none of.
import { getRandomValues } from "node:crypto";
import {
  type CloseReason,
  type ProbeResult,
  SigningProbe,
  type SigningProbeOptions,
} from "@countersign/handshake";
import { type HostReport, probeReport } from "@countersign/inspect";
import type { Target } from "./target.js";
import { type Connection, type Transport, tcp } from "./transport.js";
import { TIMED_OUT, within } from "./within.js";

/** What to ask one server, how to get there, and how long to wait. */
export interface ProbeHostOptions extends Omit<SigningProbeOptions, "random" | "transport"> {
  /** Milliseconds until a connection has to stand: 3,000 unless given. */
  connectTimeout?: number;
  /** Milliseconds until each message of ours has to be answered whole: 5,000 unless given. */
  answerTimeout?: number;
  /** How often a host is asked again that has answered nothing in time: once unless given. */
  retries?: number;
  /** Ends the probe: it rejects with the signal's reason, its connection closed. */
  signal?: AbortSignal;
  /** How to get there: over TCP unless given. */
  transport?: Transport;
}

const CONNECT_TIMEOUT = 3000;
const ANSWER_TIMEOUT = 5000;
/** RFC 1001 16.1: here every connection begins with a NetBIOS session request. */
const NETBIOS_SESSION_PORT = 139;

/**
 * Asks one server what it says of signing. A server that cannot be reached or makes no sense is a report too, which
 * says so. Rejects where `signal` tells it to, and for wrong options (`RangeError`).
 */
export async function probeHost(target: Target, options: ProbeHostOptions = {}): Promise<HostReport> {
  const drive = new Drive(target, options);
  for (let retries = options.retries ?? 1; ; retries--) {
    const result = await drive.run();
    if (retries <= 0 || !isLost(result)) {
      const { host, port } = target;
      return { ...probeReport({ address: drive.address ?? host, port }, result), target: { host, port } };
    }
  }
}

/** Packets get lost: what nobody answered in time may be asked again. */
function isLost({ connections }: ProbeResult): boolean {
  return connections.every(({ outcome }) => outcome === "connect-timeout" || outcome === "silent");
}

class Drive {
  /** The server's, once a connection stood; what a name stands for must not change between two questions. */
  address: string | undefined;
  readonly #target: Target;
  readonly #options: ProbeHostOptions;
  #connection: Connection | undefined;
  /** By the clock of `performance`: when what was sent last has to be answered. */
  #deadline = 0;

  constructor(target: Target, options: ProbeHostOptions) {
    this.#target = target;
    this.#options = options;
  }

  async run(): Promise<ProbeResult> {
    const probe = new SigningProbe({
      ...this.#options,
      random: (length) => getRandomValues(new Uint8Array(length)),
      transport: this.#target.port === NETBIOS_SESSION_PORT ? "netbios-session" : "direct-tcp",
    });
    try {
      for (let step = probe.next(); ; step = probe.next()) {
        if (step.kind === "done") return step.result;
        if (step.kind === "connect") await this.#connect(probe);
        else if (step.kind === "send") this.#send(step.bytes);
        else await this.#listen(probe);
      }
    } finally {
      this.#connection?.close();
    }
  }

  async #connect(probe: SigningProbe): Promise<void> {
    const { transport = tcp, connectTimeout = CONNECT_TIMEOUT, signal } = this.#options;
    this.#connection?.close();
    this.#connection = undefined;
    const late = new AbortController();
    const { host, port } = this.#target;
    const opening = transport({ host: this.address ?? host, port }, late.signal);
    try {
      const opened = await within(opening, connectTimeout, signal);
      if (opened === TIMED_OUT) {
        probe.timedOut(Date.now());
        return;
      }
      this.#connection = opened;
      this.address ??= opened.address;
      probe.connected(Date.now());
    } catch (error) {
      signal?.throwIfAborted();
      tellEnd(probe, error);
    } finally {
      if (this.#connection === undefined) discard(opening, late);
    }
  }

  #send(bytes: Uint8Array): void {
    this.#deadline = performance.now() + (this.#options.answerTimeout ?? ANSWER_TIMEOUT);
    this.#connection?.write(bytes);
  }

  async #listen(probe: SigningProbe): Promise<void> {
    const { signal } = this.#options;
    try {
      const bytes = await within(this.#connection!.read(), this.#deadline - performance.now(), signal);
      if (bytes === TIMED_OUT) probe.timedOut(Date.now());
      else if (bytes === undefined) probe.closed("end", Date.now());
      else probe.push(bytes, Date.now());
    } catch (error) {
      signal?.throwIfAborted();
      tellEnd(probe, error);
    }
  }
}

/** A connection that comes too late is closed as soon as it stands. */
function discard(opening: Promise<Connection>, late: AbortController): void {
  opening.then(
    (connection) => connection.close(),
    () => {},
  );
  late.abort();
}

const REASONS: Readonly<Record<string, CloseReason>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
};

function tellEnd(probe: SigningProbe, error: unknown): void {
  const { code } = error as { code?: unknown };
  const text = typeof code === "string" ? code : undefined;
  probe.closed(REASONS[text ?? ""] ?? "unreachable", Date.now(), text);
}
