import {language} from '../../../i18n/language.js';
import type {View} from './run.js';

/** When something was, for today as 12:31, else with the day. */
export function timeOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  const isToday = date.toDateString() === new Date().toDateString();
  const time = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'} as const;
  const day = {day: 'numeric', month: 'long'} as const;
  return new Intl.DateTimeFormat(language.value, isToday ? time : {...day, ...time}).format(date);
}

/** The epoch in which a run is, from 1. */
export function epochOf({curves, batches, epochs}: View): number {
  return Math.min(epochs, Math.floor(curves.steps.length / Math.max(1, batches)) + 1);
}
