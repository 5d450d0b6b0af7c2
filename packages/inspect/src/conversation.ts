// One TCP conversation: finds out what it carries, and keeps what a report of it needs.
import { concat } from "@countersign/bytes";
import type { Flow, Linked, Side } from "@countersign/capture";
import { type Handshake, HandshakeObserver, type NtlmExchange, NtlmExchanges } from "@countersign/handshake";
import { CarrierScan } from "./carriers/carrier-scan.js";
import type { CarrierName, Endpoint, HandshakeReport, NtlmOnlyReport } from "./contract.js";
import { type HostObservation, observeHandshake, observeNtlm } from "./host/observation.js";
import { type ConversationFacts, handshakeReport, ntlmOnlyReport } from "./report/handshake.js";
import { captureTime } from "./report/time.js";
import { looksLikeSmb, mayBecomeSmb, SMB_EVIDENCE_SIZE } from "./smb-evidence.js";

const SMB_PORTS: readonly number[] = [445, 139];

export class Conversation implements Linked<Conversation> {
  readonly #flow: Flow;
  /** The side taken for the client while nothing but the flow is known. */
  readonly #clientSide: Side;
  #observer: HandshakeObserver | undefined;
  #scan: CarrierScan | undefined;
  /** Made with the first NTLM message. */
  #carried: Map<CarrierName, NtlmExchanges> | undefined;
  /** What the inspector last counted of `heldBytes`, and its neighbours among those that hold something. */
  countedBytes = 0;
  previous: Conversation | undefined = undefined;
  next: Conversation | undefined = undefined;
  /** Until SMB is found; there is none where the ports say SMB. */
  #openings: [Opening, Opening] | undefined;

  constructor(flow: Flow) {
    this.#flow = flow;
    this.#clientSide = flow.sideOfSyn ?? (flow.port(0) < flow.port(1) ? 1 : 0);
    if (SMB_PORTS.includes(flow.port(0)) || SMB_PORTS.includes(flow.port(1)))
      this.#observer = new HandshakeObserver();
    else this.#openings = [new Opening(), new Opening()];
  }

  data(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    if (this.#openings === undefined) this.#observe(side, bytes, start, end, packet);
    else if (this.#openings[side].isDecided) this.#look(side, bytes, start, end, packet);
    else this.#decide(this.#openings, side, bytes.subarray(start, end), packet);
  }

  gap(side: Side, length: number, packet: number): void {
    if (this.#openings === undefined) {
      this.#observer?.gap(this.#nameOf(side), length, packet);
      return;
    }
    const { first } = this.#openings[side];
    // Too few first bytes to tell SMB by are something else.
    this.#openings[side].decide();
    if (first !== undefined) this.#look(side, first, 0, first.length, packet);
    this.#scan?.gap(side, length);
  }

  /** Collects a side's first bytes until they can tell SMB on an unusual port from anything else. */
  #decide(openings: [Opening, Opening], side: Side, bytes: Uint8Array, packet: number): void {
    const before = openings[side].first;
    const first = before === undefined ? bytes : concat(before, bytes);
    if (first.length < SMB_EVIDENCE_SIZE && mayBecomeSmb(first)) {
      openings[side].first = first.slice();
    } else if (looksLikeSmb(first)) {
      this.#becomeSmb(openings[other(side)].first, side, first, packet);
    } else {
      openings[side].decide();
      this.#look(side, first, 0, first.length, packet);
    }
  }

  /** `waiting`: what the other side said before, too little to tell SMB by. */
  #becomeSmb(waiting: Uint8Array | undefined, side: Side, first: Uint8Array, packet: number): void {
    this.#observer = new HandshakeObserver();
    this.#openings = undefined;
    this.#scan = undefined;
    if (waiting !== undefined) this.#observe(other(side), waiting, 0, waiting.length, packet);
    this.#observe(side, first, 0, first.length, packet);
  }

