import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {writeAtomic} from '@residual/train/node';
import {renderSvg} from '../../chart/render-svg.js';
import {writeChart} from '../../chart/write-chart.js';
import {IN_PAGE, ON_WHITE} from '../panels.js';
import type {ComparedRun} from './compared-run.js';
import {comparisonChart} from './comparison-chart.js';
import {comparisonPage} from './comparison-page.js';
import {comparisonRows, markdownTable} from './comparison-rows.js';
import {epochRows} from './epoch-rows.js';
import {runFigures} from './run-figures.js';

/**
 * Writes runs beside each other into a folder: `comparison.html`, its tables as Markdown, its curves as SVG and PNG.
 * Throws what the file system throws.
 *
 * @returns the path of the page
 */
export async function writeComparison(folder: string, runs: readonly ComparedRun[]): Promise<string> {
  await mkdir(folder, {recursive: true});
  const path = join(folder, 'comparison');
  const begun = runs.some(({epochs}) => epochs.length > 0);
  const curves = begun ? await renderSvg(comparisonChart(runs, IN_PAGE)) : '';
  await writeAtomic(`${path}.html`, comparisonPage(runs, {curves}));
  const tables = [comparisonRows(runs.map(runFigures)), epochRows(runs)].map(markdownTable);
  await writeAtomic(`${path}.md`, `${tables.join('\n\nValidation accuracy:\n\n')}\n`);
  for (const ending of begun ? ['svg', 'png'] : [])
    await writeChart(`${path}.${ending}`, comparisonChart(runs, ON_WHITE));
  return `${path}.html`;
}
