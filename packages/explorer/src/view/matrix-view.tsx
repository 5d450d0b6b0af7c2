import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { describeMatrix, type MatrixCell, type MatrixPicture } from "../model/matrix.js";

const CELL = { width: 94, height: 44 };
const LEFT = 88;
const TOP = 52;
const SHAPES = { signed: "●", unsigned: "▲", blocked: "■" } as const;

/** The signing matrix as a picture, with the observed cell in a frame. */
export function MatrixView({ picture }: { picture: MatrixPicture }): JSX.Element {
  const id = useId();
  const { policies, rows, title, section } = picture;
  const width = LEFT + CELL.width * policies.length + 4;
  const height = TOP + CELL.height * policies.length + 4;
  return (
    <figure class="matrix">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-labelledby={id}>
        <title id={id}>{describeMatrix(picture)}</title>
        <text x={LEFT} y="16" class="axis">
          server's policy
        </text>
        <text x="0" y={TOP - 12} class="axis">
          client's policy
        </text>
        {policies.map((policy, i) => (
          <g key={policy}>
            <text x={LEFT + CELL.width * (i + 0.5)} y={TOP - 12} class="policy column">
              {policy}
            </text>
            <text x="0" y={TOP + CELL.height * (i + 0.5) + 5} class="policy">
              {policy}
            </text>
          </g>
        ))}
        {rows.map((cells, y) => cells.map((cell, x) => <Cell key={`${y}.${x}`} cell={cell} x={x} y={y} />))}
      </svg>
      <figcaption>
        {title}, a user's session, {section}.{" "}
        {rows.flat().some(({ isObserved }) => isObserved)
          ? "The framed cell is what this conversation shows."
          : `No cell is framed: client ${picture.client}, server ${picture.server}.`}
      </figcaption>
    </figure>
  );
}

function Cell({ cell, x, y }: { cell: MatrixCell; x: number; y: number }): JSX.Element {
  const left = LEFT + CELL.width * x;
  const top = TOP + CELL.height * y;
  return (
    <g class={`cell ${cell.outcome}${cell.isObserved ? " observed" : ""}`}>
      <rect x={left + 2} y={top + 2} width={CELL.width - 4} height={CELL.height - 4} rx="4" />
      <text x={left + CELL.width / 2} y={top + CELL.height / 2 + 5}>
        {SHAPES[cell.outcome]} {cell.outcome}
      </text>
    </g>
  );
}
