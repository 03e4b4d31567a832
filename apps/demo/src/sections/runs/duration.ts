import {formatNumber} from '../../i18n/numbers.js';

/** A time in the language of the page, as `1 hr 12 min`, `1 min 33 sec` or `9.4 sec`. */
export function formatDuration(seconds: number): string {
  const unit = (value: number, unit: string, digits = 0) =>
    formatNumber(value, {style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits});
  if (seconds < 59.95) return unit(seconds, 'second', 1);
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${unit(minutes, 'minute')} ${unit(whole % 60, 'second')}`;
  return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}
