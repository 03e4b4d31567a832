import type {VNode} from 'preact';
import {useEffect} from 'preact/hooks';
import {Curves} from './curves/curves.js';
import {messages} from './messages.js';
import {OpenFiles} from './open-files.js';
import {runList} from './run-list.js';
import {RunTable} from './run-table.js';
import './section.css';

/** Runs of the command line, from their logs and reports, to look at and to compare. */
export function Runs(): VNode {
  const t = messages();
  useEffect(() => {
    runList.open();
  }, []);
  return (
    <>
      <section class="intro">
        <h1>{t.heading}</h1>
        <p class="lead">{t.lead}</p>
      </section>
      <OpenFiles />
      <RunTable />
      <Curves />
    </>
  );
}
