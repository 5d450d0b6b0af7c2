// What the worker does, told where to send what comes of it.
import { dissect } from "@countersign/dissect";
import { conversationMessages, inspectCapture, type Report } from "@countersign/inspect";
import type { ConversationReport } from "../model/capture.js";
import { layerNames, marksIn } from "../model/tree.js";
import { type OnProgress, openFile } from "./file-chunks.js";
import type { ListedMessage, MessageList } from "./protocol.js";

const BATCH = 500;
/** More messages than that are counted by nobody; a list of them costs the page its memory. */
const MAX_MESSAGES = 2000;

/** Inspects a capture, and hands on its reports in batches. */
export async function inspectFile(
  file: File,
  onProgress: OnProgress,
  onReports: (reports: Report[]) => void,
): Promise<void> {
  const { chunks, facts } = await openFile(file, onProgress);
  let batch: Report[] = [];
  for await (const report of inspectCapture(chunks, { file: file.name, by: "both", source: facts })) {
    batch.push(report);
    if (batch.length < BATCH) continue;
    onReports(batch);
    batch = [];
  }
  onReports(batch);
}

/** Lists the messages of a conversation by reading the capture up to its end once more. */
export async function listMessages(file: File, report: ConversationReport): Promise<MessageList> {
  const { chunks } = await openFile(file, () => undefined);
  const messages: ListedMessage[] = [];
  for await (const message of conversationMessages(chunks, report)) {
    if (messages.length === MAX_MESSAGES) return { messages, isCut: true };
    const { nodes } = dissect(message.bytes);
    messages.push({ ...message, layers: layerNames(nodes), ...marksIn(nodes) });
  }
  return { messages, isCut: false };
}
