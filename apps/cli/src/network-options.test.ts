import {describe, expect, test} from 'vitest';
import {collectSetting} from './network-options.js';

describe('collectSetting', () => {
  test.each([
    ['norm=false', {norm: false}],
    ['initializer=he', {initializer: 'he'}],
    ['depths=[1,2]', {depths: [1, 2]}],
    ['dropout=0.5', {dropout: 0.5}],
    ['stem={"kernelSize":3,"stride":1}', {stem: {kernelSize: 3, stride: 1}}],
  ])('%s', (text, settings) => {
    expect(collectSetting(text)).toEqual(settings);
  });

  test('keeps those before, and takes the last of one name', () => {
    const settings = ['norm=false', 'groups=2', 'norm=true'].reduce((all, text) => collectSetting(text, all), {});
    expect(settings).toEqual({norm: true, groups: 2});
  });

  test.each(['norm', '=false', 'norm=', 'a b=1'])('refuses %j', text => {
    expect(() => collectSetting(text)).toThrow(expect.objectContaining({code: 'USAGE_SET'}));
  });
});
