import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {Binding, TensorMetadata} from '../binding/binding.js';
import type {CApi, Pointer} from '../binding/c-api.js';
import {releaseFreedMemory} from '../binding/resident-memory.js';
import {Status} from '../binding/status.js';
import {writeTensor} from '../binding/tensor-data.js';
import {encodeGraph, type GraphNode} from './graph.js';
import type {RecordedStep} from './record-step.js';

let count = 0;

/** How a graph becomes a function. */
interface NativeFunctionOptions {
  /**
   * Whether TensorFlow optimizes the graph before its first run: constants are computed; convolution, bias, sum and ReLU
   * become one operation. It takes some seconds of a large training step, which is no faster for it.
   */
  readonly optimized: boolean;
}

/** TensorFlow optimizes functions that are called with a configuration; an empty `ConfigProto` is the default one. */
const OPTIMIZED: readonly Attribute[] = [{name: 'config_proto', type: AttributeType.string, value: ''}];

/** What becomes a function. */
type Step = Pick<RecordedStep, 'nodes' | 'inputs' | 'results' | 'updates'>;

/** A graph as a function of TensorFlow's eager context: one operation that takes tensors and gives tensors. */
export class NativeFunction {
  readonly #binding: Binding;
  readonly #name = `residual_step_${count++}`;
  readonly #function: Pointer;
  readonly #outputs: number;
  readonly #attributes: readonly Attribute[];
  /** What is known of the outputs after the first run; a recorded step gives the same shapes every time. */
  #metadata: readonly Omit<TensorMetadata, 'id'>[] | undefined;

  /** Tensors go in and come out in the order of the recording's `inputs` and `results`. */
  constructor(binding: Binding, {nodes, inputs, results, updates}: Step, {optimized}: NativeFunctionOptions) {
    this.#binding = binding;
    this.#outputs = results.length;
    this.#attributes = optimized ? OPTIMIZED : [];
    const {api} = binding;
    const status = new Status(api);
    const graph = api.TF_NewGraph();
    try {
      importGraph(binding, graph, nodes, status);
      this.#function = api.TF_GraphToFunctionWithControlOutputs(
        graph,
        this.#name,
        0,
        -1,
        null,
        inputs.length,
        ends(binding, graph, inputs),
        results.length,
        ends(binding, graph, results),
        null,
        updates.length,
        operations(binding, graph, updates),
        null,
        null,
        '',
        status.pointer,
      );
      status.check(() => 'making a function of the recorded step');
      api.TFE_ContextAddFunction(binding.context, this.#function, status.pointer);
      status.check(() => 'adding the recorded step');
    } finally {
      api.TF_DeleteGraph(graph);
      status.dispose();
    }
  }

  /** Runs it on tensors of the binding; the event loop stays free. */
  async run(inputs: readonly number[]): Promise<TensorMetadata[]> {
    const ids = await this.#binding.executeOpAsync(this.#name, this.#attributes, inputs, this.#outputs);
    if (!this.#metadata) {
      this.#metadata = ids.map(id => this.#binding.metadata(id));
      // The first run has optimized the function, with several copies of its constants.
      releaseFreedMemory();
    }
    return ids.map((id, i) => ({...this.#metadata![i]!, id}));
  }

  /** Takes the function out of the context and frees it. */
  dispose(): void {
    const {api, context} = this.#binding;
    const status = new Status(api);
    api.TFE_ContextRemoveFunction(context, this.#name, status.pointer);
    api.TF_DeleteFunction(this.#function);
    status.dispose();
  }
}

/** Reads nodes into an empty `TF_Graph`. */
export function importGraph({api}: Binding, graph: Pointer, nodes: readonly GraphNode[], status: Status): void {
  const isTensor = ({op, attributes}: GraphNode) => op === 'Const' && attributes.every(({name}) => name !== 'value');
  const options = api.TF_NewImportGraphDefOptions();
  for (const node of nodes.filter(isTensor)) {
    const operation = addConstant(api, graph, node, status);
    api.TF_ImportGraphDefOptionsAddInputMapping(options, node.name, 0, {operation, index: 0});
  }
  const bytes = encodeGraph(nodes.filter(node => !isTensor(node)));
  const buffer = api.TF_NewBufferFromString(bytes, bytes.length);
  api.TF_GraphImportGraphDef(graph, buffer, options, status.pointer);
  api.TF_DeleteImportGraphDefOptions(options);
  api.TF_DeleteBuffer(buffer);
  status.check(() => 'reading the recorded step');
}

/** Adds a constant as a tensor. */
function addConstant(
  api: CApi,
  graph: Pointer,
  {name, attributes, shapes, values}: GraphNode,
  status: Status,
): Pointer {
  const dtype = Number(attributes[0]!.value);
  const description = api.TF_NewOperation(graph, 'Const', name);
  const tensor = writeTensor(api, shapes![0]!, dtype, values!);
  api.TF_SetAttrType(description, 'dtype', dtype);
  api.TF_SetAttrTensor(description, 'value', tensor, status.pointer);
  api.TF_DeleteTensor(tensor);
  const operation = api.TF_FinishOperation(description, status.pointer);
  status.check(() => `constant ${name}`);
  return operation;
}

/** An array of addresses of operations. */
export function operations({api}: Binding, graph: Pointer, names: readonly string[]): BigInt64Array {
  return BigInt64Array.from(names, name => api.TF_GraphOperationByName(graph, name));
}

/** An array of `TF_Output`, of outputs named `NODE` or `NODE:INDEX`: the operation's address, and which of its outputs. */
export function ends({api}: Binding, graph: Pointer, names: readonly string[]): BigInt64Array {
  return BigInt64Array.from(
    names.flatMap(name => {
      const [operation, index = '0'] = name.split(':');
      return [api.TF_GraphOperationByName(graph, operation!), BigInt(index)];
    }),
  );
}
