import {type DataId, dispose, type Variable} from '@tensorflow/tfjs-core';
import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {Binding} from '../binding/binding.js';
import {EngineError} from '../errors.js';
import type {NodeBackend} from '../tfjs-node/backend.js';

/** A variable of TensorFlow's, which operations change where it is, and the value of TF.js's variable that it had. */
interface Resource {
  /** Number of the tensor that names it. */
  readonly handle: number;
  readonly attributes: readonly Attribute[];
  /** What TF.js's variable was given last, and the number of that tensor. */
  value?: {readonly dataId: DataId; readonly id: number};
}

let count = 0;

/**
 * Lets a function change variables in place, though a TF.js variable holds tensors that never change: after each run the
 * variable is given a tensor that is read only when somebody wants it.
 */
export class ResourceVariables {
  readonly #backend: NodeBackend;
  readonly #binding: Binding;
  readonly #resources = new Map<Variable, Resource>();
  #state: 'idle' | 'running' | 'failed' = 'idle';

  constructor(backend: NodeBackend, binding: Binding) {
    this.#backend = backend;
    this.#binding = binding;
  }

  /** Runs a function that changes these variables. It takes for each the number of a tensor that names it. */
  async change<T>(
    variables: readonly Variable[],
    run: (handles: ReadonlyMap<Variable, number>) => Promise<T>,
  ): Promise<T> {
    const handles = new Map(variables.map(variable => [variable, this.#prepared(variable).handle]));
    this.#state = 'running';
    try {
      const result = await run(handles);
      this.#state = 'idle';
      for (const variable of variables) this.#renew(variable);
      return result;
    } catch (error) {
      this.#state = 'failed';
      throw error;
    }
  }

  /** Frees TensorFlow's variables, while no function changes them. TF.js's keep their values. */
  dispose(): void {
    for (const {handle, value} of this.#resources.values()) {
      if (value && this.#state === 'idle') this.#binding.makeDeferred(value.id);
      this.#binding.executeOp('DestroyResourceOp', [], [handle], 0);
      this.#binding.deleteTensor(handle);
    }
    this.#resources.clear();
  }

  /** The resource with the variable's value. */
  #prepared(variable: Variable): Resource {
    const resource = this.#resources.get(variable) ?? this.#create(variable);
    const {handle, attributes, value} = resource;
    const isFailed = this.#state === 'failed';
    // What was read before a step that failed is still there.
    const isCurrent = value?.dataId === variable.dataId && !(isFailed && !this.#binding.isDeferred(value.id));
    if (isCurrent) this.#requireIdle(variable);
    // Whoever else holds the tensor keeps the value that it has.
    if (value && !(isCurrent && this.#backend.refCount(value.dataId) === 1)) this.#binding.makeDeferred(value.id);
    if (!isCurrent) {
      const [tensor] = this.#backend.getInputTensorIds([variable]);
      this.#binding.executeOp('AssignVariableOp', attributes, [handle, tensor!], 0);
    }
    return resource;
  }

  #create(variable: Variable): Resource {
    const dtype = this.#backend.getDTypeInteger(variable.dtype);
    const attributes = [{name: 'dtype', type: AttributeType.type, value: dtype}];
    const [handle] = this.#binding.executeOp(
      'VarHandleOp',
      [
        ...attributes,
        {name: 'shape', type: AttributeType.shape, value: variable.shape},
        {name: 'shared_name', type: AttributeType.string, value: `residual_variable_${count++}`},
      ],
      [],
      1,
    );
    const resource = {handle: handle!.id, attributes};
    this.#resources.set(variable, resource);
    return resource;
  }

  /** Gives TF.js's variable the value that TensorFlow's has now. */
  #renew(variable: Variable): void {
    const resource = this.#resources.get(variable)!;
    const {handle, attributes} = resource;
    const dtype = this.#backend.getDTypeInteger(variable.dtype);
    const make = () => {
      this.#requireIdle(variable);
      return this.#binding.executeOp('ReadVariableOp', attributes, [handle], 1)[0]!.id;
    };
    const deferred = this.#binding.deferTensor({shape: variable.shape, dtype, make});
    const tensor = this.#backend.createOutputTensor(deferred);
    variable.assign(tensor);
    dispose(tensor);
    resource.value = {dataId: variable.dataId, id: deferred.id};
  }

  #requireIdle({name}: Variable): void {
    if (this.#state === 'idle') return;
    throw new EngineError(
      'BAD_TENSOR',
      this.#state === 'running'
        ? `Variable ${name} is being changed by a compiled step: wait for it, and read the variable then.`
        : `The value of variable ${name} is lost: a compiled step that changes it failed midway. Give it another value, as from a checkpoint.`,
    );
  }
}