  #observe(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    this.#observer?.feed(this.#nameOf(side), bytes, start, end, packet);
  }

  #look(side: Side, bytes: Uint8Array, start: number, end: number, packet: number): void {
    this.#scan ??= new CarrierScan((carrier, token, _side, at) => this.#found(carrier, token, at));
    const isWanted = this.#scan.data(side, bytes, start, end, packet);
    // The other side's first bytes may yet tell SMB, of which this side may have begun in the middle.
    if (!isWanted && this.#openings?.[other(side)].isDecided) this.#flow.ignore(side);
  }

  #found(carrier: CarrierName, token: Uint8Array, packet: number): void {
    this.#carried ??= new Map();
    const exchanges = this.#carried.get(carrier) ?? new NtlmExchanges();
    this.#carried.set(carrier, exchanges);
    exchanges.add(token, packet);
  }

  #nameOf(side: Side): "client" | "server" {
    return side === this.#clientSide ? "client" : "server";
  }

  /** Bytes held until more of them come. */
  get heldBytes(): number {
    const [a, b] = this.#openings ?? [];
    return (
      (a?.first?.length ?? 0) +
      (b?.first?.length ?? 0) +
      (this.#observer?.heldBytes ?? 0) +
      (this.#scan?.heldBytes ?? 0)
    );
  }

  /** Lets go of what is held, and reads no further; what was seen stays. */
  giveUp(): void {
    this.#flow.ignore(0);
    this.#flow.ignore(1);
    this.#observer?.end();
    this.#scan = undefined;
  }

  /** No more bytes come. */
  end(): void {
    this.#observer?.end();
  }

  get isSmb(): boolean {
    return this.#handshake !== undefined;
  }

  get #handshake(): Handshake | undefined {
    return this.#observer !== undefined && this.#observer.messages > 0 ? this.#observer.handshake : undefined;
  }

  /** The conversation's reports; none where it carried neither SMB nor NTLM. After `end`. */
  reports(file: string, showSecrets: boolean): (HandshakeReport | NtlmOnlyReport)[] {
    const facts = this.#facts(file);
    const handshake = this.#handshake;
    return [
      ...(handshake ? [handshakeReport(facts, handshake, showSecrets)] : []),
      ...this.#exchanges().map(([carrier, exchange]) =>
        ntlmOnlyReport(facts, carrier, exchange, showSecrets),
      ),
    ];
  }

  /** What the conversation showed of its server. After `end`. */
  observations(file: string): HostObservation[] {
    const facts = this.#facts(file);
    const handshake = this.#handshake;
    return [
      ...(handshake ? [observeHandshake(facts, handshake)] : []),
      ...this.#exchanges().map(([, exchange]) => observeNtlm(facts, exchange)),
    ];
  }

  /** NTLM that is no SMB logon. */
  #exchanges(): [CarrierName, NtlmExchange][] {
    const inPipes = this.#handshake?.pipeNtlm ?? [];
    const carried = [...(this.#carried ?? [])].flatMap(([carrier, { all }]) =>
      all.filter(isSeen).map((exchange): [CarrierName, NtlmExchange] => [carrier, exchange]),
    );
    return [...inPipes.map((exchange): [CarrierName, NtlmExchange] => ["dcerpc", exchange]), ...carried];
  }

  #facts(file: string): ConversationFacts {
    const flow = this.#flow;
    const swapped = flow.sideOfSyn === undefined && (this.#observer?.sidesAreSwapped ?? false);
    const clientSide = swapped ? other(this.#clientSide) : this.#clientSide;
    return {
      file,
      client: endpoint(flow, clientSide),
      server: endpoint(flow, other(clientSide)),
      vlans: flow.vlans,
      firstPacket: flow.firstPacket,
      time: captureTime(flow.seconds, flow.nanoseconds, flow.digits),
    };
  }
}

/** The first bytes of a side, until they tell what the conversation is. */
class Opening {
  first: Uint8Array | undefined = undefined;
  isDecided = false;

  decide(): void {
    this.first = undefined;
    this.isDecided = true;
  }
}

function isSeen({ negotiate, challenge, authenticate }: NtlmExchange): boolean {
  return (negotiate ?? challenge ?? authenticate) !== undefined;
}

function endpoint(flow: Flow, side: Side): Endpoint {
  return { address: flow.address(side), port: flow.port(side) };
}

function other(side: Side): Side {
  return side === 0 ? 1 : 0;
}
