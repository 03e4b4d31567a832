import {eachSample, largest, type Metric} from './metric.js';

/**
 * How often each class was taken for which: `matrix[label][predicted]` counts samples, as
 * `sklearn.metrics.confusion_matrix`.
 */
export function confusionMatrix(classes: number): Metric<number[][]> {
  const matrix = Array.from({length: classes}, () => Array<number>(classes).fill(0));
  return {
    add(logits, labels) {
      eachSample(logits, labels, (row, label) => {
        matrix[label]![largest(row)]!++;
      });
    },
    value: () => matrix.map(row => [...row]),
  };
}
