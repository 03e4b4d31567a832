import type {ComponentType} from 'preact';

/** A section of the site, as the shell knows it. */
export interface Section {
  /** Its part of the address, `#/id`. */
  readonly id: string;
  /** Its name in the language of the page, short enough for the navigation of a phone. */
  readonly title: () => string;
  /** Loads its component, which shows itself in `main` and begins with an `h1`. */
  readonly load: () => Promise<ComponentType>;
}
