// One capture, inspected in a thread of its own.
import { HostView, type HostViewState, type Report } from "@countersign/inspect";
import { inspectFile } from "@countersign/node";
import { reasonOf } from "../diagnostics.js";

export interface FileTask {
  file: string;
  by: "conversation" | "host";
  showSecrets: boolean;
}

/** What came of a file. Of hosts only the view crosses to the other thread: conversations come as their reports. */
export interface FileResult {
  reports: Report[];
  hosts: HostViewState;
  /** Why the file could not be read to its end. */
  failure?: string;
}

export default async function inspectInThread({ file, by, showSecrets }: FileTask): Promise<FileResult> {
  const hosts = new HostView();
  const result: FileResult = { reports: [], hosts: [] };
  try {
    for await (const report of inspectFile(file, by === "host" ? { hosts } : { showSecrets })) {
      result.reports.push(report);
    }
  } catch (error) {
    result.failure = reasonOf(error);
  }
  return { ...result, hosts: hosts.state() };
}
