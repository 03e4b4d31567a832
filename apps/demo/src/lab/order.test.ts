import {WEB_ENGINES} from '@residual/backend-web';
import {expect, test} from 'vitest';
import {ENGINES, enginesOf, withoutEngine} from './order.js';

test('the engines are those of the package, in its order', () => {
  expect(ENGINES).toEqual(WEB_ENGINES);
});

test.each([
  ['', undefined],
  ['?engine=wasm', ['wasm']],
  ['?lang=zh&engine=webgl', ['webgl']],
  ['?engine=abacus', undefined],
])('an address that ends in "%s" asks for %j', (search, engines) => {
  expect(enginesOf(search)).toEqual(engines);
});

test.each([
  [undefined, 'webgpu', ['webgl', 'wasm']],
  [['webgl', 'wasm'], 'webgl', ['wasm']],
  [['webgl'], 'webgl', ['wasm']],
] as const)('of %j without %s are left %j', (engines, lost, left) => {
  expect(withoutEngine(engines, lost)).toEqual(left);
});
