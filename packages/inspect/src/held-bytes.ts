import type { Conversation } from "./conversation.js";

/**
 * Adds up what conversations hold, and gives up the one that has been holding for longest when it is too much: each may
 * hold a message of 16 MiB, so that some thousand of them would fill any memory.
 */
export class HeldBytes {
  /** Conversations that were read no further. */
  givenUp = 0;
  readonly #max: number;
  #sum = 0;
  readonly #holders = new Set<Conversation>();
  /** Goes on from one oldest holder to the next: to begin anew would lead over the holes of all those taken out before. */
  #oldest: Iterator<Conversation> = this.#holders.values();

  constructor(max: number) {
    this.#max = max;
  }

  /** To be called whenever a conversation may hold more or less than before. */
  count(conversation: Conversation): void {
    const held = conversation.heldBytes;
    if (held === conversation.countedBytes) return;
    if (held === 0) this.#holders.delete(conversation);
    else if (conversation.countedBytes === 0) this.#holders.add(conversation);
    this.#sum += held - conversation.countedBytes;
    conversation.countedBytes = held;
    while (this.#sum > this.#max) this.#giveUpOldest();
  }

  /** To be called when a conversation is over. */
  forget(conversation: Conversation): void {
    this.#sum -= conversation.countedBytes;
    conversation.countedBytes = 0;
    this.#holders.delete(conversation);
  }

  #giveUpOldest(): void {
    let next = this.#oldest.next();
    if (next.done === true) {
      this.#oldest = this.#holders.values();
      next = this.#oldest.next();
    }
    this.givenUp++;
    next.value.giveUp();
    this.forget(next.value);
  }
}
