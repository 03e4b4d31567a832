/** How many layers of equal area the bell is cut into. */
const layers = 128;

/** Where the lowest layer ends and the tail begins. */
const tail = 3.442619855899;

/** The area of a layer. */
const area = 9.91256303526217e-3;

/** Half width, and height above it, of each layer; layer 0 is the base, as wide as if it held the tail too. */
const {widths, heights} = cut();

function cut(): {widths: Float64Array; heights: Float64Array} {
  const widths = new Float64Array(layers + 1);
  widths[0] = area / density(tail);
  widths[1] = tail;
  for (let i = 2; i < layers; i++) {
    const below = widths[i - 1]!;
    widths[i] = Math.sqrt(-2 * Math.log(area / below + density(below)));
  }
  return {widths, heights: widths.map(density)};
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x);
}

/**
 * A normal value of mean 0 and deviation 1, by the ziggurat method (Marsaglia and Tsang 2000): most values take one
 * multiplication.
 *
 * @param next Draws integers from 0 to 2^32 - 1.
 */
export function standardNormal(next: () => number): number {
  for (;;) {
    const bits = next();
    const layer = bits & (layers - 1);
    // The upper bits are the place in the layer, from -1 to 1.
    const place = ((bits | 0) >> 7) / 2 ** 24;
    const x = place * widths[layer]!;
    if (Math.abs(x) < widths[layer + 1]!) return x;
    if (layer === 0) return Math.sign(place) * beyondTail(next);
    const low = heights[layer]!;
    if (low + fraction(next) * (heights[layer + 1]! - low) < density(x)) return x;
  }
}

/** A value beyond the lowest layer (Marsaglia 1964). */
function beyondTail(next: () => number): number {
  for (;;) {
    const x = -Math.log(fraction(next)) / tail;
    if (-2 * Math.log(fraction(next)) > x * x) return tail + x;
  }
}

/** Above 0 and below 1. */
function fraction(next: () => number): number {
  return (next() + 0.5) / 2 ** 32;
}
