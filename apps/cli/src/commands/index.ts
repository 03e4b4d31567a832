import type {Configure} from '../context.js';

/** A command of the program. Its file is read only when it is used, so that help and quick commands start at once. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Configure>;
}

/** The commands in the order of the help: from a fresh machine to predictions. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'setup',
    summary: 'install TensorFlow for this user, or remove it',
    load: async () => (await import('./setup.js')).configureSetup,
  },
  {
    name: 'doctor',
    summary: 'check engine, GPU, memory, speed and data, and say what to mend',
    load: async () => (await import('./doctor.js')).configureDoctor,
  },
  {
    name: 'data',
    summary: 'list, fetch, verify and preview data sets',
    load: async () => (await import('./data.js')).configureData,
  },
  {
    name: 'weights',
    summary: 'list and fetch published weights',
    load: async () => (await import('./weights.js')).configureWeights,
  },
  {
    name: 'models',
    summary: 'list the networks',
    load: async () => (await import('./models.js')).configureModels,
  },
  {
    name: 'summary',
    summary: 'show, draw and compare networks, and what they cost',
    load: async () => (await import('./summary.js')).configureSummary,
  },
  {
    name: 'gradients',
    summary: 'show how far gradients reach, with and without shortcuts',
    load: async () => (await import('./gradients.js')).configureGradients,
  },
  {
    name: 'recipes',
    summary: 'list the recipes, or show one',
    load: async () => (await import('./recipes.js')).configureRecipes,
  },
  {
    name: 'train',
    summary: 'train a network by a recipe',
    load: async () => (await import('./train.js')).configureTrain,
  },
  {
    name: 'report',
    summary: 'write a run on one page, with its curves',
    load: async () => (await import('./report.js')).configureReport,
  },
  {
    name: 'eval',
    summary: 'evaluate a run, or a file of weights, on a test set',
    load: async () => (await import('./eval.js')).configureEval,
  },
  {
    name: 'predict',
    summary: 'classify image files with a run',
    load: async () => (await import('./predict.js')).configurePredict,
  },
  {
    name: 'export',
    summary: 'write a network for TensorFlow.js, Python or ONNX Runtime',
    load: async () => (await import('./export.js')).configureExport,
  },
  {
    name: 'bench',
    summary: "time a network's step, profile it, find the largest batch",
    load: async () => (await import('./bench.js')).configureBench,
  },
];
