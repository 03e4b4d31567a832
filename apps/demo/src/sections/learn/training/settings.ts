/** The network that this section trains, by its name in the registry. */
export const NETWORK = 'mnist-residual';

/** What a person can choose before a run. Two runs of the same settings on one engine are the same, to the bit. */
export interface Settings {
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  /** First weights and order of the digits follow from it. */
  readonly seed: number;
}

/** Reaches 97 % of the test digits. */
export const DEFAULT_SETTINGS: Settings = {learningRate: 0.02, batchSize: 32, epochs: 4, seed: 1};

/** What the page offers: few, and one rate too large. */
export const CHOICES = {
  learningRate: [0.002, 0.01, 0.02, 0.05, 0.2],
  batchSize: [16, 32, 64, 128],
  epochs: [1, 2, 4, 8, 16],
} as const;
