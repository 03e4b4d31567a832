import {lineText} from './layer-line.js';
import {outlineOf} from './outline.js';
import type {ModelSummary} from './summary.js';
import {boxHeight, type Drawing, layOut, type PlacedBox, type PlacedRow} from './svg-layout.js';
import {svgStyle} from './svg-style.js';
import {formatPair, formatRounded, formatShape} from './units.js';

/**
 * A network as an SVG drawing: a row a stage, a box a block (equal ones that follow one another as one), and an arc for
 * each shortcut, dashed where it changes the shape. It adapts to light and dark, and has no script and no outside font.
 */
export function formatSvg(summary: ModelSummary): string {
  const drawing = layOut(outlineOf(summary));
  const {name, inputShape, parameters, multiplyAdds} = summary;
  const {width, height} = drawing;
  const facts = [
    `${formatShape(inputShape)} to ${formatShape(summary.outputShape)}`,
    `${formatRounded(parameters)} parameters`,
    `${formatRounded(multiplyAdds)} multiply-adds`,
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(`${name}: ${facts.join(', ')}`)}</title>`,
    `<style>${svgStyle}</style>`,
    `<defs>${tip('flow')}${tip('past')}</defs>`,
    `<rect class="paper" width="${width}" height="${height}" rx="12"/>`,
    text(24, 36, name, 'name'),
    text(24, 57, facts.join(' · '), 'faint'),
    ...drawing.cards.map(
      ({top, height}) => `<rect class="card" x="12" y="${top}" width="${width - 24}" height="${height}" rx="10"/>`,
    ),
    ...drawing.rows.flatMap((row, i) => drawRow(row, drawing, drawing.rows[i + 1])),
    '</svg>',
    '',
  ].join('\n');
}

function drawRow(row: PlacedRow, {width, left}: Drawing, next: PlacedRow | undefined): string[] {
  const {boxes, middle} = row;
  return [
    ...(row.isFirst ? [...stageLabel(row), ...stageFigures(row, width - 28)] : []),
    ...(boxes[0] ? [flow(`M${left - 18} ${middle}H${boxes[0].x}`)] : []),
    ...boxes.flatMap((box, i) => drawBox(box, middle, boxes[i + 1])),
    ...(next ? [turn(row, next, left - 26)] : []),
  ];
}

function stageLabel({stage, middle}: PlacedRow): string[] {
  return [text(28, middle - 3, stage.name, 'stage'), text(28, middle + 15, formatShape(stage.outputShape), 'faint')];
}

function stageFigures({stage, middle}: PlacedRow, right: number): string[] {
  const {parameters, multiplyAdds, receptiveField: field} = stage;
  const figures = [
    `${formatRounded(parameters)} parameters`,
    `${formatRounded(multiplyAdds)} multiply-adds`,
    ...(field ? [`field of ${formatPair(field.size)} px`] : []),
  ];
  return figures.map((figure, i) => text(right, middle - 12 + 18 * i, figure, 'faint end'));
}

function drawBox({box, x, width, sumX}: PlacedBox, middle: number, next: PlacedBox | undefined): string[] {
  const {lines, count, shortcut} = box;
  const height = boxHeight(box);
  const top = middle - height / 2;
  const kind = shortcut ? 'box block' : 'box';
  const behind = count > 1 ? [8, 4] : [];
  const rect = (shift: number) =>
    `<rect class="${kind}" x="${x + shift}" y="${top - shift}" width="${width}" height="${height}" rx="6"/>`;
  const end = sumX ?? x + width;
  return [
    ...behind.map(rect),
    rect(0),
    ...lines.map((one, i) => text(x + width / 2, top + 20 + 17 * i, lineText(one), 'middle')),
    ...(count > 1 ? [text(x + width / 2, top + height + 15, `${count} times`, 'times middle')] : []),
    ...(sumX === undefined ? [] : drawShortcut({box, x, width, sumX}, {middle, top, behind: behind[0] ?? 0})),
    ...(next ? [flow(`M${end + (sumX === undefined ? 0 : 8)} ${middle}H${next.x}`)] : []),
  ];
}

function drawShortcut(
  {box: {shortcut}, x, width, sumX}: PlacedBox & {sumX: number},
  {middle, top, behind}: {middle: number; top: number; behind: number},
): string[] {
  const {kind, lines} = shortcut!;
  const [start, high] = [x - 14, top - behind - 12];
  const label = [...lines.map(lineText), ...(kind === 'zeros' ? ['zeros'] : [])].join(', ');
  const arc = `M${start} ${middle}V${high + 8}q0 -8 8 -8H${sumX - 8}q8 0 8 8V${middle - 8}`;
  return [
    flow(`M${x + width + behind} ${middle}H${sumX - 8}`),
    path(arc, {kind: kind === 'identity' ? 'past' : 'past changes', tip: 'past'}),
    `<circle class="sum" cx="${sumX}" cy="${middle}" r="8"/>`,
    path(`M${sumX - 4} ${middle}h8M${sumX} ${middle - 4}v8`),
    ...(label ? [text((start + sumX) / 2, high - 6, label, 'label middle')] : []),
  ];
}

/** From the end of a row to the beginning of the next: right, down between them, left, down. */
function turn({boxes, middle}: PlacedRow, next: PlacedRow, left: number): string {
  const last = boxes.at(-1);
  const end = last ? (last.sumX === undefined ? last.x + last.width : last.sumX + 8) : left;
  const right = end + 22;
  const between = next.gap;
  return path(
    `M${end} ${middle}H${right - 8}q8 0 8 8V${between - 8}q0 8 -8 8H${left + 8}q-8 0 -8 8V${next.middle - 8}q0 8 8 8`,
  );
}

function flow(line: string): string {
  return path(line, {kind: 'flow', tip: 'flow'});
}

function path(line: string, {kind = 'flow', tip}: {kind?: string; tip?: Tip} = {}): string {
  return `<path class="${kind}" d="${line}"${tip ? ` marker-end="url(#${tip}-tip)"` : ''}/>`;
}

/** Ends of lines, in the line's colour. */
type Tip = 'flow' | 'past';

function tip(kind: Tip): string {
  const size = 'viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6"';
  return `<marker id="${kind}-tip" ${size} orient="auto"><path class="${kind}-tip" d="M0 0 6 3 0 6z"/></marker>`;
}

function text(x: number, y: number, value: string, kind: string): string {
  return `<text class="${kind}" x="${x}" y="${y}">${escaped(value)}</text>`;
}

function escaped(value: string): string {
  return value.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
