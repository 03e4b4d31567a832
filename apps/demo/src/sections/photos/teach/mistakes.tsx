import type {VNode} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {formatPercent} from '../../../i18n/numbers.js';
import {messages} from '../messages.js';
import type {Mistake} from '../worker/teach.js';

/** The browser decodes each of them whole. */
const MOST = 24;

/** The photos held out that were taken for something else. */
export function Mistakes({mistakes, classes}: {mistakes: readonly Mistake[]; classes: readonly string[]}): VNode {
  const t = messages().teach;
  if (mistakes.length === 0) return <p class="note">{t.noMistakes}</p>;
  const shown = mistakes.slice(0, MOST);
  return (
    <section>
      <h3>{t.mistakes}</h3>
      <ul class="mistakes">
        {shown.map(({path, photo, label, answer, score}) => (
          <li key={path}>
            <Thumbnail photo={photo} />
            <p class="note">
              <b>{path.split('/').at(-1)}</b>{' '}
              {t.mistake({label: classes[label]!, answer: classes[answer]!, score: formatPercent(score, 0)})}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Thumbnail({photo}: {photo: Blob}): VNode {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(photo);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return <img src={url} alt="" loading="lazy" />;
}
