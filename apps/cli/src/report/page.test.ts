import type {EpochEvent} from '@residual/train';
import {describe, expect, test} from 'vitest';
import {resolveRecipe} from '../recipe/resolve.js';
import {digits} from '../recipes/digits.js';
import type {RunConfig} from '../run/config.js';
import {html} from './html.js';
import {reportPage} from './page.js';
import {confusionTable} from './tables.js';

const config: RunConfig = {
  recipe: resolveRecipe({input: digits, source: 'digits'}),
  engine: {name: 'wasm', version: '4.22.0', parts: 1, compile: true},
  classes: ['cat', '<b>dog</b>'],
  inputShape: [28, 28, 1],
  versions: {residual: '1.0.0', node: '20.20.0'},
  started: '2026-01-02T03:04:05.000Z',
};
const half = {loss: 0.5, accuracy: 0.5, correct: 2, samples: 4};
const confusion = [
  [1, 1],
  [1, 1],
];

function epoch(n: number, accuracy: number): EpochEvent {
  return {type: 'epoch', epoch: n, step: 1, train: half, valid: {...half, accuracy}, seconds: 61, learningRate: 0.02};
}

describe('a report', () => {
  const epochs = [epoch(0, 0.4), epoch(1, 0.75), epoch(2, 0.75)];
  const content = {name: 'trial', config, epochs, test: {...half, confusion}, curves: '<svg></svg>'};
  const page = reportPage(content);

  test('is one file that needs no other', () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/(src|href)=|@import|https?:/);
    expect(page).toContain('<svg></svg>');
  });

  test('escapes names', () => {
    expect(page).not.toContain('<b>dog');
    expect(page).toContain('&#60;b&#62;dog&#60;/b&#62;');
  });

  test('holds its figures as data, which no name can end early', () => {
    const name = '</script><b>';
    const text = reportPage({...content, name}).match(
      /<script type="application\/json" id="residual-run">(.*?)<\/script>/s,
    )![1]!;
    expect(JSON.parse(text)).toEqual({
      format: 'residual-report-1',
      name,
      recipe: config.recipe,
      engine: {name: 'wasm', version: '4.22.0'},
      inputShape: [28, 28, 1],
      versions: config.versions,
      started: config.started,
      epochs,
      test: half,
    });
  });

  test('marks the first of the best epochs', () => {
    expect(page.match(/<tr class="best"><td>(\d)/)![1]).toBe('2');
    expect(page.match(/class="best"/g)).toHaveLength(1);
  });

  test('tells test accuracy, or of a run under way the best validation', () => {
    expect(page).toContain('<dt>test accuracy</dt><dd>50.00 %</dd>');
    const underWay = reportPage({...content, test: undefined});
    expect(underWay).toContain('<dt>best validation</dt><dd>75.00 %</dd>');
    expect(underWay).not.toContain('<h2>Classes</h2>');
  });

  test('of a run that has only begun says so', () => {
    expect(reportPage({...content, epochs: [], test: undefined})).toContain('No epoch is done yet.');
  });
});

test('many classes have a list of mistakes in the place of a matrix, the most frequent first', () => {
  const classes = Array.from({length: 40}, (_, i) => `c${i}`);
  const many = classes.map((_, label) => classes.map((_, predicted) => (predicted === 3 ? label : 0)));
  const {text} = confusionTable({...half, confusion: many}, classes);
  expect(text.match(/<tr>/g)).toHaveLength(21);
  expect(text.indexOf('<td>c39</td><td>c3</td><td>39</td>')).toBeGreaterThan(0);
  expect(text).not.toContain('<td>c3</td><td>c3</td>');
});

test('html escapes text, keeps html, and leaves out what is false', () => {
  expect(html`<p title="${`"&'`}">${html`<b>${'<'}</b>`}${false}${undefined}${[1, '>']}</p>`.text).toBe(
    '<p title="&#34;&#38;&#39;"><b>&#60;</b>1&#62;</p>',
  );
});
