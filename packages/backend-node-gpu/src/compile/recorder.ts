import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {Binding, TensorMetadata} from '../binding/binding.js';
import {DType} from '../binding/dtypes.js';
import type {TensorValues} from '../binding/tensor-data.js';
import {EngineError} from '../errors.js';
import type {NodeBackend, TfjsBinding} from '../tfjs-node/backend.js';
import {constant, type GraphNode, MOST_ENCODED, placeholder} from './graph.js';
import {scoped} from './scope.js';
import {ShapeGraph} from './shape-graph.js';

/**
 * Stands in front of the binding while a step goes through its operations, and writes down what comes: `executeOp` is
 * the one door of every kernel, and `createTensor` the one through which numbers come from the host. Nothing is computed:
 * the tensors that operations give have a shape and a dtype, and negative numbers.
 */
export class Recorder {
  readonly nodes: GraphNode[] = [];
  readonly #binding: Binding;
  readonly #shapes: ShapeGraph;
  /** Where each tensor comes from in the graph. */
  readonly #sources = new Map<number, string>();
  /** dtypes of the tensors that operations gave. */
  readonly #dtypes = new Map<number, number>();
  /** Variables that the step may not read, by the number of their tensor: they are not among its inputs. */
  readonly #foreignVariables: ReadonlyMap<number, string>;
  #lastId = 0;

  constructor(binding: Binding, foreignVariables: ReadonlyMap<number, string>) {
    this.#binding = binding;
    this.#foreignVariables = foreignVariables;
    this.#shapes = new ShapeGraph(binding);
  }

  /** Makes tensor `id` an input of the graph. */
  input(id: number): string {
    const {shape, dtype} = this.#binding.metadata(id);
    const name = `input_${this.nodes.length}`;
    this.#write(placeholder(name, shape, dtype));
    this.#sources.set(id, name);
    return name;
  }

  /** Runs `step` with this recorder in the place of the backend's binding. The tensors that it makes must not outlive it. */
  record<T>(backend: NodeBackend, step: () => T): T {
    const real = backend.binding;
    backend.binding = this.#door();
    try {
      return step();
    } finally {
      backend.binding = real;
    }
  }

  /** Makes tensor `id` an output: a node of its own, so that an input may be one, and one tensor may be two. */
  output(id: number): string {
    const name = `output_${this.nodes.length}`;
    const dtype = this.#dtypes.get(id) ?? this.#binding.metadata(id).dtype;
    const attributes = [{name: 'T', type: AttributeType.type, value: dtype}];
    this.nodes.push({name, op: 'Identity', inputs: [this.#source(id)], attributes});
    return name;
  }

  /** Frees what was needed to record. What was written down stays. */
  dispose(): void {
    this.#shapes.dispose();
  }

  /** Where tensor `id` comes from. A tensor from outside of the step becomes a constant: its value at this moment. */
  #source(id: number): string {
    const known = this.#sources.get(id);
    if (known) return known;
    const variable = this.#foreignVariables.get(id);
    if (variable) {
      throw new EngineError(
        'NOT_RECORDABLE',
        `The step reads variable ${variable}, which is not among its variables: name it in compile's \`variables\`.`,
      );
    }
    const {shape, dtype} = this.#binding.metadata(id);
    const values = this.#binding.tensorDataSync(id) as TensorValues;
    return this.#constant(id, shape, dtype, dtype === DType.int64 ? pairs(values as Int32Array) : values);
  }

  #door(): TfjsBinding {
    const binding = this.#binding;
    return {
      ...binding, // the constants
      isRecording: true,
      // A real one: the values of a tensor from outside may be handed over here, and are wanted after the step too.
      createTensor: (shape, dtype, values) => {
        const id = binding.createTensor(shape, dtype, values);
        this.#constant(id, shape, dtype, values);
        return id;
      },
      executeOp: (op, attributes, inputs, outputs) => this.#operation({op, attributes, inputs, outputs}),
      tensorDataSync: id => {
        const source = this.#sources.get(id) ?? `tensor ${id}`;
        throw new EngineError(
          'NOT_RECORDABLE',
          `The step reads the values of a tensor on the host (that of ${source}); a recorded step may only run operations. ` +
            'Return the tensor and read it after the step, or run the step without compile.',
        );
      },
      // A number is never used again: what was written down of it stays true.
      deleteTensor: id => {
        if (id > 0) binding.deleteTensor(id);
      },
      isUsingGpuDevice: () => binding.isUsingGpuDevice(),
      getNumOfTensors: () => binding.getNumOfTensors(),
    };
  }

  #operation({
    op,
    attributes,
    inputs,
    outputs,
  }: {
    op: string;
    attributes: readonly Attribute[];
    inputs: readonly number[];
    outputs: number;
  }): TensorMetadata[] {
    const sources = inputs.map(id => this.#source(id));
    const name = scoped(`${op}_${this.nodes.length}`);
    const types = this.#write({name, op, inputs: sources, attributes}, {outputs});
    return types.map(({shape, dtype}, i) => {
      const id = --this.#lastId;
      this.#sources.set(id, i === 0 ? name : `${name}:${i}`);
      this.#dtypes.set(id, dtype);
      return {id, shape: [...shape], dtype};
    });
  }

  #constant(id: number, shape: readonly number[], dtype: number, values: TensorValues): string {
    const name = `constant_${this.nodes.length}`;
    const node = constant(name, shape, dtype, values);
    // More values are not sizes or axes: the shapes of what follows do not need them.
    this.#write(node, {inferredAs: values.length > MOST_ENCODED ? placeholder(name, shape, dtype) : node});
    this.#sources.set(id, name);
    return name;
  }

  #write(
    node: GraphNode,
    {outputs = 0, inferredAs = node}: {outputs?: number; inferredAs?: GraphNode} = {},
  ): ReturnType<ShapeGraph['add']> {
    const types = this.#shapes.add(inferredAs, outputs);
    this.nodes.push(outputs > 0 ? {...node, shapes: types.map(({shape}) => shape)} : node);
    return types;
  }
}

/** int64 values as the pairs of int32 in which the binding takes them. */
function pairs(values: Int32Array): Int32Array {
  return new Int32Array(BigInt64Array.from(values, BigInt).buffer);
}
