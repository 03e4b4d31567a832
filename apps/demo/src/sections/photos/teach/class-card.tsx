import type {VNode} from 'preact';
import {formatNumber} from '../../../i18n/numbers.js';
import {Camera} from '../camera/camera.js';
import {FileButton} from '../files/file-button.js';
import {messages} from '../messages.js';
import {addPhotos, removeClass, renameClass, type TaughtClass} from './state.js';

/** A class: its name, how many photos there are of it, and ways to add more. */
export function ClassCard({one, disabled}: {one: TaughtClass; disabled: boolean}): VNode {
  const t = messages();
  const count = one.photos.length;
  return (
    <li class="card class-card">
      <div class="field">
        <label for={`name-${one.id}`}>{t.teach.className}</label>
        <input
          id={`name-${one.id}`}
          type="text"
          value={one.name}
          disabled={disabled}
          onInput={({currentTarget}) => renameClass(one.id, currentTarget.value)}
        />
      </div>
      <p class="count">{t.teach.photos({n: formatNumber(count), count})}</p>
      <div class="controls">
        <FileButton
          several="files"
          accept="image/*"
          label={t.teach.addPhotosTo(one)}
          disabled={disabled}
          onFiles={files => addPhotos(one.id, files)}
        >
          {t.teach.addPhotos}
        </FileButton>
        <Camera onShot={blob => addPhotos(one.id, [{path: `${one.name} ${count + 1}.jpg`, blob}])} />
        <button
          type="button"
          class="quiet"
          aria-label={t.teach.removeClass(one)}
          disabled={disabled}
          onClick={() => removeClass(one.id)}
        >
          {t.remove}
        </button>
      </div>
    </li>
  );
}
