import type {ModelSummary} from './summarize.js';

/** A {@link ModelSummary} as a text table: a line a layer, and the totals below. */
export function formatSummary({name, layers, parameters, trainableParameters, multiplyAdds}: ModelSummary): string {
  const rows = [
    ['layer', 'type', 'output', 'parameters', 'multiply-adds'],
    ...layers.map(layer => [
      layer.name,
      layer.type,
      layer.outputShape.join('x'),
      grouped(layer.parameters),
      grouped(layer.multiplyAdds),
    ]),
    ['total', '', '', grouped(parameters), grouped(multiplyAdds)],
  ];
  const [header, ...body] = alignColumns(rows, {rightFrom: 3});
  const rule = '-'.repeat(header!.length);
  const frozen = parameters - trainableParameters;
  const note = frozen > 0 ? [`${grouped(frozen)} of the parameters are frozen`] : [];
  return [name, header, rule, ...body.slice(0, -1), rule, body.at(-1), ...note].join('\n');
}

/** Pads the cells of each column to one width; those from `rightFrom` on are flush right. */
function alignColumns(rows: readonly string[][], {rightFrom}: {rightFrom: number}): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows.map(row =>
    row
      .map((cell, column) => (column < rightFrom ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
