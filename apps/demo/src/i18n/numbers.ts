import {language} from './language.js';

/** A number in the language of the page, as 12,345. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language.value, options).format(value);
}

/** A share of 1 as percent, with so many digits after the point: 0.974 is 97.4 %. */
export function formatPercent(share: number, digits = 1): string {
  const number = formatNumber(100 * share, {minimumFractionDigits: digits, maximumFractionDigits: digits});
  return `${number} %`;
}
