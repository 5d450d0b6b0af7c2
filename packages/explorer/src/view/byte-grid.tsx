import type { DissectNode } from "@countersign/dissect";
import { Fragment, type JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type HexRow, hexRows, MAX_SHOWN_BYTES } from "../model/hex-rows.js";
import type { Token } from "../model/token.js";
import { count } from "../model/words.js";

export interface ByteGridProps {
  token: Token;
  /** Bytes in a row. */
  width: number;
  selected: DissectNode | undefined;
  pointed: DissectNode | undefined;
  /** Told of a byte that was clicked. */
  pick: (offset: number) => void;
}

/** The bytes in hex, those of the selected field lit. */
export function ByteGrid({ token, width, selected, pointed, pick }: ByteGridProps): JSX.Element {
  const frame = useRef<HTMLElement>(null);
  const rows = useMemo(() => hexRows(token.bytes, token.nodes, token.hidden, width), [token, width]);
  useEffect(() => showRow(frame.current, Math.floor((selected?.offset ?? 0) / width)), [selected, width]);
  const digits = Math.max(4, (token.bytes.length - 1).toString(16).length);
  const left = token.bytes.length - MAX_SHOWN_BYTES;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
    <section ref={frame} class="bytes" aria-label="Bytes" tabIndex={0}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree is the way for keys. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a short cut for pointers alone. */}
      <div
        onClick={({ target }) => {
          const offset = target instanceof HTMLElement ? target.dataset["at"] : undefined;
          if (offset !== undefined) pick(Number(offset));
        }}
      >
        {rows.map((row) => (
          <Row key={row.offset} row={row} digits={digits} selected={selected} pointed={pointed} />
        ))}
      </div>
      {left > 0 && <p class="quiet">{count(left, "byte")} more are not shown.</p>}
    </section>
  );
}

interface RowProps {
  row: HexRow;
  digits: number;
  selected: DissectNode | undefined;
  pointed: DissectNode | undefined;
}

function Row({ row, digits, selected, pointed }: RowProps): JSX.Element {
  return (
    <div class="byte-row">
      <span class="at">{row.offset.toString(16).padStart(digits, "0")}</span>{" "}
      {row.runs.map(({ offset, text, layer, isHidden }) => {
        const marks = [
          `run layer-${layer}`,
          has(selected, offset) ? (selected?.children === undefined ? "lit" : "lit-group") : "",
          has(pointed, offset) ? "pointed" : "",
          isHidden ? "masked" : "",
        ];
        return (
          <Fragment key={offset}>
            <span class={marks.filter(Boolean).join(" ")} data-at={offset}>
              {text}
            </span>{" "}
          </Fragment>
        );
      })}
    </div>
  );
}

/** A run lies in one field, so its first byte tells for all of it. */
function has(node: DissectNode | undefined, at: number): boolean {
  return node !== undefined && node.offset <= at && at < node.offset + node.length;
}

/** Scrolls the frame alone, not the page. */
function showRow(frame: HTMLElement | null, index: number): void {
  const row = frame?.querySelectorAll<HTMLElement>(".byte-row")[index];
  if (frame === null || row === undefined) return;
  const top = row.offsetTop - frame.offsetTop;
  const isSeen = top >= frame.scrollTop && top + row.offsetHeight <= frame.scrollTop + frame.clientHeight;
  if (!isSeen) frame.scrollTop = Math.max(0, top - frame.clientHeight / 3);
}
