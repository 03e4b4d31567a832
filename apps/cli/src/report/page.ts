import type {EpochEvent} from '@residual/train';
import {ENGINE_TITLES} from '../engine/choose.js';
import {formatCount, formatSeconds, formatShare} from '../output/units.js';
import type {RunConfig} from '../run/config.js';
import type {TestResult} from '../run/test-result.js';
import {htmlDocument} from './document.js';
import {DATA_ID, embeddedData} from './embedded-data.js';
import {Html, html} from './html.js';
import {classTable, confusionTable, epochTable} from './tables.js';

/** What a report is made of. */
export interface ReportContent {
  /** Name of the run. */
  readonly name: string;
  readonly config: RunConfig;
  readonly epochs: readonly EpochEvent[];
  /** Absent where the run is not at its end. */
  readonly test: TestResult | undefined;
  /** The curves as an SVG element. */
  readonly curves: string;
}

/** A run on one page: one HTML file that needs no other, and holds its figures for programs too. */
export function reportPage({name, config, epochs, test, curves}: ReportContent): string {
  const {recipe, classes} = config;
  const content = html`<p class="quiet">${recipe.description}</p>
${facts({config, epochs, test})}
${section('Loss and accuracy by epoch', epochs.length > 0 ? html`<div class="wide">${new Html(curves)}</div>` : none())}
${test && section('Classes', html`<p class="quiet">Of the test set.</p><div class="wide">${classTable(test, classes)}</div>`)}
${test && section('Taken for', html`<p class="quiet">Rows: what the images show. Columns: what the network says.</p><div class="wide">${confusionTable(test, classes)}</div>`)}
${epochs.length > 0 && section('Epochs', html`<div class="wide">${epochTable(epochs)}</div>`)}
<section><details><summary>Recipe</summary><pre>${JSON.stringify(recipe, undefined, 2)}</pre></details></section>
<section><details><summary>Class names</summary><p>${classes.join(', ')}</p></details></section>
<footer>residual ${config.versions.residual ?? ''}, ${engineName(config)}, Node ${config.versions.node ?? ''};
begun ${config.started.slice(0, 16).replace('T', ' ')} UTC</footer>
<script type="application/json" id="${DATA_ID}">${new Html(embeddedData({name, config, epochs, test}))}</script>`;
  return htmlDocument({title: `${name}: a run of residual`, heading: name, content});
}

function facts({config, epochs, test}: Pick<ReportContent, 'config' | 'epochs' | 'test'>): Html {
  const {recipe, inputShape, engine, from} = config;
  const best = Math.max(...epochs.map(({valid}) => valid?.accuracy ?? 0));
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const list: [label: string, value: string][] = [
    ...(test
      ? [
          ['test accuracy', formatShare(test.accuracy)] as [string, string],
          ['test images right', `${formatCount(test.correct)} of ${formatCount(test.samples)}`] as [string, string],
        ]
      : [['best validation', epochs.length > 0 ? formatShare(best) : 'none yet'] as [string, string]]),
    ['epochs', epochs.length === recipe.epochs ? String(epochs.length) : `${epochs.length} of ${recipe.epochs}`],
    ['time of the steps', formatSeconds(seconds)],
    ['network', recipe.model.name],
    ['images', inputShape.join(' x ')],
    ['precision', recipe.precision],
    ['engine', engine.compile ? engineName(config) : `${engineName(config)}, not compiled`],
    ...(from === undefined ? [] : [['begun with weights of', from] as [string, string]]),
  ];
  const items = list.map(
    ([label, value]) => html`<div><dt>${label}</dt><dd${value.length > 10 && html` class="long"`}>${value}</dd></div>`,
  );
  return html`<dl class="facts">${items}</dl>`;
}

function engineName({engine: {name, version}}: RunConfig): string {
  return `${ENGINE_TITLES[name]} ${version}`;
}

function section(title: string, content: Html): Html {
  return html`<section><h2>${title}</h2>${content}</section>`;
}

function none(): Html {
  return html`<p class="quiet">No epoch is done yet.</p>`;
}
