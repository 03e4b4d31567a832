import type {LayerActivations} from '@residual/core';
import {type BarSeries, logBars} from '../chart/log-bars.js';
import {formatTable} from '../output/table.js';
import {formatFigure, formatShare} from '../output/units.js';
import {conclusion} from './conclusion.js';
import type {NetworkGradients} from './measure.js';
import {mergeNames} from './merge-names.js';

interface FormatOptions {
  /** Which images, in words. */
  readonly subject: string;
  /** Whether the activations are shown too. */
  readonly activations: boolean;
  /** Characters in a line. */
  readonly width: number;
}

/** Everything that was seen, for a terminal; what it comes to stands at the end. */
export function formatGradients(
  networks: readonly NetworkGradients[],
  {subject, activations, width}: FormatOptions,
): string {
  const parts = [
    `Length (L2 norm) of the gradient of each layer, ${subject}; bars are logarithmic`,
    bars(
      networks.map(({title, gradients}) => series(title, gradients, ({gradient}) => gradient)),
      {heading: 'layer', width},
    ),
  ];
  const residual = networks.filter(({blocks}) => blocks.length > 0);
  if (residual.length > 0) {
    parts.push(
      'What each block adds, in parts of what its shortcut carries (ratio of L2 norms)',
      bars(
        residual.map(({title, blocks}) => series(title, blocks, ({ratio}) => ratio)),
        {heading: 'block', width},
      ),
    );
  }
  if (activations) {
    for (const {title, layers} of networks) parts.push(`Outputs of the layers of ${title}`, activationTable(layers));
  }
  return [...parts, conclusion(networks)].join('\n\n');
}

function series<T extends {name: string}>(
  title: string,
  items: readonly T[],
  figure: (item: T) => number | undefined,
): BarSeries {
  const values = items.map(item => [item.name, figure(item)] as const).filter(([, value]) => value !== undefined);
  return {title, values: new Map(values as [string, number][])};
}

function bars(all: readonly BarSeries[], options: {heading: string; width: number}): string {
  return logBars(mergeNames(all.map(({values}) => [...values.keys()])), all, options);
}

/** Layers that only move values or rename them. */
const UNCHANGED: readonly string[] = ['ZeroPadding2D', 'Reshape', 'Permute', 'Flatten'];

function activationTable(layers: readonly LayerActivations[]): string {
  const header = ['layer', 'mean', 'deviation', 'least', 'greatest', 'zeros', 'not finite'];
  const rows = layers
    .filter(({type}) => !UNCHANGED.includes(type))
    .map(({name, mean, deviation, min, max, zeros, nonFinite}) => [
      name,
      ...[mean, deviation, min, max].map(value => formatFigure(value)),
      formatShare(zeros),
      String(nonFinite),
    ]);
  return formatTable([header, ...rows]);
}
