import {formsOf, type OutlineForm, outlineOf} from './outline.js';
import type {ReceptiveField} from './receptive-field.js';
import type {BlockSummary, Costs, LayerSummary, ModelSummary} from './summary.js';
import {alignColumns} from './text-table.js';
import {formatCount, formatPair, formatShape} from './units.js';

const legend = [
  'field: pixels, across, of the image that a value sees; jump: pixels from one value to the next',
  'multiply-adds: of convolutions and fully connected layers; MB: outputs of all layers in float32; both for one image',
];

/** What a line of {@link formatSummary} stands for. */
export type SummaryPart = 'stage' | 'block' | 'layer';

/**
 * A summary as a text table, a line a stage, block or layer, and the totals below. Shapes are height x width x channels;
 * a receptive field and its jump are in pixels of the image; activations are in MB (10^6 bytes).
 *
 * @param options `by`: default `layer`.
 */
export function formatSummary(summary: ModelSummary, {by = 'layer'}: {by?: SummaryPart} = {}): string {
  const {head, rows} = tables[by](summary);
  const words = head.length;
  const [header, ...lines] = alignColumns(
    [
      [...head, 'output', 'field', 'jump', 'parameters', 'multiply-adds', 'MB'],
      ...rows,
      ['total', ...Array(words + 2).fill(''), ...costs(summary)],
    ],
    {rightFrom: words + 1},
  );
  const rule = '-'.repeat(Math.max(...[header!, ...lines].map(line => line.length)));
  const title = `${summary.name}, ${formatShape(summary.inputShape)} to ${formatShape(summary.outputShape)}`;
  const frozen = summary.parameters - summary.trainableParameters;
  const note = frozen > 0 ? [`${formatCount(frozen)} of the parameters are frozen`] : [];
  return [title, header, rule, ...lines.slice(0, -1), rule, lines.at(-1), '', ...note, ...legend].join('\n');
}

interface Table {
  /** Titles of the columns of words. */
  head: string[];
  rows: string[][];
}

const tables: Record<SummaryPart, (summary: ModelSummary) => Table> = {
  stage: summary => ({
    head: ['stage', 'layers'],
    rows: outlineOf(summary).map(stage => [stage.name, formsOf(stage).map(formText).join(' '), ...figures(stage)]),
  }),
  block: ({stages}) => ({
    head: ['block', 'input', 'shortcut'],
    rows: stages.flatMap(stage => {
      const parts: (typeof stage | BlockSummary)[] = stage.blocks.length > 0 ? stage.blocks : [stage];
      return parts.map(part => [
        part.name,
        formatShape(part.inputShape),
        'shortcut' in part ? part.shortcut : '',
        ...figures(part),
      ]);
    }),
  }),
  layer: ({layers}) => ({
    head: ['layer', 'type'],
    rows: layers.map(layer => [layer.name, layer.type, ...figures(layer)]),
  }),
};

/** `[1x1, 128; 3x3, 128; 1x1, 512] x4 /2`. */
function formText({texts, count, stride}: OutlineForm): string {
  return [`[${texts.join('; ')}]`, ...(count > 1 ? [`x${count}`] : []), ...(stride ? [stride] : [])].join(' ');
}

/** The cells that every kind of line ends with. */
function figures(part: Costs & Pick<LayerSummary, 'outputShape'> & {receptiveField?: ReceptiveField}): string[] {
  const {outputShape, receptiveField: field} = part;
  return [
    formatShape(outputShape),
    field ? formatPair(field.size) : '?',
    field ? formatPair(field.jump) : '?',
    ...costs(part),
  ];
}

function costs({parameters, multiplyAdds, activationBytes}: Costs): string[] {
  return [formatCount(parameters), formatCount(multiplyAdds), (activationBytes / 1e6).toFixed(2)];
}
