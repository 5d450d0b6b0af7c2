import { type Linked, LinkedList } from "./linked-list.js";
import { Drop, Next, type Path } from "./path.js";
import { SegmentPool } from "./segment-pool.js";
import { SegmentQueue } from "./segments.js";

const MAX_DATAGRAM_LENGTH = 65_535;
/** A 64 KiB datagram in the smallest fragments that networks make (MTU 296, RFC 1191) has 240. */
const MAX_FRAGMENTS_OF_DATAGRAM = 256;
const MAX_DATAGRAMS = 4096;
/** As Linux does (ipfrag_time): identifications are used again. */
const MAX_AGE_SECONDS = 30;

interface Datagram extends Linked<Datagram> {
  readonly key: string;
  readonly queue: SegmentQueue;
  readonly since: number;
  /** -1 until the last fragment has come. */
  length: number;
}

/** Puts IPv4 and IPv6 fragments together. The oldest datagram goes when there are too many, or too many bytes. */
export class Fragments {
  /** Bytes of fragments that came twice and differed; the first ones stand. */
  conflictingBytes = 0;
  /** Datagrams given up for the limits, for their age, or because their fragments contradict one another. */
  abandoned = 0;
  readonly #datagrams = new Map<string, Datagram>();
  readonly #ages = new LinkedList<Datagram>();
  readonly #maxBytes: number;
  readonly #pool: SegmentPool;
  #cost = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#pool = new SegmentPool(maxBytes);
  }

  /** Datagrams that lack fragments. */
  get waiting(): number {
    return this.#datagrams.size;
  }

  /** Takes path[at, end). When that completes a datagram, `path` stands at its payload and the answer says of which protocol. */
  add(path: Path, protocol: number, identification: number, offset: number, more: boolean): number {
    const length = path.wireEnd - path.at;
    if (path.end < path.wireEnd) return Drop.CUT;
    if (length <= 0 || offset + length > MAX_DATAGRAM_LENGTH) return Drop.MALFORMED;
    const key = datagramKey(path, protocol, identification);
    const datagram = this.#find(key, path.seconds);
    const { queue } = datagram;
    const before = queue.cost;
    this.conflictingBytes += queue.insert(offset, length, path.bytes, path.at, path.end, 0, 0);
    this.#cost += queue.cost - before;
    if (!more && datagram.length < 0) datagram.length = offset + length;
    const last = queue.segments.last!;
    if (datagram.length >= 0 && last.position + last.length > datagram.length) {
      this.#abandon(datagram);
      return Drop.MALFORMED;
    }
    if (queue.length === datagram.length) return this.#complete(path, datagram, protocol);
    if (queue.segments.size > MAX_FRAGMENTS_OF_DATAGRAM) {
      this.#abandon(datagram);
      return Drop.FRAGMENT_LIMIT;
    }
    this.#keepLimits();
    return Drop.FRAGMENT;
  }

  #find(key: string, now: number): Datagram {
    const found = this.#datagrams.get(key);
    if (found !== undefined) {
      if (Math.abs(now - found.since) <= MAX_AGE_SECONDS) return found;
      this.#abandon(found);
    }
    const queue = new SegmentQueue(this.#pool);
    const datagram: Datagram = { key, queue, since: now, length: -1, previous: undefined, next: undefined };
    this.#datagrams.set(key, datagram);
    this.#ages.add(datagram);
    return datagram;
  }

  #complete(path: Path, datagram: Datagram, protocol: number): number {
    const whole = new Uint8Array(datagram.length);
    for (let segment = datagram.queue.segments.first; segment !== undefined; segment = segment.next) {
      whole.set(segment.buffer.subarray(0, segment.captured), segment.position);
    }
    this.#remove(datagram);
    path.bytes = whole;
    path.at = 0;
    path.end = whole.length;
    path.wireEnd = whole.length;
    return Next.IP_PROTOCOL + protocol;
  }

  #keepLimits(): void {
    while (this.#cost > this.#maxBytes || this.#datagrams.size > MAX_DATAGRAMS) {
      this.#abandon(this.#ages.first!);
    }
  }

  #abandon(datagram: Datagram): void {
    this.abandoned++;
    this.#remove(datagram);
  }

  #remove(datagram: Datagram): void {
    this.#cost -= datagram.queue.cost;
    datagram.queue.clear();
    this.#datagrams.delete(datagram.key);
    this.#ages.remove(datagram);
  }
}

function datagramKey(path: Path, protocol: number, identification: number): string {
  const key = `${identification},${path.source0},${path.destination0}`;
  // RFC 8200 4.5 leaves the protocol out: it may differ between the fragments of a datagram.
  if (path.version === 4) return `${key},${protocol}`;
  const { source1, source2, source3, destination1, destination2, destination3 } = path;
  return `${key},${source1},${source2},${source3},${destination1},${destination2},${destination3}`;
}
