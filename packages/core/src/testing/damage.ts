import fc from 'fast-check';

/** What happens to a file at one place, counted from its start or, where that is past the end, again from its start. */
type Damage = {at: number} & (
  | {kind: 'flip'; bit: number}
  /** A number of so many bytes becomes another, as lengths, offsets and counts might be. */
  | {kind: 'lie'; width: number; value: bigint}
  | {kind: 'cut'}
  | {kind: 'remove'; length: number}
  | {kind: 'repeat'; length: number}
);

/** Large, negative for those who read a sign, or off by one. */
const lies = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffn,
  0xffffn,
  2n ** 31n - 1n,
  2n ** 32n - 1n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

const at = fc.nat();
const length = fc.integer({min: 1, max: 64});

/** Damage in one to four places. */
export const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.oneof(
    {weight: 2, arbitrary: fc.record({kind: fc.constant('flip'), at, bit: fc.nat(7)})},
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('lie'),
        at,
        width: fc.constantFrom(1, 2, 4, 8),
        value: fc.constantFrom(...lies),
      }),
    },
    fc.record({kind: fc.constant('cut'), at}),
    fc.record({kind: fc.constant('remove'), at, length}),
    fc.record({kind: fc.constant('repeat'), at, length}),
  ),
  {minLength: 1, maxLength: 4},
);

/** A copy of a file with that damage. */
export function damage(file: Uint8Array, list: readonly Damage[]): Uint8Array {
  return list.reduce((bytes, one) => (bytes.length > 0 ? apply(bytes, one) : bytes), file);
}

function apply(file: Uint8Array, damage: Damage): Uint8Array {
  const at = damage.at % file.length;
  const bytes = Uint8Array.from(file);
  switch (damage.kind) {
    case 'flip':
      bytes[at]! ^= 1 << damage.bit;
      return bytes;
    case 'lie':
      for (let i = 0; i < damage.width && at + i < bytes.length; i++) {
        bytes[at + i] = Number((damage.value >> BigInt(8 * i)) & 0xffn);
      }
      return bytes;
    case 'cut':
      return bytes.subarray(0, at);
    case 'remove':
      return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + damage.length));
    case 'repeat':
      return Uint8Array.of(...bytes.subarray(0, at + damage.length), ...bytes.subarray(at));
  }
}
