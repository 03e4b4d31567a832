import {writeAtomic} from '@residual/train/node';
import {renderSvg} from '../chart/render-svg.js';
import {writeChart} from '../chart/write-chart.js';
import {readRunConfig} from '../run/config.js';
import type {RunFolder} from '../run/folder.js';
import {readLog} from '../run/log.js';
import {readTestResult} from '../run/test-result.js';
import {curves} from './curves.js';
import {reportPage} from './page.js';
import {IN_PAGE, ON_WHITE} from './panels.js';

/**
 * Writes what a run has come to, from the files in its folder: `report.html`, and the curves beside it as SVG and PNG.
 * Throws a CliError `BAD_RUN`, and what the file system throws.
 */
export async function writeReport(folder: RunFolder): Promise<void> {
  const config = await readRunConfig(folder);
  const {epochs} = await readLog(folder);
  const test = await readTestResult(folder);
  const inPage = epochs.length > 0 ? await renderSvg(curves(epochs, IN_PAGE)) : '';
  await writeAtomic(folder.report, reportPage({name: folder.name, config, epochs, test, curves: inPage}));
  if (epochs.length === 0) return;
  for (const ending of ['svg', 'png']) await writeChart(`${folder.curves}.${ending}`, curves(epochs, ON_WHITE));
}
