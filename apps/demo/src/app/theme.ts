import {type ReadonlySignal, signal} from '@preact/signals';

export type Theme = 'light' | 'dark';

const KEY = 'theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const current = signal<Theme>(wanted());

/** The colours of the page. Charts, which take their colours from the style sheet, draw again when it changes. */
export const theme: ReadonlySignal<Theme> = current;

/** What was chosen, or else what the system prefers. */
function wanted(): Theme {
  const chosen = localStorage.getItem(KEY) ?? (dark.matches ? 'dark' : 'light');
  return chosen === 'dark' ? 'dark' : 'light';
}

/** The style sheet comes first: whoever follows the signal reads its colours. */
function apply(): void {
  document.documentElement.dataset.theme = wanted();
  current.value = wanted();
}

dark.addEventListener('change', apply);
apply();

/** Changes between light and dark, and remembers it. */
export function toggleTheme(): void {
  localStorage.setItem(KEY, current.value === 'dark' ? 'light' : 'dark');
  apply();
}
