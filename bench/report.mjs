import os from 'node:os';
import {median, pairedRatio} from './statistics.mjs';

/** @typedef {import('./measure.mjs').Measurement} Measurement */

/**
 * The result of a benchmark as plain data. Where it is compared with rivals, these are the fastest of PyTorch's ways, and in
 * inference of ONNX Runtime too: for who computes in float32 the fastest in float32, for who computes in 16 bits the fastest
 * of any kind.
 *
 * @param {object} options
 * @param {import('./workload.mjs').Workload} options.workload
 * @param {Measurement[]} options.measurements
 * @param {import('./measure.mjs').Absence[]} options.absent
 * @param {string} options.command
 */
export function report({workload, measurements, absent, command}) {
  const rivals = measurements.filter(({contestant}) => /^(pytorch|onnxruntime)/.test(contestant.id));
  const fastestRivals = {
    float32: fastest(rivals.filter(({contestant}) => contestant.precision === 'float32')),
    bfloat16: fastest(rivals),
    float16: fastest(rivals),
  };
  const stock = measurements.find(({contestant}) => contestant.id === 'stock');
  return {
    workload: workload.name,
    description: workload.description,
    mode: workload.mode ?? 'training',
    batch: workload.batch,
    command,
    date: new Date().toISOString(),
    machine: machine(),
    contestants: measurements.map(
      ({contestant: {id, title, precision}, about, rates, losses, peakMemory, stepMemory}) => {
        const rival = fastestRivals[precision];
        return {
          id,
          title,
          precision,
          about,
          imagesPerSecond: {median: median(rates), least: Math.min(...rates), most: Math.max(...rates), rounds: rates},
          ...(rival && {rival: rival.contestant.id, toRival: pairedRatio(rates, rival.rates)}),
          ...(stock && {toStock: pairedRatio(rates, stock.rates)}),
          peakMemoryMiB: peakMemory,
          stepMemoryMiB: stepMemory,
          firstLosses: losses,
        };
      },
    ),
    absent: absent.map(({contestant, reason}) => ({id: contestant.id, title: contestant.title, reason})),
  };
}

/** @typedef {ReturnType<typeof report>} Report */

/**
 * The same as a table in Markdown.
 *
 * @param {Report} result
 */
export function formatReport(result) {
  const {machine, contestants, absent, mode} = result;
  const rows = contestants.map(
    ({title, imagesPerSecond: {median, least, most}, toRival, toStock, peakMemoryMiB, stepMemoryMiB}) => [
      title,
      rate(median),
      `${rate(least)} to ${rate(most)}`,
      ((1000 * result.batch) / median).toFixed(1),
      toRival?.toFixed(2) ?? '',
      toStock?.toFixed(2) ?? '',
      ...[peakMemoryMiB, stepMemoryMiB].map(memory => (memory === undefined ? '' : `${Math.round(memory)}`)),
    ],
  );
  const rival = mode === 'inference' ? 'to fastest rival' : 'to fastest PyTorch';
  const head = ['', 'images/s', 'spread', 'ms a step', rival, 'to stock', 'peak MiB', 'steps MiB'];
  return [
    `${result.workload}: ${result.description}; ${mode}, batch ${result.batch}.`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}. ${result.date.slice(0, 10)}.`,
    ...new Set(contestants.map(({about}) => `- ${about}`)),
    '',
    ...markdownTable([head, ...rows]),
    ...absent.map(({title, reason}) => `\nNot run: ${title} (${reason.split('\n')[0]})`),
    '',
    result.command,
  ].join('\n');
}

/** @param {number} imagesPerSecond */
function rate(imagesPerSecond) {
  return imagesPerSecond.toFixed(imagesPerSecond < 100 ? 1 : 0);
}

/** @param {string[][]} rows the first is the head */
function markdownTable(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  const line = (/** @type {string[]} */ row) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)];
}

/** @param {Measurement[]} measurements */
function fastest(measurements) {
  return measurements.toSorted((a, b) => median(b.rates) - median(a.rates))[0];
}

function machine() {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.arch()}`,
    node: process.versions.node,
  };
}
