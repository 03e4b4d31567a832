import {formatNumber} from '../../i18n/numbers.js';
import {kindOf} from './layer-kind.js';
import {layerMessages} from './layer-messages.js';
import {messages} from './messages.js';
import type {LayerPart, Part} from './worker/part.js';

/** What a part is called: that of a stage in words, those of layers without what they share with their block. */
export function partName(part: Part): string {
  if (part.kind === 'stage') return stageName(part.name);
  if (part.kind === 'block') return part.count === 1 ? part.name : `${part.name} – ${part.last.split('.').at(-1)}`;
  return part.name.replace(/^(layer\d+\.\d+|rblock\d+)\./, '');
}

/** The name of a stage. */
export function stageName(name: string): string {
  const {stages} = messages();
  return name === 'stem' || name === 'head' ? stages[name] : name;
}

/** What a part is, in a few words. */
export function partText(part: Part): string {
  const t = messages();
  if (part.kind === 'layer') return layerText(part);
  if (part.kind === 'block') return part.count > 1 ? t.times({count: formatNumber(part.count)}) : '';
  const blocks = part.parts.reduce((sum, one) => sum + (one.kind === 'block' ? one.count : 0), 0);
  return blocks > 0 ? t.blocksIn({count: blocks}) : t.layersIn({count: part.parts.length});
}

/** What a layer is called. */
export function layerText(layer: LayerPart): string {
  const {name} = layerMessages();
  const text = name[kindOf(layer)];
  return typeof text === 'string' ? text : text({...windowOf(layer), type: layer.type});
}

/** What a layer does, in a sentence. */
export function layerDoes(layer: LayerPart): string {
  const {does} = layerMessages();
  const kind = kindOf(layer);
  const text = kind === 'conv' && (layer.kernel?.groups ?? 1) > 1 ? does.grouped : does[kind];
  return typeof text === 'string' ? text : text(windowOf(layer));
}

function windowOf({kernel}: LayerPart): {size: string; stride: number; groups: number} {
  if (!kernel) return {size: '', stride: 1, groups: 1};
  return {size: kernel.size.join('×'), stride: Math.max(...kernel.stride), groups: kernel.groups};
}
