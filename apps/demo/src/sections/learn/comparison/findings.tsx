import type {VNode} from 'preact';
import {formatNumber, formatPercent} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import {comparison} from './comparison-run.js';
import {type Finding, findingOf, type Gradient} from './finding.js';
import {formatPower} from './powers.js';

/** What one sees, in words that follow from what was measured. */
export function Findings(): VNode {
  const t = messages().comparison;
  const {residual, plain, options} = comparison.view.value.course;
  const [withShortcuts, without] = [findingOf(residual), findingOf(plain)];
  if (!withShortcuts || !without || !options) return <p class="note">{t.before}</p>;
  const layers = formatNumber(options.depth);
  return (
    <div class="findings">
      <h3>{t.seen}</h3>
      <dl>
        <dt class="key residual">{t.residual}</dt>
        <dd data-finding="residual">{sentences(withShortcuts)}</dd>
        <dt class="key plain">{t.plain}</dt>
        <dd data-finding="plain">{sentences(without)}</dd>
      </dl>
      <p>{options.norm ? t.meaningWithNorm({layers}) : t.meaning({layers})}</p>
    </div>
  );
}

function sentences({atFirst, now, accuracy, learns}: Finding): string {
  const {gap, comparison: t} = messages();
  const gradient = t.gradient[now.kind]({factor: formatFactor(now)});
  // What exploded at first is soon pushed elsewhere by its own steps.
  const began = atFirst.kind === 'explodes' ? t.gradientBegan({factor: formatFactor(atFirst)}) : '';
  return [began, gradient, t.learns[learns]({share: formatPercent(accuracy, 0)})].filter(Boolean).join(gap);
}

/** Two digits count: 2.3, 3,100, 41 million; above that powers of ten. */
function formatFactor({factor}: Gradient): string {
  if (factor >= 1e15) return formatPower(Math.round(Math.log10(factor)));
  const rounded = Number(factor.toPrecision(2));
  return rounded >= 1e6 ? formatNumber(rounded, {notation: 'compact', compactDisplay: 'long'}) : formatNumber(rounded);
}
