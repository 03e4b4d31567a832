import type {GraphNode} from './graph.js';

/** Where an image comes from, and how many rows and columns of zeros were laid before it. */
interface Unpadded {
  readonly source: string;
  readonly top: number;
  readonly left: number;
}

/** Tells what an image was before zeros were laid around its rows and columns; itself where there were none. */
export function unpaddedSource(nodes: readonly GraphNode[]): (output: string) => Unpadded {
  const byName = new Map(nodes.map(node => [node.name, node]));
  const numberOf = (input: string): number | undefined => {
    const {op, inputs, values} = byName.get(input) ?? {};
    return op === 'Cast' ? numberOf(inputs![0]!) : (values?.[0] as number | undefined);
  };
  return output => {
    const node = byName.get(output);
    const [source, paddings, value] = node?.inputs ?? [];
    const around = byName.get(paddings ?? '')?.values as readonly number[] | undefined;
    const isOfZeros = node?.op === 'PadV2' && around?.length === 8 && numberOf(value!) === 0;
    if (!isOfZeros || [0, 1, 6, 7].some(i => around[i] !== 0)) return {source: output, top: 0, left: 0};
    return {source: source!, top: around[2]!, left: around[4]!};
  };
}
