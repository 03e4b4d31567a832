/** The element with this id. @throws Error when the page has none. */
export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`Expected an element with the id ${id}.`);
  return found as T;
}
