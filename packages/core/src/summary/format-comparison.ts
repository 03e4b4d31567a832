import {formsOf, type OutlineForm, type OutlineStage, outlineOf} from './outline.js';
import {earlierMultiplyAdds, paperMultiplyAdds} from './paper.js';
import type {ModelSummary} from './summary.js';
import {alignColumns} from './text-table.js';
import {formatCount, formatShape} from './units.js';

/**
 * Networks side by side, as table 1 of He et al. 2015, "Deep Residual Learning": a row a stage with the sizes of its
 * output and its blocks, then parameters and multiply-adds, in the end how they were counted.
 */
export function formatComparison(summaries: readonly ModelSummary[]): string {
  const outlines = summaries.map(outlineOf);
  const all = new Set(outlines.flatMap(stages => stages.map(({name}) => name)));
  const names = [...all].sort((a, b) => Number(a === 'head') - Number(b === 'head'));
  const stages = names.map(name =>
    stageRows(
      name,
      outlines.map(stages => stages.find(stage => stage.name === name)),
    ),
  );
  const figures = figureRows(summaries);
  const rows = [['stage', 'output', ...summaries.map(({name}) => name)], ...stages.flat(), ...figures];
  const lines = alignColumns(rows, {rightFrom: Number.POSITIVE_INFINITY});
  const rule = '-'.repeat(Math.max(...lines.map(line => line.length)));
  const bodies = [...stages, figures];
  let from = 1;
  const parts = bodies.flatMap(body => {
    const part = lines.slice(from, from + body.length);
    from += body.length;
    return [rule, ...part];
  });
  return [lines[0], ...parts, '', ...footnotes(summaries)].join('\n');
}

/** The lines of a stage: name, size, and what each network has there. */
function stageRows(name: string, stages: readonly (OutlineStage | undefined)[]): string[][] {
  const sizes = stages.map(stage => stage && sizeOf(stage));
  const common = new Set(sizes.filter(size => size !== undefined)).size === 1;
  const cells = stages.map((stage, i) => [
    ...(stage && !common ? [`to ${sizes[i]}`] : []),
    ...(stage ? formsOf(stage).flatMap(formLines) : []),
  ]);
  const height = Math.max(1, ...cells.map(cell => cell.length));
  const size = common ? sizes.find(size => size !== undefined)! : '';
  return Array.from({length: height}, (_, i) => [
    i === 0 ? name : '',
    i === 0 ? size : '',
    ...cells.map(cell => cell[i] ?? ''),
  ]);
}

function sizeOf({outputShape}: OutlineStage): string {
  return outputShape.length > 1 ? formatShape(outputShape.slice(0, -1)) : '1x1';
}

/** A layer in a line, several in brackets with their number beside them. */
function formLines({texts, count, stride}: OutlineForm): string[] {
  if (texts.length === 1 && count === 1) return [`${texts[0]} ${stride}`.trimEnd()];
  const width = Math.max(...texts.map(text => text.length));
  const middle = Math.floor((texts.length - 1) / 2);
  return texts.map((text, i) => `[${text.padEnd(width)}]${i === middle ? ` x${count} ${stride}`.trimEnd() : ''}`);
}

function figureRows(summaries: readonly ModelSummary[]): string[][] {
  const papers = summaries.map(paperMultiplyAdds);
  return [
    ['parameters', '', ...summaries.map(({parameters}) => formatCount(parameters))],
    ['multiply-adds', '', ...summaries.map(({multiplyAdds}) => formatCount(multiplyAdds))],
    ...(papers.some(paper => paper !== undefined)
      ? [['the paper', '', ...papers.map(paper => (paper === undefined ? '' : billions(paper)))]]
      : []),
  ];
}

function footnotes(summaries: readonly ModelSummary[]): string[] {
  const isInPaper = summaries.some(summary => paperMultiplyAdds(summary) !== undefined);
  return [...countingRule, ...(isInPaper ? paperNote : []), ...versionNote(summaries)];
}

const countingRule = [
  'Multiply-adds are those of convolutions (shortcuts included) and fully connected layers, for one image: one for each',
  'use of a value of a kernel. Biases, normalisation, activations, pooling and sums are not counted.',
];

const paperNote = [
  'The paper is He et al. 2015, table 1. It rounds, and these figures are within 2 % of it; its 34 layers are 3.6 where',
  'shortcuts have no parameters (option A: 3.64), and 3.66 with projections (option B), as here.',
];

/** What torchvision's bottlenecks change. */
function versionNote(summaries: readonly ModelSummary[]): string[] {
  const later = summaries.filter(summary => earlierMultiplyAdds(summary) !== undefined);
  if (later.length === 0) return [];
  const names = later.map(({name}) => name).join(', ');
  const earlier = later.map(summary => `${summary.name}-v1 (${billions(earlierMultiplyAdds(summary)!)})`).join(', ');
  return [
    `${names}: version 1.5, as torchvision has it: a stage's first block strides in its 3x3. The paper`,
    `strides in the 1x1 before, which then computes a quarter of the positions: ${earlier}.`,
  ];
}

function billions(count: number): string {
  return `${(count / 1e9).toFixed(1)} x 10^9`;
}
