import {classScores, type EpochEvent} from '@residual/train';
import {formatSeconds, formatShare} from '../output/units.js';
import type {TestResult} from '../run/test-result.js';
import {type Html, html} from './html.js';

/** Classes up to which a confusion matrix can be read. */
const MOST_CELLS = 30;

/** Mistakes that are listed where there are more classes. */
const MISTAKES = 20;

/** A line an epoch; that of the best validation accuracy stands out. */
export function epochTable(epochs: readonly EpochEvent[]): Html {
  const best = Math.max(...epochs.map(({valid}) => valid?.accuracy ?? Number.NEGATIVE_INFINITY));
  const first = epochs.findIndex(({valid}) => valid?.accuracy === best);
  const rows = epochs.map(
    ({epoch, train, valid, learningRate, seconds}, i) => html`
      <tr${i === first && html` class="best"`}><td>${epoch + 1}</td>
      <td>${train.loss.toFixed(4)}</td><td>${formatShare(train.accuracy)}</td>
      <td>${valid ? valid.loss.toFixed(4) : '–'}</td><td>${valid ? formatShare(valid.accuracy) : '–'}</td>
      <td>${Number(learningRate.toPrecision(3))}</td><td>${formatSeconds(seconds)}</td></tr>`,
  );
  return html`<table class="full"><thead><tr><th>epoch</th><th>training loss</th><th>accuracy</th>
    <th>validation loss</th><th>accuracy</th><th>learning rate</th><th>time</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** Precision, recall and F1 of each class. */
export function classTable({confusion}: TestResult, classes: readonly string[]): Html {
  const scores = classScores(confusion.map(row => [...row])).classes;
  const rows = classes.map((name, i) => {
    const {precision, recall, f1, support} = scores[i]!;
    return html`<tr><td>${name}</td><td>${support}</td><td>${formatShare(precision)}</td>
      <td>${formatShare(recall)}</td><td>${formatShare(f1)}</td></tr>`;
  });
  return html`<table class="full"><thead><tr><th>class</th><th>images</th><th>precision</th><th>recall</th><th>F1</th>
    </tr></thead><tbody>${rows}</tbody></table>`;
}

/** Which class was taken for which: the matrix, or of many classes the most frequent mistakes. */
export function confusionTable({confusion}: TestResult, classes: readonly string[]): Html {
  return classes.length <= MOST_CELLS ? matrix(confusion, classes) : mistakes(confusion, classes);
}

function matrix(confusion: TestResult['confusion'], classes: readonly string[]): Html {
  const rows = confusion.map((row, label) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const cells = row.map((count, predicted) => {
      const share = total === 0 ? 0 : count / total;
      const color = `background: rgb(var(--mark) / ${(0.04 + 0.66 * share).toFixed(2)})`;
      const title = `${classes[label]} taken for ${classes[predicted]}: ${count} of ${total}`;
      return html`<td style="${color}" title="${title}">${count === 0 ? '' : count}</td>`;
    });
    return html`<tr><th>${classes[label]!}</th>${cells}</tr>`;
  });
  const head = classes.map(name => html`<th><span>${name}</span></th>`);
  return html`<table class="confusion"><thead><tr><th></th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

function mistakes(confusion: TestResult['confusion'], classes: readonly string[]): Html {
  const counted = confusion.flatMap((row, label) =>
    row.flatMap((count, predicted) => (count > 0 && predicted !== label ? [{count, label, predicted}] : [])),
  );
  const rows = counted
    .sort((a, b) => b.count - a.count)
    .slice(0, MISTAKES)
    .map(
      ({count, label, predicted}) =>
        html`<tr><td>${classes[label]!}</td><td>${classes[predicted]!}</td><td>${count}</td></tr>`,
    );
  return html`<table><thead><tr><th>class</th><th>taken for</th><th>images</th></tr></thead><tbody>${rows}</tbody></table>`;
}
