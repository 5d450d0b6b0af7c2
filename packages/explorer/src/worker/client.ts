// The page's end of the worker: one capture at a time.
import type { Report } from "@countersign/inspect";
import type { ConversationReport } from "../model/capture.js";
import type { FromWorker, MessageList, ToWorker } from "./protocol.js";
import InspectWorker from "./worker.js?worker&inline";

/** What became of a capture. */
export interface Inspected {
  reports: Report[];
  milliseconds: number;
}

type Settle<T> = { resolve: (value: T) => void; reject: (error: Error) => void };

/** A worker with one capture. Ended by `stop`, also in mid-inspection. */
export class CaptureWorker {
  readonly #worker = new InspectWorker();
  readonly #reports: Report[] = [];
  readonly #onProgress: (bytes: number) => void;
  #inspected: Settle<Inspected> | undefined;
  /** In the order of the questions, which is that of the answers. */
  readonly #lists: Settle<MessageList>[] = [];
  #kept: { report: ConversationReport; list: Promise<MessageList> } | undefined;

  constructor(onProgress: (bytes: number) => void) {
    this.#onProgress = onProgress;
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#take(data);
    this.#worker.onerror = ({ message }) => this.#fail(message || "the worker could not be started");
  }

  /** To be called once. */
  inspect(file: File): Promise<Inspected> {
    return new Promise((resolve, reject) => {
      this.#inspected = { resolve, reject };
      this.#send({ kind: "inspect", file });
    });
  }

  /** Those of the last report that was asked for are kept. */
  messages(report: ConversationReport): Promise<MessageList> {
    if (this.#kept?.report !== report) this.#kept = { report, list: this.#read(report) };
    return this.#kept.list;
  }

  #read(report: ConversationReport): Promise<MessageList> {
    return new Promise((resolve, reject) => {
      this.#lists.push({ resolve, reject });
      this.#send({ kind: "messages", report });
    });
  }

  stop(): void {
    this.#worker.terminate();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #take(message: FromWorker): void {
    switch (message.kind) {
      case "progress":
        this.#onProgress(message.bytes);
        break;
      case "reports":
        for (const report of message.reports) this.#reports.push(report);
        break;
      case "inspected":
        this.#inspected?.resolve({ reports: this.#reports, milliseconds: message.milliseconds });
        this.#inspected = undefined;
        break;
      case "messages":
        this.#lists.shift()?.resolve(message.list);
        break;
      case "failed":
        this.#fail(message.message);
    }
  }

  /** Of what was asked first. */
  #fail(message: string): void {
    const failed = this.#inspected ?? this.#lists.shift();
    this.#inspected = undefined;
    failed?.reject(new Error(message));
  }
}
