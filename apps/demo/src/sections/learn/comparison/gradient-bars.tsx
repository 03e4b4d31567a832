import type {VNode} from 'preact';
import {messages} from '../messages.js';
import {comparison} from './comparison-run.js';
import {formatPower, powersOfTen, stepOf, superscript} from './powers.js';

/** The gradient of each layer of both networks as bars, on one logarithmic scale. */
export function GradientBars(): VNode {
  const t = messages().comparison;
  const {course} = comparison.view.value;
  const {residual, plain, lowest, highest} = course;
  const scale = {lowest, highest};
  return (
    <figure class="gradients">
      <figcaption>
        {t.gradients} <span class="key">{t.logarithmic({factor: formatPower(stepOf(scale))})}</span>
      </figcaption>
      <Bars name="residual" title={t.residual} norms={residual.gradients} {...scale} />
      <Bars name="plain" title={t.plain} norms={plain.gradients} {...scale} />
      <p class="ends" aria-hidden="true">
        <span>{t.firstLayer}</span>
        <span>{t.lastLayer}</span>
      </p>
    </figure>
  );
}

interface BarsProps {
  readonly name: 'residual' | 'plain';
  readonly title: string;
  readonly norms: readonly number[];
  readonly lowest: number;
  readonly highest: number;
}

function Bars({name, title, norms, lowest, highest}: BarsProps): VNode {
  const t = messages().comparison;
  const height = (norm: number) => Math.max(0, (Math.log10(norm) - lowest) / (highest - lowest));
  const label =
    norms.length === 0
      ? t.barsEmpty({title})
      : t.bars({title, first: norms[0]!.toExponential(1), last: norms.at(-1)!.toExponential(1)});
  return (
    <div class={`bars ${name}`}>
      <h3>{title}</h3>
      <div class="plot" role="img" aria-label={label} data-norms={norms.length}>
        {powersOfTen({lowest, highest}).map(power => (
          <span key={power} class="level" style={{bottom: `${100 * height(10 ** power)}%`}}>
            <span class="power">10{superscript(power)}</span>
          </span>
        ))}
        <div class="columns">
          {norms.map((norm, i) => (
            <span key={i} style={{height: `${100 * (norm > 0 ? height(norm) : 0)}%`}} />
          ))}
        </div>
      </div>
    </div>
  );
}
