import { visibleText } from "@countersign/inspect";
import type { JSX } from "preact";
import { CaptureView } from "./view/capture-view.js";
import { Heading } from "./view/heading.js";
import { Intake } from "./view/intake.js";
import { PasteView } from "./view/paste-view.js";
import { ReadingView } from "./view/reading-view.js";
import { TokenView } from "./view/token-view.js";
import { type ContentControl, useContent } from "./view/use-content.js";
import { useDrop } from "./view/use-drop.js";
import { usePlace } from "./view/use-place.js";

export function App(): JSX.Element {
  const [place, go, reset] = usePlace();
  const control = useContent(reset);
  const isOver = useDrop(control.open);
  return (
    <div class={isOver ? "page drop-target" : "page"}>
      <header>
        <h1>countersign explorer</h1>
        <p>
          SMB and NTLM signing, read from the bytes. <strong>Nothing leaves this browser.</strong>
        </p>
      </header>
      <main>
        <Intake
          text={control.text}
          isCompact={control.content.kind === "capture"}
          paste={control.paste}
          open={control.open}
        />
        <Shown control={control} place={place} go={go} />
      </main>
      <footer>
        <p>
          This page has no server behind it and makes no request: its content security policy forbids every
          connection, so what you paste or open stays here. It works offline. It inspects; it relays, cracks
          and logs on to nothing.
        </p>
      </footer>
    </div>
  );
}

type ShownProps = { control: ContentControl; place: Parameters<typeof CaptureView>[0]["place"] } & Pick<
  Parameters<typeof CaptureView>[0],
  "go"
>;

function Shown({ control: { content, close }, place, go }: ShownProps): JSX.Element | null {
  switch (content.kind) {
    case "nothing":
      return null;
    case "paste":
      return <PasteView paste={content.paste} />;
    case "shared":
      return (
        <section aria-label="Result">
          <Heading>A shared message</Heading>
          <TokenView
            key={location.hash}
            title="shared"
            bytes={content.token.bytes}
            withheld={content.token.withheld}
          />
        </section>
      );
    case "reading":
      return <ReadingView file={content.file} bytes={content.bytes} stop={close} />;
    case "capture":
      return <CaptureView {...content} place={place} go={go} />;
    case "failed":
      return (
        <section class="card" aria-label="Result">
          <Heading>That could not be read</Heading>
          <p class="remark error">{visibleText(content.message)}</p>
        </section>
      );
  }
}
