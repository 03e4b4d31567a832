import {type Signal, signal} from '@preact/signals';

/** The languages of the site. */
export type Language = 'en' | 'zh';

const KEY = 'language';

/** The language of the page: what was chosen, or else what the browser prefers. */
export const language: Signal<Language> = signal(first());

function first(): Language {
  // Workers and tests have neither.
  const chosen = globalThis.localStorage?.getItem(KEY);
  const wanted = chosen ?? globalThis.navigator?.language ?? 'en';
  return wanted.startsWith('zh') ? 'zh' : 'en';
}

/** Changes the language and remembers it. */
export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEY, chosen);
  language.value = chosen;
}
