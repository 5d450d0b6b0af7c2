import type { JSX } from "preact";

/** How good an answer is. It shows as a shape too, for those who do not tell the colours apart. */
type Tone = "good" | "bad" | "open";

const TONES: Readonly<Record<string, Tone>> = {
  blocked: "good",
  signed: "good",
  required: "good",
  encrypted: "good",
  possible: "bad",
  unsigned: "bad",
  enabled: "bad",
  disabled: "bad",
  high: "bad",
  medium: "bad",
};

const SHAPES: Readonly<Record<Tone, string>> = { good: "●", bad: "▲", open: "◆" };

/** An outcome's word, in its colour. */
export function Outcome({ word, label }: { word: string; label?: string }): JSX.Element {
  const tone = TONES[word] ?? "open";
  return (
    <span class={`outcome ${tone}`}>
      <span aria-hidden="true">{SHAPES[tone]} </span>
      {label === undefined ? word : `${label} ${word}`}
    </span>
  );
}

/** What was advertised, by protocol. */
export function Advertised({ smb1, smb2 }: { smb1?: string; smb2?: string }): JSX.Element {
  return (
    <>
      {smb2 !== undefined && <Outcome label="SMB2" word={smb2} />}
      {smb1 !== undefined && <Outcome label="SMB1" word={smb1} />}
      {smb1 === undefined && smb2 === undefined && <span class="quiet">not asked</span>}
    </>
  );
}
