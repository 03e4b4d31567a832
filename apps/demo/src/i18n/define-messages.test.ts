import {expect, test} from 'vitest';
import {defineMessages} from './define-messages.js';
import {language} from './language.js';

const messages = defineMessages({
  en: {title: 'Learn', steps: ({n}: {n: number}) => `${n} steps`, more: {end: 'The end'}},
  zh: {title: '学习', steps: ({n}) => `${n} 步`, more: {end: '结束'}},
});

test('texts follow the language of the page', () => {
  language.value = 'en';
  expect([messages().title, messages().steps({n: 3}), messages().more.end]).toEqual(['Learn', '3 steps', 'The end']);
  language.value = 'zh';
  expect([messages().title, messages().steps({n: 3}), messages().more.end]).toEqual(['学习', '3 步', '结束']);
});

test('a language that lacks a text does not compile', () => {
  // @ts-expect-error `title` is missing.
  defineMessages({en: {title: 'Learn'}, zh: {}});
});
