// Cost against size, both axes logarithmic, a panel a series: an SVG that stands alone.
const PANEL = { width: 420, height: 300, left: 60, top: 40, right: 20, bottom: 50 };
const INNER = {
  width: PANEL.width - PANEL.left - PANEL.right,
  height: PANEL.height - PANEL.top - PANEL.bottom,
};
const CURVES = [
  { name: "CPU, seconds", color: "#1f6feb", exponent: "cpu", measureOf: ({ cpu }) => cpu },
  { name: "memory, GiB", color: "#bf5700", exponent: "memory", measureOf: ({ memory }) => memory / 2 ** 30 },
];

/** `series`: as results/scaling.json holds them. */
export function plot(series) {
  const panels = series.map((one, i) => `<g transform="translate(${i * PANEL.width} 0)">${panel(one)}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PANEL.width * series.length} ${PANEL.height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="#fff"/>
${panels.join("\n")}
</svg>
`;
}

function panel({ unit, exponents, points }) {
  const x = axis(
    points.map(({ size }) => size),
    INNER.width,
  );
  const y = axis(
    points.flatMap((point) => CURVES.map(({ measureOf }) => measureOf(point))),
    INNER.height,
  );
  const left = (value) => PANEL.left + x.at(value);
  const top = (value) => PANEL.top + INNER.height - y.at(value);
  const curves = CURVES.map(({ name, color, exponent, measureOf }, i) => {
    const line = points
      .map((point) => `${round(left(point.size))},${round(top(measureOf(point)))}`)
      .join(" ");
    const label = `${name}: power ${exponents[exponent].toFixed(2)}`;
    return `<polyline points="${line}" fill="none" stroke="${color}" stroke-width="2"/>
${text(PANEL.left + 8, PANEL.top + 14 + 14 * i, label, `fill="${color}"`)}`;
  });
  return [
    ...x.ticks.map((tick) => xTick(left(tick), tick)),
    ...y.ticks.map((tick) => yTick(top(tick), tick)),
    text(PANEL.left + INNER.width / 2, PANEL.height - 10, unit, 'text-anchor="middle"'),
    ...curves,
  ].join("\n");
}

/** From the power of ten below the least to the one above the greatest. */
function axis(values, length) {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  const ticks = Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  return { ticks, at: (value) => (length * (Math.log10(value) - from)) / (to - from) };
}

function xTick(at, value) {
  const bottom = PANEL.top + INNER.height;
  return `${rule(at, PANEL.top, at, bottom)}${text(at, bottom + 16, label(value), 'text-anchor="middle"')}`;
}

function yTick(at, value) {
  return `${rule(PANEL.left, at, PANEL.left + INNER.width, at)}${text(PANEL.left - 6, at + 4, label(value), 'text-anchor="end"')}`;
}

function rule(x1, y1, x2, y2) {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="#ddd"/>`;
}

function text(x, y, content, attributes) {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${content}</text>`;
}

function label(value) {
  return value >= 1 ? value.toLocaleString("en") : String(Number(value.toPrecision(1)));
}

function round(value) {
  return Number(value.toFixed(1));
}
