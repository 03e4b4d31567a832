const KEY = 'theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark: what was chosen, or else what the system prefers. */
function isDark(): boolean {
  const chosen = localStorage.getItem(KEY);
  return chosen ? chosen === 'dark' : dark.matches;
}

/** Lets a button change between light and dark, and tells `onChange` about each change, the system's too. */
export function themeButton(button: HTMLButtonElement, onChange: () => void): void {
  const apply = () => {
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Change to light colours' : 'Change to dark colours');
    onChange();
  };
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, isDark() ? 'light' : 'dark');
    apply();
  });
  dark.addEventListener('change', apply);
  apply();
}
