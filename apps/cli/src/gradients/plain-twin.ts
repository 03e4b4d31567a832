import {isDeepStrictEqual} from 'node:util';
import {listModels, modelInfo} from '@residual/core';
import type {Settings} from '../network-options.js';

/** A network by its name, with options that change it. */
export interface NamedNetwork {
  /** For people and charts. */
  readonly title: string;
  /** As `createModel` takes it. */
  readonly name: string;
  readonly settings: Settings;
}

/** The same network without its shortcuts; undefined for one that has none. Throws CoreError `UNKNOWN_MODEL`. */
export function plainTwin({name, settings}: Omit<NamedNetwork, 'title'>): NamedNetwork | undefined {
  if (name === 'mnist-residual') return {title: 'mnist-plain', name: 'mnist-plain', settings};
  const {config} = modelInfo(name);
  if (!config || {...config, ...settings}.shortcut === 'none') return undefined;
  const own = namesake(name);
  const isNamed = own !== undefined && isDeepStrictEqual(modelInfo(own).config, {...config, shortcut: 'none'});
  const {shortcut: _, ...others} = settings;
  if (isNamed) return {title: own, name: own, settings: others};
  return {title: `plain ${name}`, name, settings: {...settings, shortcut: 'none'}};
}

/** `cifar-plain20` for `cifar-resnet20-b`, where there is such a network. */
function namesake(name: string): string | undefined {
  const plain = name.replace('resnet', 'plain').replace(/-b$/, '');
  return listModels().some(model => model.name === plain) ? plain : undefined;
}
