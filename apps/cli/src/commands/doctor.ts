import {convolutionSpeed, type Diagnosis, diagnose, type Problem} from '@residual/backend-node-gpu';
import type {Gpu} from '@residual/backend-web/node';
import {dataFolder, listDatasets, verifyDataset} from '@residual/data/node';
import {type Configure, type Context, outputFor, withExamples, withJson} from '../context.js';
import {deviceOf, type RunningEngine, startEngine} from '../engine/choose.js';
import type {Colors} from '../output/output.js';
import {formatFacts} from '../output/table.js';
import {formatBytes} from '../output/units.js';

interface DoctorFlags {
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** `residual doctor` */
export const configureDoctor: Configure = (command, context) => {
  withJson(command)
    .option('--data-dir <folder>', 'folder of the data sets')
    .action((flags: DoctorFlags) => examine(flags, context));
  withExamples(command, [
    ['residual doctor', 'what is found, and what to mend; exit code 1 where there is something'],
    ['residual doctor --json', 'the same for programs, and for reports of bugs'],
  ]);
};

async function examine({dataDir, ...flags}: DoctorFlags, context: Context): Promise<void> {
  const output = outputFor(context, flags);
  const {problems: engineProblems, ...found} = await diagnose();
  const works = found.engine !== undefined && found.engine.failure === undefined;
  const engine = await startEngine({engine: works ? 'tensorflow' : 'wasm'}, output);
  const gflops = await convolutionSpeed();
  const webgpu = await examineWebGpu();
  const data = await examineData(dataDir ?? dataFolder());
  const problems = [...engineProblems, ...data.problems];
  const {sets, folder} = data;
  output.emit({...found, speed: {engine: engine.name, gflops}, webgpu, data: {folder, sets}, problems});
  const facts = {...machineFacts(found), WebGPU: formatWebGpu(webgpu), ...speedFacts(engine, gflops)};
  output.print(formatFacts({...facts, data: formatData(data)}));
  output.print();
  output.print(
    problems.length === 0 ? 'Nothing to mend.' : problems.map(one => formatProblem(one, output.colors)).join('\n'),
  );
  if (problems.length > 0) context.exit('failure');
}

/** A GPU that `--engine webgpu` would use, or why there is none. */
type WebGpuReport = {readonly gpu: Gpu} | {readonly missing: string};

async function examineWebGpu(): Promise<WebGpuReport> {
  const {findGpu} = await import('@residual/backend-web/node');
  try {
    return {gpu: await findGpu()};
  } catch (error) {
    return {missing: (error as Error).message};
  }
}

function formatWebGpu(report: WebGpuReport): string {
  if ('missing' in report) return `none. ${report.missing}`;
  const {name, software} = report.gpu;
  return software ? `${name}, which a CPU imitates: slower than WASM` : `${name}: residual train --engine webgpu`;
}

interface DataReport {
  readonly folder: string;
  /** `there`, `missing` or `damaged`, by data set. */
  readonly sets: Readonly<Record<string, 'there' | 'missing' | 'damaged'>>;
  readonly problems: readonly Problem[];
}

/** Damaged files are a problem, missing ones are fetched when they are needed. */
async function examineData(folder: string): Promise<DataReport> {
  const sets: Record<string, 'there' | 'missing' | 'damaged'> = {};
  const problems: Problem[] = [];
  for (const {name} of listDatasets()) {
    const {ok, files} = await verifyDataset(name, {dir: folder});
    const damaged = files.find(({ok, path}) => !ok && path !== undefined);
    sets[name] = ok ? 'there' : damaged ? 'damaged' : 'missing';
    if (damaged) problems.push({problem: `${damaged.problem}`, mend: `run \`residual data fetch ${name}\``});
  }
  return {folder, sets, problems};
}

function machineFacts({
  node,
  platform,
  engine,
  cpu,
  gpus,
  memory,
}: Omit<Diagnosis, 'problems'>): Record<string, string> {
  const {model, cores, ...features} = cpu;
  const has = Object.entries(features).filter(([, there]) => there);
  return {
    node,
    platform,
    processor: `${model}, ${cores} threads, ${has.map(([name]) => name).join(' ') || 'no vector instructions known'}`,
    memory: `${formatBytes(memory.total)}, ${formatBytes(memory.free)} free`,
    GPUs:
      gpus.map(({name, memory, driver}) => `${name} (${formatBytes(memory)}, driver ${driver})`).join(', ') || 'none',
    TensorFlow: engine
      ? `${engine.version ?? 'unknown version'}, found by ${engine.source}: ${engine.library}`
      : 'none',
  };
}

function speedFacts(engine: RunningEngine, gflops: number): Record<string, string> {
  return {
    engine: `${engine.name} on ${deviceOf(engine)}`,
    convolution: `${gflops.toFixed(1)} GFLOP/s, forward and backward`,
  };
}

function formatData({folder, sets}: DataReport): string {
  const each = Object.entries(sets).map(([name, state]) => `${name} ${state}`);
  return `${folder} (${each.join(', ')})`;
}

function formatProblem({problem, mend}: Problem, colors: Colors): string {
  return `${colors.yellow('!')} ${problem}\n  ${mend}`;
}
