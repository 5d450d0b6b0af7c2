// Values with when and where they were seen, and memories of them that do not depend on the order of arrival.
import { type Reason, reason } from "@countersign/signing";

/** When and where something was seen. */
export interface Stamp {
  /** Of the conversation's first packet, ISO 8601 UTC. */
  time: string;
  /** 0 where it is not known. */
  packet: number;
  file: string;
}

export interface Stamped<T> extends Stamp {
  value: T;
}

/** By time, then by place. */
export function byStamp(a: Stamp, b: Stamp): number {
  return compare(comparable(a.time), comparable(b.time)) || compare(a.file, b.file) || a.packet - b.packet;
}

/** A time that can be compared as text: times have as many decimals as their capture, and 'Z' sorts after digits. */
export function comparable(time: string): string {
  return time.endsWith("Z") ? time.slice(0, -1) : time;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A reason that says in which capture its evidence stands. */
export function inFile(because: Reason, file: string): Reason {
  return file === "" || because.packet === undefined ? because : reason(because.code, { ...because, file });
}

/** Values by key, by group: plain data. */
export type MemoryState<T> = [group: string, values: [key: string, value: Stamped<T>][]][];

/**
 * One value a key, the first or the last seen of each, for at most `limit` keys of each group. Beyond the limit those
 * that sort first are kept, so that the order of arrival makes no difference.
 */
export class Memory<T> {
  readonly #groups = new Map<string, Map<string, Stamped<T>>>();
  readonly #keep: "first" | "last";
  readonly #limit: number;

  constructor(keep: "first" | "last", limit: number) {
    this.#keep = keep;
    this.#limit = limit;
  }

  add(group: string, key: string, value: T, { time, packet, file }: Stamp): void {
    const values = this.#groups.get(group) ?? new Map<string, Stamped<T>>();
    this.#groups.set(group, values);
    const stamped = { value, time, packet, file };
    const before = values.get(key);
    if (before !== undefined) {
      const order = byStamp(stamped, before);
      if (this.#keep === "first" ? order >= 0 : order <= 0) return;
    }
    values.set(key, stamped);
    if (values.size > this.#limit) values.delete([...values.keys()].reduce((a, b) => (a > b ? a : b)));
  }

  /** All of it, for another memory of the same kind to join. */
  state(): MemoryState<T> {
    return [...this.#groups].map(([group, values]) => [group, [...values]]);
  }

  /** Takes in what another memory of the same kind keeps. */
  join(state: MemoryState<T>): void {
    for (const [group, values] of state) {
      for (const [key, stamped] of values) this.add(group, key, stamped.value, stamped);
    }
  }

  groups(): string[] {
    return [...this.#groups.keys()].sort();
  }

  /** By stamp; those seen in one place by key. */
  of(group: string): Stamped<T>[] {
    return [...(this.#groups.get(group) ?? [])]
      .sort(([a, x], [b, y]) => byStamp(x, y) || compare(a, b))
      .map(([, stamped]) => stamped);
  }

  /** Of all groups, by stamp. */
  all(): Stamped<T>[] {
    return this.groups()
      .flatMap((group) => this.of(group))
      .sort(byStamp);
  }
}
