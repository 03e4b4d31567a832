import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useRef} from 'preact/hooks';
import {formatNumber, formatPercent} from '../../i18n/numbers.js';
import {droppedFiles} from './dropped-files.js';
import {lineProblem, messages} from './messages.js';
import type {Complaint} from './reading/read-run.js';
import {runList} from './run-list.js';

/** Where files are dropped or chosen, how far they are read, and what was wrong with them. */
export function OpenFiles(): VNode {
  const t = messages();
  const over = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  const progress = runList.progress.value;
  const problem = runList.problem.value;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button does the same by keyboard. */}
      <div
        class={over.value ? 'drop over' : 'drop'}
        onDragOver={event => {
          event.preventDefault();
          over.value = true;
        }}
        onDragLeave={() => {
          over.value = false;
        }}
        onDrop={async event => {
          event.preventDefault();
          over.value = false;
          if (event.dataTransfer) runList.add(await droppedFiles(event.dataTransfer));
        }}
      >
        <p>{t.drop}</p>
        <button type="button" class="primary" disabled={progress !== undefined} onClick={() => input.current?.click()}>
          {t.choose}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept=".jsonl,.html,.json"
          onChange={event => {
            const {files} = event.currentTarget;
            runList.add([...(files ?? [])].map(file => ({path: file.name, file})));
            event.currentTarget.value = '';
          }}
        />
        <p class="note">{t.together}</p>
        {progress !== undefined && (
          <>
            <progress value={progress} aria-label={t.reading} />
            <p class="note" role="status">
              {t.progress({share: formatPercent(progress, 0)})}
            </p>
          </>
        )}
      </div>
      {problem && (
        <p class="note alert" role="alert">
          {t.failed({reason: problem})}
        </p>
      )}
      {runList.complaints.value.length > 0 && <Complaints complaints={runList.complaints.value} />}
    </>
  );
}

function Complaints({complaints}: {complaints: readonly Complaint[]}): VNode {
  const t = messages();
  return (
    <section class="card complaints" role="alert">
      <h2>{t.complaints}</h2>
      <ul>
        {complaints.map(complaint => (
          <li key={complaint.path}>
            {complaint.kind === 'file' ? (
              t[complaint.problem]({path: complaint.path})
            ) : (
              <>
                {t.lines({path: complaint.path, count: formatNumber(complaint.count)})}
                <ul>
                  {complaint.broken.map(({line, problem}) => (
                    <li key={line}>{t.line({line: formatNumber(line), problem: lineProblem(problem)})}</li>
                  ))}
                  {complaint.count > complaint.broken.length && <li>{t.more}</li>}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
