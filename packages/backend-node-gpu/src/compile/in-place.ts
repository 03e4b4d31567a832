import type {Variable} from '@tensorflow/tfjs-core';
import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import {FLOAT, type GraphNode, isCastOfFloatToFloat, isFloat, placeholder, readersOf, shapesIn} from './graph.js';
import type {FunctionalStep, RecordedStep} from './record-step.js';
import {shapesOf} from './shapes.js';

/** One operation in the place of those that compute a weight's new value, and its buffer's. */
interface Update {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: readonly Attribute[];
  /** Which of `assigned` it changes: the weight, and then its buffer. */
  readonly places: readonly number[];
  /** The node that gave the weight's new value. */
  readonly weight: string;
  /** Other nodes that nothing needs any more. */
  readonly removed: readonly string[];
}

/**
 * Has TensorFlow's own operations update weights, and their momentum with them, in place: `weight - rate * direction`, where
 * the direction may be a buffer whose new value is `keep * buffer + gradient`, or Nesterov's step ahead along it. Weights
 * are then read and written fewer times, and a step takes no memory for new ones. All other variables stay as they are.
 *
 * @param variables those that `step.inputs` ends with
 */
export function updatingInPlace(step: FunctionalStep, variables: readonly Variable[]): RecordedStep {
  const {nodes, inputs, results, assigned, outputCount} = step;
  const inputOf = new Map(variables.map((variable, i) => [variable, inputs.at(i - variables.length)!]));
  const assignedInputs = assigned.map(variable => inputOf.get(variable)!);
  const updates = findUpdates(step, assignedInputs);
  const places = new Set(updates.flatMap(({places}) => places));
  const resources = new Set([...places].map(place => assignedInputs[place]!));
  const outputs = [...places].map(place => results[outputCount + place]!);
  return {
    ...step,
    nodes: rewritten(nodes, {updates, resources, outputs, assignedInputs}),
    inputs: inputs.map(name => (resources.has(name) ? resourceOf(name) : name)),
    results: results.filter((_, i) => !places.has(i - outputCount)),
    assigned: assigned.filter((_, i) => !places.has(i)),
    updated: assigned.filter((_, i) => places.has(i)),
    updates: updates.map(({weight}) => updateOf(weight)),
  };
}

const resourceOf = (input: string) => `${input}/variable`;
const updateOf = (weight: string) => `${weight}/update`;

/** @param inputs of the variables that the step assigns */
function findUpdates({nodes, results, outputCount}: FunctionalStep, inputs: readonly string[]): Update[] {
  const places = new Map(nodes.map(({name}, i) => [name, i]));
  /** Undefined for a further output of a node. */
  const nodeOf = (name: string) => nodes[places.get(name) ?? -1];
  const readers = readersOf(nodes);
  const shapeOf = shapesOf(nodes);
  const outputs = results.slice(outputCount);
  const newValues = outputs.map(output => nodeOf(output)!.inputs[0]!);

  const hasShape = (name: string, shape: readonly number[] | undefined) => shapeOf(name)?.join() === shape?.join();

  /** The operands of `name`, in both orders, where it is such an operation that nothing but `readBy` needs. */
  function operands(name: string, op: string, readBy: readonly string[]): [string, string][] {
    const node = nodeOf(name);
    if (node?.op !== op || readers.get(name)?.some(reader => !readBy.includes(reader.name))) return [];
    const [a, b] = node.inputs as [string, string];
    return [
      [a, b],
      [b, a],
    ];
  }

  /** A product with a scalar. */
  function scaled(name: string, reader: string): {tensor: string; scalar: string} | undefined {
    const found = operands(name, 'Mul', [reader]).find(([, factor]) => hasShape(factor, []));
    return found && {tensor: found[0], scalar: found[1]};
  }

  /** `keep * buffer + gradient`, the new value of a buffer, which only `reader` needs besides. */
  function momentum(name: string, reader: string) {
    const place = newValues.indexOf(name);
    if (place < 0) return undefined;
    for (const [kept, gradient] of operands(name, 'AddV2', [reader, outputs[place]!])) {
      const product = scaled(kept, name);
      if (product?.tensor === inputs[place]!) {
        return {place, gradient, keep: product.scalar, removed: [kept, name], isNesterov: false};
      }
    }
    return undefined;
  }

  /** `keep * buffer + gradient` once more, of the buffer's new value. */
  function nesterov(name: string, reader: string) {
    for (const [ahead, gradient] of operands(name, 'AddV2', [reader])) {
      const product = scaled(ahead, name);
      if (!product) continue;
      const found = momentum(product.tensor, ahead);
      if (found?.gradient === gradient && found.keep === product.scalar) {
        return {...found, removed: [...found.removed, ahead, name], isNesterov: true};
      }
    }
    return undefined;
  }

  /** Whether the value that a variable had is not needed once node `name` is computed. */
  function isLastReader(name: string, input: string): boolean {
    return readersOfMemory(input, readers).every(reader => places.get(reader.name)! <= places.get(name)!);
  }

  return newValues.flatMap((weight, place): Update[] => {
    const input = inputs[place]!;
    const shape = shapeOf(input);
    const node = nodeOf(weight);
    if (node?.op !== 'Sub' || !isFloat(node)) return [];
    const [start, moved] = node.inputs;
    if (start !== input || !isLastReader(weight, input)) return [];
    const product = scaled(moved!, weight);
    if (!product || !hasShape(product.tensor, shape)) return [];
    const {tensor: direction, scalar: rate} = product;
    const resource = resourceOf(input);
    const buffer = momentum(direction, moved!) ?? nesterov(direction, moved!);
    if (buffer && hasShape(buffer.gradient, shape) && isLastReader(weight, inputs[buffer.place]!)) {
      const {gradient, keep, isNesterov} = buffer;
      return [
        {
          op: 'ResourceApplyMomentum',
          inputs: [resource, resourceOf(inputs[buffer.place]!), rate, gradient, keep],
          attributes: [FLOAT, {name: 'use_nesterov', type: AttributeType.bool, value: isNesterov}],
          places: [place, buffer.place],
          weight,
          removed: [moved!, ...buffer.removed],
        },
      ];
    }
    const inputsOf = [resource, rate, direction];
    const op = 'ResourceApplyGradientDescent';
    return [{op, inputs: inputsOf, attributes: [FLOAT], places: [place], weight, removed: [moved!]}];
  });
}

