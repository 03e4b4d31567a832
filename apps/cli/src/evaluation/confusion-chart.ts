import type {TopLevelSpec} from 'vega-lite';

/** Classes up to which the counts stand in the cells. */
const READABLE = 25;

/** Pixels of a cell, where there are few classes and where there are many. */
const CELL = {most: 44, least: 4};

/** Pixels across which the classes are spread, as far as their cells allow. */
const WIDTH = 640;

/** A confusion matrix `[class][predicted]` as a Vega-Lite chart: the darker, the larger the share of the row's class. */
export function confusionChart(matrix: readonly (readonly number[])[], classes: readonly string[]): TopLevelSpec {
  const side = Math.min(CELL.most, Math.max(CELL.least, WIDTH / classes.length));
  const size = Math.round(side * classes.length);
  const values = matrix.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => ({
      label: classes[i]!,
      predicted: classes[j]!,
      count,
      share: total === 0 ? 0 : count / total,
    }));
  });
  const labelOverlap = classes.length > READABLE && ('greedy' as const);
  const axis = (title: string, labelAngle: number) => ({title, labelAngle, labelOverlap, ticks: false});
  const x = {field: 'predicted', type: 'nominal' as const, sort: null, axis: axis('taken for', -40)};
  const y = {field: 'label', type: 'nominal' as const, sort: null, axis: axis('is', 0)};
  const cells = {
    mark: {type: 'rect' as const},
    encoding: {
      x,
      y,
      color: {
        field: 'share',
        type: 'quantitative' as const,
        scale: {range: ['white', '#08519c'], domain: [0, 1], interpolate: 'rgb' as const},
        legend: {title: 'share of the class', format: '.0%'},
      },
    },
  };
  const counts = {
    transform: [{filter: 'datum.count > 0'}],
    mark: {type: 'text' as const, fontSize: 10},
    encoding: {
      x,
      y,
      text: {field: 'count', type: 'quantitative' as const},
      color: {condition: {test: 'datum.share > 0.55', value: 'white'}, value: '#222'},
    },
  };
  return {
    data: {values},
    width: size,
    height: size,
    layer: classes.length <= READABLE ? [cells, counts] : [cells],
  };
}
