import type {VNode} from 'preact';
import {formatNumber, formatPercent} from '../../i18n/numbers.js';
import type {StoredRun} from '../../storage/runs.js';
import {formatDuration} from './duration.js';
import {messages} from './messages.js';
import {EXAMPLE, runList} from './run-list.js';
import {seriesOf} from './series.js';
import {summarize} from './summary.js';

const COLUMNS = ['run', 'recipe', 'network', 'epochs', 'best', 'last', 'test', 'time', 'speed'] as const;

/** The runs with what they have come to. A tick shows one in the charts. */
export function RunTable(): VNode {
  const t = messages();
  const runs = runList.runs.value;
  return (
    <section class="card">
      <div class="controls">
        <h2>{t.runs}</h2>
        {!runs.some(({id}) => id === EXAMPLE) && (
          <button type="button" class="quiet" onClick={() => runList.addExample()}>
            {t.addExample}
          </button>
        )}
      </div>
      {runs.length === 0 ? (
        <p class="note">{t.none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to do so by keyboard too.
        <section class="scroll" tabIndex={0} aria-label={t.runs}>
          <table>
            <thead>
              <tr>
                {COLUMNS.map(column => (
                  <th key={column} scope="col">
                    {t.columns[column]}
                  </th>
                ))}
                <th scope="col">
                  <span class="hidden-text">{t.columns.remove}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run, i) => (
                <Row key={run.id} run={run} index={i} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function Row({run, index}: {run: StoredRun; index: number}): VNode {
  const t = messages();
  const {id, name, about} = run;
  const {epochs, best, last, seconds, imagesPerSecond} = summarize(run);
  const share = (value: number | undefined) => (value === undefined ? '–' : formatPercent(value, 2));
  return (
    <tr>
      <th scope="row">
        <label class="tick">
          <input
            type="checkbox"
            checked={!runList.hidden.value.has(id)}
            aria-label={t.show({name})}
            onChange={() => runList.toggle(id)}
          />
          <span class={`swatch ${seriesOf(index)}`} />
          {name}
          {id === EXAMPLE && <small>{t.example}</small>}
        </label>
      </th>
      <td>{about.recipe ?? '–'}</td>
      <td>{about.network ?? '–'}</td>
      <td>
        {about.epochs === undefined || about.epochs === epochs
          ? formatNumber(epochs)
          : t.epochsOf({done: formatNumber(epochs), of: formatNumber(about.epochs)})}
      </td>
      <td>{share(best)}</td>
      <td>{share(last)}</td>
      <td>{share(about.test)}</td>
      <td>{seconds === undefined ? '–' : formatDuration(seconds)}</td>
      <td>
        {imagesPerSecond === undefined
          ? '–'
          : formatNumber(imagesPerSecond, {maximumFractionDigits: imagesPerSecond < 10 ? 1 : 0})}
      </td>
      <td>
        <button type="button" class="quiet" aria-label={t.removeRun({name})} onClick={() => runList.remove(id)}>
          {t.remove}
        </button>
      </td>
    </tr>
  );
}
