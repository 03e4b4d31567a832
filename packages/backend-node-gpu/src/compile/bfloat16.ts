import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import type {GraphNode} from './graph.js';
import {shapesOf} from './shapes.js';

/** Which inputs of an operation take bfloat16, and whether its first output is bfloat16 then. */
interface Rule {
  readonly inputs: readonly number[];
  /** `always`: where the time goes. `follow`: where one of its inputs is bfloat16 already. */
  readonly when: 'always' | 'follow';
  /** Default `bfloat16`; weight gradients go on in float32, where they are summed and scaled. */
  readonly output?: 'bfloat16' | 'float32';
}

const always = (inputs: readonly number[], output: Rule['output'] = 'bfloat16'): Rule => ({
  inputs,
  when: 'always',
  output,
});
const follow = (...inputs: number[]): Rule => ({inputs, when: 'follow'});

/** The operations that compute in bfloat16. All others compute in float32, and get casts before them. */
const rules: Readonly<Record<string, Rule>> = {
  Conv2D: always([0, 1]),
  Conv2DBackpropInput: always([1, 2]),
  Conv2DBackpropFilter: always([0, 2], 'float32'),
  // Statistics stay float32: only the images are bfloat16.
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
 * Rewrites a recorded step so that convolutions, their gradients and what lies between them compute in bfloat16.
 * Weights, statistics, weight gradients, loss and update stay float32, as in PyTorch's autocast; casts stand at the
 * borders, one for each value and direction.
 */
export function toBfloat16(nodes: readonly GraphNode[]): GraphNode[] {
  const rewritten: GraphNode[] = [];
  /** Outputs, by their names as inputs have them, that are bfloat16. */
  const narrow = new Set<string>();
  /** Outputs under whose name something else stands: the float32 copy of a gradient. */
  const replaced = new Map<string, string>();
  const casts = new Map<string, string>();
  const shapeOf = shapesOf(nodes);

  function cast(source: string, to: number): string {
    const key = `${source} to ${to}`;
    const known = casts.get(key);
    if (known) return known;
    const node = castNode({name: `cast_${casts.size}`, source, to, shape: shapeOf(source)});
    rewritten.push(node);
    casts.set(key, node.name);
    return node.name;
  }

  for (const node of nodes) {
    const sources = node.inputs.map(input => replaced.get(input) ?? input);
    const rule = rules[node.op];
    const applies = rule && isFloat(node) && (rule.when === 'always' || rule.inputs.some(i => narrow.has(sources[i]!)));
    const inputs = sources.map((source, i) => {
      const wantsNarrow = applies && rule.inputs.includes(i);
      if (wantsNarrow === narrow.has(source)) return source;
      if (wantsNarrow) return cast(source, DType.bfloat16);
      return narrow.has(source) ? cast(source, DType.float32) : source;
    });
    if (!applies) {
      rewritten.push({...node, inputs});
      continue;
    }
    rewritten.push({...node, inputs, attributes: node.attributes.map(narrowed)});
    narrow.add(node.name);
    if (rule.output === 'float32') replaced.set(node.name, cast(node.name, DType.float32));
  }
  return rewritten;
}

function isFloat({attributes}: GraphNode): boolean {
  return attributes.some(({name, value}) => name === 'T' && value === DType.float32);
}

function narrowed(attribute: Attribute): Attribute {
  return attribute.name === 'T' ? {...attribute, value: DType.bfloat16} : attribute;
}

function castNode({
  name,
  source,
  to,
  shape,
}: {
  name: string;
  source: string;
  to: number;
  shape: readonly number[] | undefined;
}): GraphNode {
  const from = to === DType.bfloat16 ? DType.float32 : DType.bfloat16;
  const attributes = [
    {name: 'SrcT', type: AttributeType.type, value: from},
    {name: 'DstT', type: AttributeType.type, value: to},
  ];
  return {name, op: 'Cast', inputs: [source], attributes, ...(shape && {shapes: [shape]})};
}
