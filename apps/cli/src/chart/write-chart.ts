import {extname} from 'node:path';
import {writeAtomic} from '@residual/train/node';
import type {TopLevelSpec} from 'vega-lite';
import {CliError} from '../errors.js';
import {renderSvg} from './render-svg.js';

/** Dots in an inch for PNG: twice as many as an SVG has, for sharp letters. */
const DENSITY = 144;

/** Encodes an SVG document, by the ending of the file. */
const ENCODERS: Readonly<Record<string, (svg: string) => Promise<string | Uint8Array>>> = {
  '.svg': async svg => svg,
  '.png': async svg => {
    const {default: sharp} = await import('sharp');
    return sharp(Buffer.from(svg), {density: DENSITY}).png().toBuffer();
  },
};

/** Throws CliError `USAGE_OUT` where a chart cannot be written to a file of that name: it has to end in .svg or .png. */
export function assertChartFile(path: string): void {
  if (Object.hasOwn(ENCODERS, extname(path))) return;
  throw new CliError(`--out is "${path}".`, {
    code: 'USAGE_OUT',
    exit: 'usage',
    mend: `Expected a file that ends in ${Object.keys(ENCODERS).join(' or ')}.`,
  });
}

/** Draws a Vega-Lite chart into a file, whole or not at all. Throws CliError `USAGE_OUT`. */
export async function writeChart(path: string, spec: TopLevelSpec): Promise<void> {
  assertChartFile(path);
  await writeAtomic(path, await ENCODERS[extname(path)]!(await renderSvg(spec)));
}
