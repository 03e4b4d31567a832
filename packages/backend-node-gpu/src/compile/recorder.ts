import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {Binding, TensorMetadata} from '../binding/binding.js';
import {DType} from '../binding/dtypes.js';
import type {TensorValues} from '../binding/tensor-data.js';
import {EngineError} from '../errors.js';
import type {NodeBackend, TfjsBinding} from '../tfjs-node/backend.js';
import {constant, type GraphNode, placeholder} from './graph.js';
import {scoped} from './scope.js';

/**
 * Stands in front of the binding while a step runs eagerly, and writes down what goes through: `executeOp` is the one
 * door of every kernel, and `createTensor` the one through which numbers come from the host.
 */
export class Recorder {
  readonly nodes: GraphNode[] = [];
  readonly #binding: Binding;
  /** Where each tensor of the binding comes from in the graph. */
  readonly #sources = new Map<number, string>();
  /** Variables that the step may not read, by the number of their tensor: they are not among its inputs. */
  readonly #foreignVariables: ReadonlyMap<number, string>;

  constructor(binding: Binding, foreignVariables: ReadonlyMap<number, string>) {
    this.#binding = binding;
    this.#foreignVariables = foreignVariables;
  }

  /** Makes tensor `id` an input of the graph. */
  input(id: number): string {
    const {shape, dtype} = this.#binding.metadata(id);
    const name = `input_${this.nodes.length}`;
    this.nodes.push(placeholder(name, shape, dtype));
    this.#sources.set(id, name);
    return name;
  }

  /** Runs `step` with this recorder in the place of the backend's binding. */
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
    const attributes = [{name: 'T', type: AttributeType.type, value: this.#binding.metadata(id).dtype}];
    this.nodes.push({name, op: 'Identity', inputs: [this.#source(id)], attributes});
    return name;
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
      createTensor: (shape, dtype, values) => {
        const id = binding.createTensor(shape, dtype, values);
        this.#constant(id, shape, dtype, values);
        return id;
      },
      executeOp: (op, attributes, inputs, outputs) => {
        const results = binding.executeOp(op, attributes, inputs, outputs);
        this.#operation(op, attributes, inputs, results);
        return results;
      },
      tensorDataSync: id => {
        const source = this.#sources.get(id) ?? `tensor ${id}`;
        throw new EngineError(
          'NOT_RECORDABLE',
          `The step reads the values of a tensor on the host (that of ${source}); a recorded step may only run operations. ` +
            'Return the tensor and read it after the step, or run the step without compile.',
        );
      },
      // A number is never used again: what was written down of it stays true.
      deleteTensor: id => binding.deleteTensor(id),
      isUsingGpuDevice: () => binding.isUsingGpuDevice(),
      getNumOfTensors: () => binding.getNumOfTensors(),
    };
  }

  #operation(op: string, attributes: readonly Attribute[], inputs: readonly number[], results: TensorMetadata[]): void {
    const sources = inputs.map(id => this.#source(id));
    const name = scoped(`${op}_${this.nodes.length}`);
    this.nodes.push({name, op, inputs: sources, attributes, shapes: results.map(({shape}) => shape)});
    for (const [i, {id}] of results.entries()) this.#sources.set(id, i === 0 ? name : `${name}:${i}`);
  }

  #constant(id: number, shape: readonly number[], dtype: number, values: TensorValues): string {
    const name = `constant_${this.nodes.length}`;
    this.nodes.push(constant(name, shape, dtype, values));
    this.#sources.set(id, name);
    return name;
  }
}

/** int64 values as the pairs of int32 in which the binding takes them. */
function pairs(values: Int32Array): Int32Array {
  return new Int32Array(BigInt64Array.from(values, BigInt).buffer);
}
