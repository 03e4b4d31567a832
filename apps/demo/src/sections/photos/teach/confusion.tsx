import type {VNode} from 'preact';
import {formatNumber} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import type {Taught} from '../worker/teach.js';

/** How often each class was taken for which, of the photos held out. */
export function Confusion({taught: {classes, matrix}}: {taught: Taught}): VNode {
  const t = messages().teach;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section class="card scroll" tabIndex={0} aria-label={t.confusion}>
      <h3>{t.confusion}</h3>
      <table class="confusion">
        <thead>
          <tr>
            <th scope="col">{t.is}</th>
            {classes.map(name => (
              <th key={name} scope="col">
                <span class="hidden-text">{t.takenFor} </span>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.map((row, label) => (
            <tr key={classes[label]}>
              <th scope="row">{classes[label]}</th>
              {row.map((count, answer) => (
                <td key={classes[answer]} class={kindOf(count, label === answer)}>
                  {formatNumber(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function kindOf(count: number, isRight: boolean): string {
  if (count === 0) return 'zero';
  return isRight ? 'right' : 'wrong';
}
