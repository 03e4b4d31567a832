import {type ReadonlySignal, signal} from '@preact/signals';

/** Where the page is: `#/inside/resnet50` is the section `inside` with the path `resnet50`. */
export interface Route {
  readonly section: string;
  readonly path: string;
}

/** Reads the part of an address after #. */
export function parseRoute(hash: string): Route {
  const [section = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  return {section, path: rest.map(decode).join('/')};
}

/** What cannot be decoded stays as it is: anyone can write an address. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const current = signal(parseRoute(location.hash));
addEventListener('hashchange', () => {
  current.value = parseRoute(location.hash);
});

/** Where the page is now. */
export const route: ReadonlySignal<Route> = current;

/** The address of a place in the page, for a link. */
export function hrefOf(section: string, path = ''): string {
  return path ? `#/${section}/${path.split('/').map(encodeURIComponent).join('/')}` : `#/${section}`;
}
