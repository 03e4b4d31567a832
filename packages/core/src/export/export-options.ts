/** What someone who opens an exported model needs besides it. */
export interface ModelMetadata {
  /** Names of the classes, in the order of the logits. */
  readonly classes?: readonly string[];
  /** Pixels in 0…1 become (pixel - mean) / std; one value a channel. */
  readonly normalize?: {readonly mean: readonly number[]; readonly std: readonly number[]};
  /** How a picture of other proportions is brought to the network's size: cut off on both ends, or stretched. */
  readonly fit?: 'cover' | 'fill';
}

/** What every export can be told. */
export interface ExportOptions {
  /**
   * Keeps kernels and matrices in half precision, for half the bytes. Computed is in single precision all the same.
   * Default false.
   */
  half?: boolean;
  /** Carried along where the format has room. */
  metadata?: ModelMetadata;
}

/** Metadata as texts by name, where a format has no more than that: each value as JSON. */
export function metadataTexts(metadata: ModelMetadata = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, JSON.stringify(value)]));
}
