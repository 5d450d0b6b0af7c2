// What the page and its worker say to each other.
import type { CapturedMessage, Report } from "@countersign/inspect";
import type { ConversationReport } from "../model/capture.js";

/** A message of a conversation, with what it is. */
export interface ListedMessage extends CapturedMessage {
  /** Its layers, outermost first. */
  layers: string[];
  deviations: number;
  errors: number;
}

/** The messages of one conversation. */
export interface MessageList {
  messages: ListedMessage[];
  /** Whether there are more than are listed. */
  isCut: boolean;
}

export type ToWorker =
  /** Answered by `progress`, `reports`, and at last `inspected` or `failed`. */
  | { kind: "inspect"; file: File }
  /** Of the file inspected last; answered by `messages` or `failed`. */
  | { kind: "messages"; report: ConversationReport };

export type FromWorker =
  | { kind: "progress"; bytes: number }
  | { kind: "reports"; reports: Report[] }
  | { kind: "inspected"; milliseconds: number }
  | { kind: "messages"; list: MessageList }
  | { kind: "failed"; message: string };
