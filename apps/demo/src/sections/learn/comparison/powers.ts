/** At most so many lines across a chart, and one more. */
const LINES = 5;

/** Powers of ten to draw lines at, from the highest down, evenly spaced. */
export function powersOfTen({lowest, highest}: {lowest: number; highest: number}): number[] {
  const step = Math.max(1, Math.ceil((highest - lowest) / LINES));
  return Array.from({length: Math.floor((highest - lowest) / step) + 1}, (_, i) => highest - i * step);
}

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A whole number in small digits above the line: -12 as ⁻¹². */
export function superscript(power: number): string {
  return String(power).replace(/./g, character => (character === '-' ? '⁻' : DIGITS[Number(character)]!));
}
