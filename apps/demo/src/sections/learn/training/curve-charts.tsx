import type {VNode} from 'preact';
import {formatNumber, formatPercent} from '../../../i18n/numbers.js';
import {Curve} from '../../../ui/curve.js';
import {messages} from '../messages.js';
import {run} from './run.js';

/** Loss and accuracy of a run over its steps. */
export function CurveCharts(): VNode {
  const t = messages();
  const {curves} = run.view.value;
  const {steps, total, loss, accuracy, test} = curves;
  return (
    <div class="charts">
      <figure>
        <figcaption>
          {t.loss} <span class="key loss">{t.whileTraining}</span>
        </figcaption>
        <Curve
          label={t.lossChart}
          {...{steps, total}}
          lines={[{color: '--loss', width: 2, values: loss}]}
          format={value => formatNumber(value, {minimumFractionDigits: 1})}
        />
      </figure>
      <figure>
        <figcaption>
          {t.accuracy} <span class="key train">{t.whileTraining}</span> <span class="key test">{t.onTests}</span>
        </figcaption>
        <Curve
          label={t.accuracyChart}
          {...{steps, total}}
          lines={[
            {color: '--train', width: 2, values: accuracy},
            {color: '--test', width: 3, values: test},
          ]}
          range={[0, 1]}
          format={value => formatPercent(value, 0)}
        />
      </figure>
    </div>
  );
}
