import type {VNode} from 'preact';
import {useEffect} from 'preact/hooks';
import {Later} from '../../ui/later.js';
import {Comparison} from './comparison/comparison.js';
import {messages} from './messages.js';
import './section.css';
import {Controls} from './training/controls.js';
import {CurveCharts} from './training/curve-charts.js';
import {Digits} from './training/digits.js';
import {Figures} from './training/figures.js';
import {NetworkNote} from './training/network-note.js';
import {run} from './training/run.js';
import {SettingsForm} from './training/settings-form.js';

/** Trains a network in the page, and shows what its shortcuts are for. */
export function Learn(): VNode {
  const t = messages();
  useEffect(() => {
    run.open();
  }, []);
  return (
    <>
      <section class="intro">
        <h1>{t.heading}</h1>
        <p class="lead">{t.lead}</p>
        <Controls />
        <SettingsForm />
      </section>
      <Figures />
      <CurveCharts />
      <NetworkNote />
      <Digits />
      <Later>
        <Comparison />
      </Later>
    </>
  );
}
