import {AttributeType} from '../binding/attributes.js';
import type {GraphNode} from './graph.js';
import type {ConvolutionKernels} from './processor.js';

/** Where an image comes from, and how many rows and columns of zeros were laid around it. */
interface Unpadded {
  readonly source: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Tells what an image was before zeros were laid around its rows and columns; undefined where there were none. */
export function unpaddedSource(nodes: readonly GraphNode[]): (output: string) => Unpadded | undefined {
  const byName = new Map(nodes.map(node => [node.name, node]));
  const numberOf = (input: string): number | undefined => {
    const {op, inputs, values} = byName.get(input) ?? {};
    return op === 'Cast' ? numberOf(inputs![0]!) : (values?.[0] as number | undefined);
  };
  return output => {
    const node = byName.get(output);
    if (node?.op !== 'PadV2') return undefined;
    const [source, paddings, value] = node.inputs as [string, string, string];
    const around = byName.get(paddings)?.values as readonly number[] | undefined;
    if (around?.length !== 8 || numberOf(value) !== 0 || [0, 1, 6, 7].some(i => around[i] !== 0)) return undefined;
    return {source, top: around[2]!, bottom: around[3]!, left: around[4]!, right: around[5]!};
  };
}

/**
 * Lets convolutions lay zeros around their images themselves: oneDNN does, which spares a copy. Gradients keep the
 * operation before them, since TensorFlow has none with such a padding.
 */
export function paddingConvolutions(nodes: readonly GraphNode[], kernels: ConvolutionKernels): GraphNode[] {
  if (kernels === 'others') return [...nodes];
  const unpadded = unpaddedSource(nodes);
  return nodes.map(node => {
    const [image, ...rest] = node.inputs;
    const isValid = node.op === 'Conv2D' && node.attributes.some(({value}) => value === 'VALID');
    const found = isValid ? unpadded(image!) : undefined;
    if (!found) return node;
    const {source, top, bottom, left, right} = found;
    const padding = [
      {name: 'padding', type: AttributeType.string, value: 'EXPLICIT'},
      {name: 'explicit_paddings', type: AttributeType.int, value: [0, 0, top, bottom, left, right, 0, 0]},
    ];
    const attributes = [...node.attributes.filter(({name}) => name !== 'padding'), ...padding];
    return {...node, inputs: [source, ...rest], attributes};
  });
}
