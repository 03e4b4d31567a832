import {expect, test, vi} from 'vitest';

vi.stubGlobal('location', {hash: ''});
vi.stubGlobal('addEventListener', () => {});
const {hrefOf, parseRoute} = await import('./route.js');

test.each([
  ['', {section: '', path: ''}],
  ['#/learn', {section: 'learn', path: ''}],
  ['#/inside/resnet50', {section: 'inside', path: 'resnet50'}],
  ['#/runs/a%20b/c', {section: 'runs', path: 'a b/c'}],
  ['#/runs/%', {section: 'runs', path: '%'}],
])('%s leads to %j', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test('a link leads to the place that it is for', () => {
  expect(parseRoute(hrefOf('runs', 'my run/2'))).toEqual({section: 'runs', path: 'my run/2'});
  expect(parseRoute(hrefOf('draw'))).toEqual({section: 'draw', path: ''});
});
