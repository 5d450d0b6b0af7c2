import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { ByteMask } from "../model/mask.js";
import { type Token, tokenOf } from "../model/token.js";
import {
  ancestors,
  layerNames,
  marksIn,
  type NodePath,
  nodeAt,
  pathOfByte,
  pathOfField,
  visibleRows,
} from "../model/tree.js";
import { count } from "../model/words.js";
import { ByteGrid } from "./byte-grid.js";
import { FieldCard } from "./field-card.js";
import { FieldTree } from "./field-tree.js";
import { SharePanel } from "./share-panel.js";
import { useMedia } from "./use-media.js";

export interface TokenViewProps {
  title: string;
  bytes: Uint8Array;
  withheld?: ByteMask;
  /** What to select first, as `Structure.field`. */
  field?: string | undefined;
}

/** A message: its fields in a tree beside its bytes. A new message wants a new key. */
export function TokenView({ title, bytes, withheld, field }: TokenViewProps): JSX.Element {
  const [showsSecrets, setShowsSecrets] = useState(false);
  const [isSharing, setIsSharing] = useState(false);
  const token = useMemo(
    () => tokenOf(title, bytes, showsSecrets, withheld),
    [title, bytes, showsSecrets, withheld],
  );
  return (
    <div class="token">
      <div class="toolbar">
        <Summary token={token} />
        {token.hasSecrets && withheld === undefined && (
          <button type="button" aria-pressed={showsSecrets} onClick={() => setShowsSecrets(!showsSecrets)}>
            {showsSecrets ? "Hide secrets" : "Show secrets"}
          </button>
        )}
        <button type="button" aria-expanded={isSharing} onClick={() => setIsSharing(!isSharing)}>
          Share
        </button>
      </div>
      {withheld !== undefined && withheld.length > 0 && (
        <p class="remark note">Whoever shared this left the responses, keys and MICs out: they are zeros.</p>
      )}
      {isSharing && <SharePanel token={token} />}
      <Fields token={token} field={field} />
    </div>
  );
}

function Summary({ token: { bytes, nodes } }: { token: Token }): JSX.Element {
  const { deviations, errors } = marksIn(nodes);
  return (
    <p class="summary">
      <b>{layerNames(nodes).join(" › ") || "no message"}</b>
      <span>{count(bytes.length, "byte")}</span>
      {deviations > 0 && <span class="mark deviation">{count(deviations, "deviation")}</span>}
      {errors > 0 && <span class="mark error">{count(errors, "error")}</span>}
    </p>
  );
}

function Fields({ token, field }: { token: Token; field: string | undefined }): JSX.Element {
  const { nodes } = token;
  const isNarrow = useMedia("(max-width: 40rem)");
  const [closed, setClosed] = useState<ReadonlySet<NodePath>>(new Set());
  const wanted = field === undefined ? undefined : pathOfField(nodes, field);
  const [selected, setSelected] = useState({ path: wanted ?? "0", takesFocus: wanted !== undefined });
  const [pointed, setPointed] = useState<NodePath>();
  const rows = useMemo(() => visibleRows(nodes, closed), [nodes, closed]);
  const selectedNode = nodeAt(nodes, selected.path);
  const fold = (path: NodePath, isOpen: boolean) => {
    const next = new Set(closed);
    if (isOpen) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const pick = (offset: number) => {
    const path = pathOfByte(nodes, offset);
    if (path === undefined) return;
    setClosed(new Set([...closed].filter((folded) => !ancestors(path).includes(folded))));
    setSelected({ path, takesFocus: true });
  };
  return (
    <div class="fields">
      <FieldTree
        rows={rows}
        selected={selected.path}
        hasFocus={selected.takesFocus}
        select={(path) => setSelected({ path, takesFocus: true })}
        fold={fold}
        point={setPointed}
      />
      <div class="beside">
        <ByteGrid
          token={token}
          width={isNarrow ? 8 : 16}
          selected={selectedNode}
          pointed={pointed === undefined ? undefined : nodeAt(nodes, pointed)}
          pick={pick}
        />
        {selectedNode !== undefined && <FieldCard token={token} node={selectedNode} />}
      </div>
    </div>
  );
}
