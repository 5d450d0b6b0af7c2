import type { JSX } from "preact";
import { useState } from "preact/hooks";
import manifest from "../../package.json" with { type: "json" };
import type { CaptureResult } from "../model/capture.js";
import {
  type ExportFormat,
  type ExportSubject,
  exportFormats,
  exportName,
  exportText,
} from "../model/export.js";

const FORMATS = Object.keys(exportFormats) as ExportFormat[];

/** Saves what was found, as the command line prints it. */
export function ExportBar({ result }: { result: CaptureResult }): JSX.Element {
  const [subject, setSubject] = useState<ExportSubject>("conversations");
  return (
    <fieldset class="export">
      <legend>Export</legend>
      {(["conversations", "hosts"] as const).map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name="subject"
            checked={subject === choice}
            onChange={() => setSubject(choice)}
          />{" "}
          {choice}
        </label>
      ))}
      {FORMATS.map((format) => (
        <button key={format} type="button" onClick={() => save(result, format, subject)}>
          {exportFormats[format].label}
        </button>
      ))}
    </fieldset>
  );
}

function save(result: CaptureResult, format: ExportFormat, subject: ExportSubject): void {
  const type = exportFormats[format].mediaType;
  const url = URL.createObjectURL(new Blob(exportText(result, format, subject, manifest.version), { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = exportName(result.capture.file, format, subject);
  link.click();
  // The browser has to get hold of it first.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
