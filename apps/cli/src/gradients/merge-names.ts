/** The names of several lists in one, each list in its order: a name that only one has stands behind the one before it. */
export function mergeNames(lists: readonly (readonly string[])[]): string[] {
  const merged: string[] = [];
  for (const list of lists) {
    let next = 0;
    for (const name of list) {
      const known = merged.indexOf(name);
      if (known < 0) merged.splice(next, 0, name);
      next = (known < 0 ? next : known) + 1;
    }
  }
  return merged;
}
