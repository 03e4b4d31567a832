import {effect, useSignal, useSignalEffect} from '@preact/signals';
import type {ComponentType, VNode} from 'preact';
import {useRef} from 'preact/hooks';
import {chooseLanguage, language} from '../i18n/language.js';
import {SECTIONS} from '../sections/index.js';
import './app.css';
import {messages} from './messages.js';
import {hrefOf, route} from './route.js';
import {theme, toggleTheme} from './theme.js';

effect(() => {
  document.documentElement.lang = language.value;
});

/** The page: its head with the navigation, and the section that the address names. */
export function App(): VNode {
  const t = messages();
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t.skip}
      </button>
      <Head />
      <Main />
      <footer class="foot">
        <p>{t.privacy}</p>
      </footer>
    </>
  );
}

/** The section that the address names, or the first. */
const sectionOf = (id: string) => SECTIONS.find(section => section.id === id) ?? SECTIONS[0]!;

function Head(): VNode {
  const t = messages();
  const current = sectionOf(route.value.section);
  return (
    <header class="head">
      <a class="brand" href={hrefOf(SECTIONS[0]!.id)}>
        <span class="mark" aria-hidden="true" />
        residual
      </a>
      <nav class="sections" aria-label={t.sections}>
        {SECTIONS.map(section => (
          <a key={section.id} href={hrefOf(section.id)} aria-current={section === current ? 'page' : undefined}>
            {section.title()}
          </a>
        ))}
      </nav>
      <div class="choices">
        <button
          type="button"
          class="quiet"
          lang={language.value === 'en' ? 'zh' : 'en'}
          onClick={() => chooseLanguage(language.value === 'en' ? 'zh' : 'en')}
        >
          {t.otherLanguage}
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={theme.value === 'dark' ? t.toLight : t.toDark}
          onClick={toggleTheme}
        >
          {theme.value === 'dark' ? t.light : t.dark}
        </button>
      </div>
    </header>
  );
}

function Main(): VNode {
  const t = messages();
  const main = useRef<HTMLElement>(null);
  const shown = useSignal<{id: string; Component?: ComponentType; reason?: string}>({id: ''});
  useSignalEffect(() => {
    const {id, title, load} = sectionOf(route.value.section);
    document.title = `${title()} · residual`;
    const before = shown.peek().id;
    if (before === id) return;
    shown.value = {id};
    const show = (result: {Component: ComponentType} | {reason: string}) => {
      // Another section may have been chosen while this one was loading.
      if (shown.peek().id !== id) return;
      shown.value = {id, ...result};
      // Who follows a link by keyboard or hears the page goes on in the new section.
      if (before) requestAnimationFrame(() => main.current?.focus());
    };
    load().then(
      Component => show({Component}),
      (error: Error) => show({reason: error.message}),
    );
  });
  const {id, Component, reason} = shown.value;
  return (
    <main id="main" ref={main} tabIndex={-1} aria-busy={!Component && !reason} data-section={id}>
      {Component && <Component />}
      {!Component && !reason && <p class="note">{t.loading}</p>}
      {reason && (
        <p class="note" role="alert">
          {t.broken({reason})}
        </p>
      )}
    </main>
  );
}
