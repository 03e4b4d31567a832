import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import {type GraphNode, isCastOfFloatToFloat, isFloat} from './graph.js';
import {shapesOf} from './shapes.js';

/** A type of 16 bits that a GPU or CPU computes in faster than in float32. */
export type NarrowType = 'bfloat16' | 'float16';

/** Which inputs of an operation are narrow, and whether its first output is narrow then. */
interface Rule {
  readonly inputs: readonly number[];
  /** `always`: where the time goes. `follow`: where one of its inputs is narrow already. */
  readonly when: 'always' | 'follow';
  /** Default `narrow`; weight gradients go on in float32, where they are summed and scaled. */
  readonly output?: 'narrow' | 'float32';
}

const always = (inputs: readonly number[], output: Rule['output'] = 'narrow'): Rule => ({
  inputs,
  when: 'always',
  output,
});
const follow = (...inputs: number[]): Rule => ({inputs, when: 'follow'});

/** The operations that compute in the narrow type. All others compute in float32, and get casts before them. */
const rules: Readonly<Record<string, Rule>> = {
  Conv2D: always([0, 1]),
  Conv2DBackpropInput: always([1, 2]),
  Conv2DBackpropFilter: always([0, 2], 'float32'),
  // Statistics stay float32: only the images are narrow.
  FusedBatchNormV3: follow(0),
  FusedBatchNormGradV3: follow(0, 1),
  BiasAdd: follow(0, 1),
  Relu: follow(0),
  ReluGrad: follow(0, 1),
  AddV2: follow(0, 1),
  AddN: follow(0, 1),
  Mul: follow(0, 1),
  Sigmoid: follow(0),
  MaxPool: follow(0),
  MaxPoolGrad: follow(0, 1, 2),
  AvgPool: follow(0),
  AvgPoolGrad: follow(1),
  PadV2: follow(0, 2),
  Slice: follow(0),
  Transpose: follow(0),
  Reshape: follow(0),
  MatMul: follow(0, 1),
};

/**
 * Rewrites a recorded step so that convolutions, their gradients and what lies between them compute in a narrow type.
 * Weights, statistics, weight gradients, loss and update stay float32, as in PyTorch's autocast; casts stand at the
 * borders, one for each value and direction.
 *
 * Gradients below 6e-8 vanish in float16 and those above 65504 are infinite in it: its steps want their loss scaled.
 */
export function toNarrow(nodes: readonly GraphNode[], type: NarrowType): GraphNode[] {
  const dtype = DType[type];
  const rewritten: GraphNode[] = [];
  /** Outputs, by their names as inputs have them, that are narrow. */
  const narrow = new Set<string>();
  /** Outputs in whose place another one is used: the float32 copy of a gradient, what a cast to its own type takes. */
  const replaced = new Map<string, string>();
  const casts = new Map<string, string>();
  const shapeOf = shapesOf(nodes);

  function cast(source: string, {from, to}: {from: number; to: number}): string {
    const key = `${source} to ${to}`;
    const known = casts.get(key);
    if (known) return known;
    const node = castNode({name: `cast_${casts.size}`, source, from, to, shape: shapeOf(source)});
    rewritten.push(node);
    casts.set(key, node.name);
    return node.name;
  }

  const narrowed = (source: string) => cast(source, {from: DType.float32, to: dtype});
  const widened = (source: string) => cast(source, {from: dtype, to: DType.float32});

  for (const node of nodes) {
    const sources = node.inputs.map(input => replaced.get(input) ?? input);
    if (isCastOfFloatToFloat(node)) {
      // Between two narrow operations it would cost two real casts.
      replaced.set(node.name, sources[0]!);
      continue;
    }
    const rule = rules[node.op];
    const applies =
      rule !== undefined && isFloat(node) && (rule.when === 'always' || rule.inputs.some(i => narrow.has(sources[i]!)));
    const inputs = sources.map((source, i) => {
      const wantsNarrow = applies && rule.inputs.includes(i);
      if (wantsNarrow === narrow.has(source)) return source;
      return wantsNarrow ? narrowed(source) : widened(source);
    });
    if (!applies) {
      rewritten.push({...node, inputs});
      continue;
    }
    rewritten.push({...node, inputs, attributes: node.attributes.map(attribute => retyped(attribute, dtype))});
    narrow.add(node.name);
    if (rule.output === 'float32') replaced.set(node.name, widened(node.name));
  }
  return rewritten;
}

function retyped(attribute: Attribute, dtype: number): Attribute {
  return attribute.name === 'T' ? {...attribute, value: dtype} : attribute;
}

function castNode({
  name,
  source,
  from,
  to,
  shape,
}: {
  name: string;
  source: string;
  from: number;
  to: number;
  shape: readonly number[] | undefined;
}): GraphNode {
  const attributes = [
    {name: 'SrcT', type: AttributeType.type, value: from},
    {name: 'DstT', type: AttributeType.type, value: to},
  ];
  return {name, op: 'Cast', inputs: [source], attributes, ...(shape && {shapes: [shape]})};
}
