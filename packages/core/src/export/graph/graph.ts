/** Values of a weight in TF.js's layout, row-major. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Height and width. */
export type Pair = readonly [height: number, width: number];

/** What TensorFlow calls the padding of a window: enough zeros to see every value, more behind than before; or none. */
export type WindowPadding = 'same' | 'valid';

/** A window that slides over images `[batch, height, width, channels]`. */
export interface Window {
  readonly size: Pair;
  readonly strides: Pair;
  readonly padding: WindowPadding;
}

/** What a node computes, on tensors in TF.js's layout (channels last), as in inference. */
export type Operation =
  /** `kernel`: `[height, width, in / groups, out]`. */
  | {kind: 'conv'; kernel: Weight; bias?: Weight | undefined; window: Window; groups: number}
  /** (x - mean) / sqrt(variance + epsilon) * scale + offset, channel by channel. */
  | {kind: 'batchNorm'; scale: Weight; offset: Weight; mean: Weight; variance: Weight; epsilon: number}
  /** `kernel`: `[in, out]`. */
  | {kind: 'dense'; kernel: Weight; bias?: Weight | undefined}
  | {kind: 'relu' | 'sigmoid' | 'add' | 'multiply'}
  /** Zeros before and after each axis, that of the batch included. */
  | {kind: 'pad'; before: readonly number[]; after: readonly number[]}
  /** The average counts only values inside the image. */
  | {kind: 'maxPool' | 'averagePool'; window: Window}
  /** Mean over height and width: `[batch, channels]`. */
  | {kind: 'globalAveragePool'}
  /** To the node's shape. */
  | {kind: 'reshape'}
  /** Axis i of the output is axis `axes[i]` of the input; axis 0 is the batch. */
  | {kind: 'permute'; axes: readonly number[]};

/** An operation of one kind. */
export type OperationOf<Kind extends Operation['kind']> = Operation & {kind: Kind};

/** One operation of a network, and where its inputs come from. */
export interface GraphNode {
  /** Unique; the layer's name. */
  readonly name: string;
  readonly operation: Operation;
  /** Names of nodes before this one, or of the graph's input. */
  readonly inputs: readonly string[];
  readonly inputShapes: readonly (readonly number[])[];
  /** Of the output, without the batch. */
  readonly shape: readonly number[];
}

/** A network as its operations, each after those whose outputs it takes. */
export interface Graph {
  readonly input: {readonly name: string; readonly shape: readonly number[]};
  readonly nodes: readonly GraphNode[];
  /** Name of the node whose output is the network's. */
  readonly output: string;
}
