import {formatNumber} from '../../../i18n/numbers.js';

/** At most so many lines across a chart, and one more. */
const LINES = 5;

/** What a chart spans, as powers of ten. */
interface Scale {
  readonly lowest: number;
  readonly highest: number;
}

/** The power of ten by which a line of a chart differs from the next. */
export function stepOf({lowest, highest}: Scale): number {
  return Math.max(1, Math.ceil((highest - lowest) / LINES));
}

/** Powers of ten to draw lines at, from the highest down, evenly spaced. */
export function powersOfTen({lowest, highest}: Scale): number[] {
  const step = stepOf({lowest, highest});
  return Array.from({length: Math.floor((highest - lowest) / step) + 1}, (_, i) => highest - i * step);
}

const DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A whole number in small digits above the line: -12 as ⁻¹². */
export function superscript(power: number): string {
  return String(power).replace(/./g, character => (character === '-' ? '⁻' : DIGITS[Number(character)]!));
}

/** A power of ten as people read it: 1,000, and from a million on 10⁶. */
export function formatPower(power: number): string {
  return power < 6 ? formatNumber(10 ** power) : `10${superscript(power)}`;
}
