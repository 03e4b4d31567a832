import {describe, expect, test} from 'vitest';
import {chooseWheel, type Host, platformTags, unsupported} from './platform.js';

const linux: Host = {platform: 'linux', arch: 'x64', glibc: '2.36', release: '6.1.0'};
const macos: Host = {platform: 'darwin', arch: 'arm64', release: '23.6.0'};

test.each([
  ['Linux x64', linux, {gpu: false}, 'tensorflow-cpu', '2.21.0'],
  ['Linux x64 with CUDA', linux, {gpu: true}, 'tensorflow', '2.21.0'],
  ['Linux arm64', {...linux, arch: 'arm64'}, {gpu: false}, 'tensorflow', '2.21.0'],
  ['a Mac', macos, {gpu: false}, 'tensorflow', '2.21.0'],
  ['a Mac with an Intel processor', {...macos, arch: 'x64'}, {gpu: false}, 'tensorflow', '2.16.2'],
  ['a version', linux, {gpu: false, version: '2.18.1'}, 'tensorflow-cpu', '2.18.1'],
])('the wheel for %s', (_, host, wanted, name, version) => {
  expect(chooseWheel(host, wanted)).toEqual({name, version});
});

describe('what is not supported', () => {
  test.each([
    ['Windows', {...linux, platform: 'win32'}, /WSL 2/],
    ['FreeBSD', {...linux, platform: 'freebsd'}, /this is freebsd on x64/],
    ['a 32 bit processor', {...linux, arch: 'ia32'}, /this is linux on ia32/],
    ['musl', {...linux, glibc: undefined}, /GNU C library/],
  ] as [string, Host, RegExp][])('%s is told why, and that WASM serves', (_, host, reason) => {
    expect(unsupported(host)).toMatch(reason);
    expect(unsupported(host)).toMatch(/WASM/);
    expect(() => chooseWheel(host, {gpu: false})).toThrow(expect.objectContaining({code: 'UNSUPPORTED'}));
  });

  test('CUDA is for Linux x64', () => {
    expect(unsupported(macos)).toBeUndefined();
    expect(() => chooseWheel(macos, {gpu: true})).toThrow(/CUDA build is for Linux on x64, this is darwin on arm64/);
  });
});

describe('wheel tags', () => {
  test('of Linux reach from its own C library down to the oldest', () => {
    const tags = platformTags({...linux, glibc: '2.28'});
    expect(tags[0]).toBe('manylinux_2_28_x86_64');
    expect(tags).toContain('manylinux_2_5_x86_64');
    expect(tags).not.toContain('manylinux_2_31_x86_64');
    expect(tags.at(-1)).toBe('manylinux1_x86_64');
    expect(platformTags({...linux, arch: 'arm64'})).toContain('manylinux2014_aarch64');
  });

  test.each([
    ['20.1.0', 'arm64', 'macosx_11_0_arm64'],
    ['23.6.0', 'x64', 'macosx_14_0_x86_64'],
    ['25.0.0', 'arm64', 'macosx_26_0_arm64'],
  ])('of Darwin %s on %s', (release, arch, tag) => {
    expect(platformTags({platform: 'darwin', arch, release})).toEqual([tag]);
  });
});
