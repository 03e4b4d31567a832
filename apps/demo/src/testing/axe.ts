import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {Page} from 'playwright-core';

/** What axe finds wrong with the page as it is now, as `rule: elements`. */
export async function violations(page: Page): Promise<string[]> {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // Not as a script element, which the policy of the page forbids.
  await page.evaluate(readFileSync(path, 'utf8'));
  return page.evaluate(async () => {
    const {violations} = await (window as unknown as {axe: typeof import('axe-core')}).axe.run();
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(' ')).join(', ')}`);
  });
}
