import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";

export interface IntakeProps {
  text: string;
  /** Takes little room, where a capture wants it. */
  isCompact: boolean;
  paste: (text: string) => void;
  open: (file: File) => void;
}

/** The CHALLENGE of a server that an HTTP header came with. */
const EXAMPLE =
  "WWW-Authenticate: NTLM TlRMTVNTUAACAAAAEgASADgAAAAVgopiILRnY93+KecAAAAAAAAAAEgASABKAAAABgEAAAAAAA9GAEkATABFAFMAUgBWADAAMQACABIARgBJAEwARQBTAFIAVgAwADEAAQASAEYASQBMAEUAUwBSAFYAMAAxAAQAAAADAAQAdgBtAAcACABab+27H3rdAQAAAAA=";

/** Where things come in: a text, or a file. Files can be dropped anywhere on the page too. */
export function Intake({ text, isCompact, paste, open }: IntakeProps): JSX.Element {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  return (
    <section class={isCompact ? "intake compact" : "intake"} aria-label="Input">
      <div class="paste">
        <div class="line-of-controls">
          <label for={id}>Paste a message: hex, base64, or a header line</label>
          <button type="button" onClick={() => paste(EXAMPLE)}>
            Try an example
          </button>
          <button type="button" disabled={text === ""} onClick={() => paste("")}>
            Clear
          </button>
        </div>
        <textarea
          id={id}
          rows={isCompact ? 1 : 3}
          value={text}
          spellcheck={false}
          autocomplete="off"
          onInput={({ currentTarget }) => paste(currentTarget.value)}
        />
      </div>
      <div class="drop">
        <p>Or drop a capture anywhere on this page: pcap, pcapng, snoop or Network Monitor, also in gzip.</p>
        <button type="button" class="main-button" onClick={() => file.current?.click()}>
          Open a capture…
        </button>
        <input
          ref={file}
          type="file"
          class="unseen"
          aria-label="Capture file"
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen !== undefined) open(chosen);
            currentTarget.value = "";
          }}
        />
      </div>
    </section>
  );
}