interface Rewriting {
  readonly updates: readonly Update[];
  /** Inputs that become resource variables. */
  readonly resources: ReadonlySet<string>;
  /** Results that fall away. */
  readonly outputs: readonly string[];
  readonly assignedInputs: readonly string[];
}

function rewritten(nodes: readonly GraphNode[], {updates, resources, outputs, assignedInputs}: Rewriting): GraphNode[] {
  const updateFor = new Map(updates.map(update => [update.weight, update]));
  const removed = new Set([...outputs, ...updates.flatMap(({removed}) => removed)]);
  const kept = nodes.filter(({name}) => !removed.has(name));
  const readers = readersOf(kept.filter(({name}) => !updateFor.has(name)));
  return kept.flatMap(node => {
    if (resources.has(node.name)) {
      const variable = {...placeholder(resourceOf(node.name), [], DType.resource), ...shapesIn(node)};
      return readers.has(node.name) ? [variable, reading(node, [variable.name])] : [variable];
    }
    const update = updateFor.get(node.name);
    if (!update) return [node];
    // Whoever still reads the values goes first: TensorFlow copies what it may not change.
    const before = update.places.flatMap(place => readersOfMemory(assignedInputs[place]!, readers));
    const name = updateOf(node.name);
    const inputs = [...update.inputs, ...new Set(before.map(reader => `^${reader.name}`))];
    const applied: GraphNode = {name, op: update.op, inputs, attributes: update.attributes};
    return readers.has(node.name) ? [applied, reading(node, [update.inputs[0]!, `^${name}`])] : [applied];
  });
}

/** Operations whose output is their first input in its own memory. */
const SHARING = ['Reshape', 'Identity', 'ExpandDims', 'Squeeze'];

/** The nodes that read an output, or what others make of it without a copy. */
function readersOfMemory(output: string, readers: ReadonlyMap<string, readonly GraphNode[]>): GraphNode[] {
  const found = readers.get(output) ?? [];
  const sharing = found.filter(
    node => node.inputs[0] === output && (SHARING.includes(node.op) || isCastOfFloatToFloat(node)),
  );
  return [...found, ...sharing.flatMap(({name}) => readersOfMemory(name, readers))];
}

/** Reads a variable under the name of the node that gave its value. */
function reading(node: GraphNode, inputs: readonly string[]): GraphNode {
  const dtype: Attribute = {name: 'dtype', type: AttributeType.type, value: DType.float32};
  return {name: node.name, op: 'ReadVariableOp', inputs, attributes: [dtype], ...shapesIn(node)};
}
