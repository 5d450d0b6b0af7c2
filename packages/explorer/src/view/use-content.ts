import { useEffect, useRef, useState } from "preact/hooks";
import { type CaptureResult, resultOf } from "../model/capture.js";
import { readFragment, type SharedToken } from "../model/share.js";
import { type Paste, readPaste } from "../model/token.js";
import { CaptureWorker } from "../worker/client.js";

/** What is on the page below the input. */
type Content =
  | { kind: "nothing" }
  | { kind: "paste"; paste: Paste }
  | { kind: "shared"; token: SharedToken }
  | { kind: "reading"; file: File; bytes: number }
  | { kind: "capture"; result: CaptureResult; milliseconds: number; worker: CaptureWorker }
  | { kind: "failed"; message: string };

export interface ContentControl {
  content: Content;
  text: string;
  paste: (text: string) => void;
  open: (file: File) => void;
  close: () => void;
}

/** What the page shows, and the ways to change it. `onCapture` is told when another capture is there. */
export function useContent(onCapture: () => void): ContentControl {
  const [text, setText] = useState("");
  const [content, setContent] = useState<Content>(() => sharedContent() ?? { kind: "nothing" });
  const worker = useRef<CaptureWorker | undefined>(undefined);

  const show = (next: Content) => {
    worker.current?.stop();
    worker.current = undefined;
    if (next.kind !== "shared" && location.hash !== "") location.hash = "";
    setContent(next);
  };

  useEffect(() => {
    const follow = () => {
      const shared = sharedContent();
      if (shared === undefined) return;
      setText("");
      show(shared);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  const paste = (next: string) => {
    setText(next);
    show(next.trim() === "" ? { kind: "nothing" } : { kind: "paste", paste: readPaste(next) });
  };

  const open = (file: File) => {
    setText("");
    show({ kind: "reading", file, bytes: 0 });
    const mine = new CaptureWorker((bytes) => {
      if (worker.current === mine) setContent({ kind: "reading", file, bytes });
    });
    worker.current = mine;
    inspect(mine, file).then((next) => {
      if (worker.current !== mine) return;
      if (next.kind === "capture") onCapture();
      setContent(next);
    });
  };

  return { content, text, paste, open, close: () => show({ kind: "nothing" }) };
}

async function inspect(worker: CaptureWorker, file: File): Promise<Content> {
  try {
    const { reports, milliseconds } = await worker.inspect(file);
    const result = resultOf(reports);
    if (result?.capture.format === undefined) return await inspectMessage(file, result);
    return { kind: "capture", result, milliseconds, worker };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}

/** Messages have 16 MiB at most. */
const MAX_MESSAGE_SIZE = 16 << 20;

/** What is no capture may be a message, or a text that holds one. */
async function inspectMessage(file: File, result: CaptureResult | undefined): Promise<Content> {
  if (file.size <= MAX_MESSAGE_SIZE) {
    const paste = readPaste(new Uint8Array(await file.arrayBuffer()));
    if (paste.isUnderstood) return { kind: "paste", paste };
  }
  const why = result?.capture.problems.map(({ message }) => message).join("; ");
  return { kind: "failed", message: why || "it is neither a capture nor a message" };
}

function sharedContent(): Content | undefined {
  const token = readFragment(location.hash);
  return token && { kind: "shared", token };
}
