import { LinkedList } from "@countersign/capture";
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
  readonly #holders = new LinkedList<Conversation>();

  constructor(max: number) {
    this.#max = max;
  }

  /** To be called whenever a conversation may hold more or less than before. */
  count(conversation: Conversation): void {
    this.#set(conversation, conversation.heldBytes);
    while (this.#sum > this.#max) this.#giveUp(this.#holders.first!);
  }

  /** To be called when a conversation is over. */
  forget(conversation: Conversation): void {
    this.#set(conversation, 0);
  }

  #giveUp(conversation: Conversation): void {
    this.givenUp++;
    conversation.giveUp();
    this.forget(conversation);
  }

  #set(conversation: Conversation, held: number): void {
    const before = conversation.countedBytes;
    if (held === before) return;
    if (before === 0) this.#holders.add(conversation);
    else if (held === 0) this.#holders.remove(conversation);
    conversation.countedBytes = held;
    this.#sum += held - before;
  }
}
