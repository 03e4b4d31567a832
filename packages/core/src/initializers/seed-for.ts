/**
 * A seed of its own for each weight, from a network's seed and the weight's name, so that a weight's first values do
 * not depend on the order in which layers are built. Never 0, which TF.js takes for "any".
 *
 * @param seed Any integer.
 * @param name As `layer1.0.conv1.weight`.
 * @returns An integer from 1 to 2^32 - 1.
 */
export function seedFor(seed: number, name: string): number {
  // FNV-1a, then the finaliser of MurmurHash3, so that names which differ in one letter get unrelated seeds.
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${name}`) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0 || 1;
}
