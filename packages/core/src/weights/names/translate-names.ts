import {CoreError} from '../../errors.js';
import {nearestName} from '../../nearest-name.js';
import {detectNames} from './detect-names.js';
import {type NameFamily, nameFamilies, nameMaps} from './families.js';
import {isCounter, unwrap} from './wrapper.js';

/** Tensors of a file, by the parameters that they are for. */
interface Translation {
  family: NameFamily;
  /** The file's name of each parameter that is wanted, by ours. */
  given: Map<string, string>;
  /** The file's names for which there is no parameter. */
  extra: string[];
}

/**
 * Finds which tensor of a file is for which parameter of a network. What programs put before all names is taken off,
 * and counters of batches are passed over.
 *
 * @param published The file's names.
 * @throws CoreError `BAD_OPTION` for a family that is not known.
 */
export function translateNames(
  published: readonly string[],
  {names, wanted}: {names: NameFamily | 'auto'; wanted: ReadonlySet<string>},
): Translation {
  if (names !== 'auto') return translate(published, {family: requireFamily(names), wanted});
  const own = translate(published, {family: 'torchvision', wanted});
  const detected = detectNames(published);
  if (!detected || detected === 'torchvision') return own;
  const other = translate(published, {family: detected, wanted});
  // A network of one's own may have names that look like another's.
  return other.given.size > own.given.size ? other : own;
}

/**
 * The family of this name.
 *
 * @throws CoreError `BAD_OPTION` where there is none, with the nearest.
 */
export function requireFamily(name: string): NameFamily {
  const family = nameFamilies.find(known => known === name);
  if (family) return family;
  const nearest = nearestName(name, nameFamilies);
  const hint = nearest ? `did you mean ${nearest}?` : `expected one of ${nameFamilies.join(', ')}`;
  throw new CoreError('BAD_OPTION', `names: '${name}' is not known: ${hint}`);
}

function translate(
  published: readonly string[],
  {family, wanted}: {family: NameFamily; wanted: ReadonlySet<string>},
): Translation {
  const given = new Map<string, string>();
  const extra: string[] = [];
  for (const name of published) {
    if (isCounter(name)) continue;
    // A network of one's own may have a part that is called as a wrapper is.
    const ours = family === 'torchvision' && wanted.has(name) ? name : nameMaps[family].toOurs(unwrap(name));
    if (ours !== undefined && wanted.has(ours) && !given.has(ours)) given.set(ours, name);
    else extra.push(name);
  }
  return {family, given, extra};
}
