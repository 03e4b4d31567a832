import {writeFileSync} from 'node:fs';
import sharp from 'sharp';
import * as vega from 'vega';
import {compile} from 'vega-lite';

/** @typedef {import('./report.mjs').Report} Report */
/** @typedef {Report['contestants'][number]} Contestant */
/** @typedef {import('vega-lite').TopLevelSpec} Spec */

/** Dots in an inch for PNG: twice as many as an SVG has, for sharp letters. */
const DENSITY = 144;

const FAMILIES = {
  domain: ['PyTorch', 'ONNX Runtime', 'Keras', 'stock tfjs-layers', 'residual'],
  range: ['#ee4c2c', '#7f7f7f', '#d9a300', '#8fb8de', '#1f5fa8'],
};

/**
 * Images a second of everyone in one workload: bars of medians, lines from the slowest round to the fastest.
 *
 * @param {Report} result
 * @returns {Spec}
 */
export function workloadChart({workload, description, mode, batch, contestants}) {
  const values = contestants.map(({title, imagesPerSecond: {median, least, most}}) => {
    return {title, family: familyOf(title), median, least, most};
  });
  const sort = values.toSorted((a, b) => b.median - a.median).map(({title}) => title);
  const x = {title: 'images a second', type: 'quantitative'};
  return /** @type {Spec} */ ({
    ...look(`${workload}: ${mode}, batch ${batch}`, description),
    data: {values},
    encoding: {y: {field: 'title', type: 'nominal', sort, title: null, axis: {labelLimit: 400}}},
    layer: [
      {
        mark: {type: 'bar', height: {band: 0.7}},
        encoding: {
          x: {...x, field: 'median'},
          color: {field: 'family', type: 'nominal', scale: presentFamilies(values), legend: null},
        },
      },
      {mark: {type: 'rule', color: '#333'}, encoding: {x: {...x, field: 'least'}, x2: {field: 'most'}}},
    ],
  });
}

/** What a bar of the overview stands for, and which of a workload's contestants it is. */
const OVERVIEW = /** @type {Record<string, (contestants: Contestant[]) => Contestant | undefined>} */ ({
  'stock tfjs-layers': contestants => contestants.find(({id}) => id === 'stock'),
  'fastest rival, float32': contestants => fastest(contestants.filter(c => isRival(c) && c.precision === 'float32')),
  'fastest rival, bfloat16': contestants => fastest(contestants.filter(c => isRival(c) && c.precision === 'bfloat16')),
  'residual, float32': contestants => contestants.find(({id}) => id === 'compiled'),
  'residual, bfloat16': contestants => contestants.find(({id}) => id === 'bfloat16'),
});

/**
 * All workloads beside one another, each on the scale of its fastest rival in float32.
 *
 * @param {Report[]} results
 * @returns {Spec}
 */
export function overviewChart(results) {
  const values = results.flatMap(({workload, contestants}) => {
    const one = OVERVIEW['fastest rival, float32']?.(contestants)?.imagesPerSecond.median;
    return Object.entries(OVERVIEW).flatMap(([who, find]) => {
      const rate = find(contestants)?.imagesPerSecond.median;
      return one && rate ? [{workload, who, ratio: rate / one}] : [];
    });
  });
  const names = Object.keys(OVERVIEW);
  const range = ['#8fb8de', '#ee4c2c', '#f7a08c', '#1f5fa8', '#0b2d57'];
  return /** @type {Spec} */ ({
    ...look('Speed beside the fastest rival in float32', 'rivals: PyTorch, and in inference ONNX Runtime'),
    data: {values},
    mark: 'bar',
    encoding: {
      y: {field: 'workload', type: 'nominal', sort: null, title: null, axis: {labelLimit: 400}},
      yOffset: {field: 'who', sort: names},
      x: {field: 'ratio', type: 'quantitative', title: 'times as fast'},
      color: {
        field: 'who',
        type: 'nominal',
        sort: names,
        title: null,
        scale: {domain: names, range},
        legend: {labelLimit: 240},
      },
    },
  });
}

/**
 * Draws a chart as SVG and as PNG.
 *
 * @param {string} path without an ending
 * @param {Spec} spec
 */
export async function writeChart(path, spec) {
  const view = new vega.View(vega.parse(compile(spec).spec), {renderer: 'none'});
  const svg = await view.toSVG();
  view.finalize();
  writeFileSync(`${path}.svg`, svg);
  await sharp(Buffer.from(svg), {density: DENSITY}).png().toFile(`${path}.png`);
}

/**
 * @param {string} text
 * @param {string} subtitle
 */
function look(text, subtitle) {
  const title = {text, subtitle, anchor: 'start', offset: 12};
  return {title, background: 'white', width: 480, config: {view: {stroke: null}, font: 'sans-serif'}};
}

/** @param {{family: string}[]} values */
function presentFamilies(values) {
  const present = FAMILIES.domain.filter(name => values.some(({family}) => family === name));
  return {domain: present, range: present.map(name => FAMILIES.range[FAMILIES.domain.indexOf(name)])};
}

/** @param {string} title */
function familyOf(title) {
  return FAMILIES.domain.find(family => title.startsWith(family)) ?? title;
}

/** @param {Contestant} contestant */
function isRival({id}) {
  return id.startsWith('pytorch') || id.startsWith('onnxruntime');
}

/** @param {Contestant[]} contestants */
function fastest(contestants) {
  return contestants.toSorted((a, b) => b.imagesPerSecond.median - a.imagesPerSecond.median)[0];
}
