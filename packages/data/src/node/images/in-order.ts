/** Results of `work` on every item, in their order; at most `atOnce` are under way at a time. */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  {atOnce}: {atOnce: number},
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < items.length) {
      const i = next++;
      results[i] = await work(items[i]!, i);
    }
  };
  await Promise.all(Array.from({length: atOnce}, run));
  return results;
}
