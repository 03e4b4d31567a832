import {formatNumber} from '../../i18n/numbers.js';

/** Three figures in the manner of the language: 11.7M, 1170万. */
export function formatRounded(value: number): string {
  return formatNumber(value, {notation: 'compact', maximumSignificantDigits: 3});
}

/** A shape without its batch: 56 × 56 × 64. */
export function formatShape(shape: readonly number[]): string {
  return shape.join(' × ');
}

/** Bytes in millions, as 12.4 MB. */
export function formatMegabytes(bytes: number): string {
  return `${formatNumber(bytes / 1e6, {maximumSignificantDigits: 3})} MB`;
}
