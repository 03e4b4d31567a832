import {htmlDocument} from '../document.js';
import {Html, html} from '../html.js';
import type {ComparedRun} from './compared-run.js';
import {comparisonRows, LEGEND} from './comparison-rows.js';
import {type DifferingSetting, differingSettings} from './differing-settings.js';
import {epochRows} from './epoch-rows.js';
import {runFigures} from './run-figures.js';

/** Runs beside each other on one page: one HTML file that needs no other. `curves` is an SVG element, or empty. */
export function comparisonPage(runs: readonly ComparedRun[], {curves}: {curves: string}): string {
  const [head, ...rows] = comparisonRows(runs.map(runFigures));
  const [epochHead, ...epochs] = epochRows(runs);
  const settings = differingSettings(runs.map(({recipe}) => recipe));
  const content = html`<section><h2>Figures</h2><div class="wide">${table('dense', head!, rows)}</div><p class="quiet">${LEGEND}</p></section>
${curves !== '' && html`<section><h2>Validation by epoch</h2><div class="wide">${new Html(curves)}</div></section>`}
<section><h2>Settings that differ</h2>${settingsTable(runs, settings)}</section>
${curves !== '' && html`<section><h2>Validation accuracy</h2><div class="wide">${table('dense', epochHead!, epochs)}</div></section>`}`;
  const heading = `${runs.length} runs compared`;
  return htmlDocument({title: heading, heading, content});
}

function settingsTable(runs: readonly ComparedRun[], settings: readonly DifferingSetting[]): Html {
  if (settings.length === 0) return html`<p class="quiet">None.</p>`;
  const head = ['', ...runs.map(({name}) => name)];
  const rows = settings.map(({path, values}) => [path, ...values.map(value => value ?? '–')]);
  return html`<div class="wide">${table('dense settings', head, rows)}</div>`;
}

function table(kind: string, head: readonly string[], rows: readonly (readonly string[])[]): Html {
  const body = rows.map(row => html`<tr>${row.map(cell => html`<td>${cell}</td>`)}</tr>`);
  return html`<table class="full ${kind}"><thead><tr>${head.map(cell => html`<th>${cell}</th>`)}</tr></thead><tbody>${body}</tbody></table>`;
}
