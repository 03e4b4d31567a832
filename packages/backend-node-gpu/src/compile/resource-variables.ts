import {type DataId, dispose, type Variable} from '@tensorflow/tfjs-core';
import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {Binding} from '../binding/binding.js';
import {EngineError} from '../errors.js';
import type {NodeBackend} from '../tfjs-node/backend.js';

/** A variable of TensorFlow's, which operations change where it is. */
interface Resource {
  /** Number of the tensor that names it. */
  readonly handle: number;
  readonly attributes: readonly Attribute[];
  /** The tensor that TF.js's variable was given for the value that TensorFlow's has. */
  value?: Value;
}

/** A tensor that is read from TensorFlow's variable when somebody wants it. */
interface Value {
  readonly dataId: DataId;
  /** The binding's number for it. */
  readonly id: number;
  /** Whether a function that failed midway may have changed the variable before it was read. */
  isLost: boolean;
}

let count = 0;

/**
 * Lets a function change variables in place, though a TF.js variable holds tensors that never change: before and after each
 * run the variable is given a tensor that is read only when somebody wants it.
 */
export class ResourceVariables {
  readonly #backend: NodeBackend;
  readonly #binding: Binding;
  readonly #resources = new Map<Variable, Resource>();
  #isRunning = false;

  constructor(backend: NodeBackend, binding: Binding) {
    this.#backend = backend;
    this.#binding = binding;
  }

  /** Runs a function that changes these variables. It takes for each the number of a tensor that names it. */
  async change<T>(
    variables: readonly Variable[],
    run: (handles: ReadonlyMap<Variable, number>) => Promise<T>,
  ): Promise<T> {
    for (const variable of variables) this.#requireValue(variable);
    const handles = new Map(variables.map(variable => [variable, this.#prepared(variable)]));
    this.#isRunning = true;
    try {
      const result = await run(handles);
      this.#isRunning = false;
      for (const variable of variables) this.#renew(variable);
      return result;
    } catch (error) {
      this.#isRunning = false;
      for (const variable of variables) this.#resources.get(variable)!.value!.isLost = true;
      throw error;
    }
  }

  /** Frees TensorFlow's variables, while no function changes them. TF.js's keep their values. */
  dispose(): void {
    for (const {handle, value} of this.#resources.values()) {
      this.#detach(value);
      this.#binding.executeOp('DestroyResourceOp', [], [handle], 0);
      this.#binding.deleteTensor(handle);
    }
    this.#resources.clear();
  }

  /** The value of TF.js's variable, where it is TensorFlow's. */
  #current(variable: Variable): Value | undefined {
    const value = this.#resources.get(variable)?.value;
    return value?.dataId === variable.dataId ? value : undefined;
  }

  #requireValue(variable: Variable): void {
    if (this.#current(variable)?.isLost) throw lost(variable);
  }

  /**
   * Gives TensorFlow's variable the value of TF.js's, which gives its tensor up: TensorFlow would change a copy of memory
   * that somebody else holds.
   *
   * @returns the number of the tensor that names TensorFlow's variable
   */
  #prepared(variable: Variable): number {
    const {handle, attributes, value} = this.#resources.get(variable) ?? this.#create(variable);
    const current = this.#current(variable);
    if (current && this.#binding.isDeferred(current.id) && this.#backend.refCount(current.dataId) === 1) return handle;
    this.#detach(value);
    if (!current) {
      const [tensor] = this.#backend.getInputTensorIds([variable]);
      this.#binding.executeOp('AssignVariableOp', attributes, [handle, tensor!], 0);
    }
    this.#renew(variable);
    return handle;
  }

  /** Reads a value that others than the variable may hold, before it changes. */
  #detach(value: Value | undefined): void {
    if (value && !value.isLost) this.#binding.makeDeferred(value.id);
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

  /** Gives TF.js's variable a tensor with the value that TensorFlow's has now. */
  #renew(variable: Variable): void {
    const resource = this.#resources.get(variable)!;
    const {handle, attributes} = resource;
    const dtype = this.#backend.getDTypeInteger(variable.dtype);
    const make = () => {
      if (value.isLost) throw lost(variable);
      if (this.#isRunning) throw changing(variable);
      return this.#binding.executeOp('ReadVariableOp', attributes, [handle], 1)[0]!.id;
    };
    const deferred = this.#binding.deferTensor({shape: variable.shape, dtype, make});
    const tensor = this.#backend.createOutputTensor(deferred);
    variable.assign(tensor);
    dispose(tensor);
    const value: Value = {dataId: variable.dataId, id: deferred.id, isLost: false};
    resource.value = value;
  }
}

function changing({name}: Variable): EngineError {
  const advice = 'wait for it, and read the variable then';
  return new EngineError('BAD_TENSOR', `Variable ${name} is being changed by a compiled step: ${advice}.`);
}

function lost({name}: Variable): EngineError {
  const message = `The value of variable ${name} is lost: a compiled step that changes it failed midway.`;
  return new EngineError('BAD_TENSOR', `${message} Give it another value, as from a checkpoint.`);
}
