import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {useEffect} from 'preact/hooks';
import {Camera} from '../camera/camera.js';
import {explainProblem} from '../explain-problem.js';
import {DropZone} from '../files/drop-zone.js';
import {FileButton} from '../files/file-button.js';
import {messages} from '../messages.js';
import {NetworkChoice} from '../networks/network-choice.js';
import {refreshStored} from '../networks/state.js';
import type {Answer} from '../worker/classify.js';
import {HeatPicture} from './heat-picture.js';
import {Scores} from './scores.js';
import {photo, question, type ShownPhoto, show, take} from './state.js';

/** A photo, the network that is asked, and what it answers. */
export function Classify(): VNode {
  const t = messages();
  useEffect(() => {
    void refreshStored();
    const paste = ({clipboardData}: ClipboardEvent) => {
      const file = [...(clipboardData?.files ?? [])].find(({type}) => type.startsWith('image/'));
      if (file) show(file, file.name);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
  const asked = question.value;
  return (
    <section class="classify" aria-labelledby="classify-title">
      <h2 id="classify-title">{t.classify}</h2>
      <NetworkChoice />
      <DropZone onFiles={take}>
        <p>{t.drop}</p>
        <div class="controls">
          <FileButton primary accept="image/*" onFiles={take}>
            {t.choosePhoto}
          </FileButton>
          <Camera onShot={shot => show(shot, t.camera.open)} />
          <FileButton several="files" accept=".json,.bin,.zip" onFiles={take}>
            {t.openNetwork}
          </FileButton>
        </div>
        <p class="note">{t.openHint}</p>
      </DropZone>
      {asked.state === 'asking' && (
        <p class="note" role="status">
          {t.looking}
        </p>
      )}
      {asked.state === 'failed' && (
        <p class="alert" role="alert">
          {explainProblem(asked.error)}
        </p>
      )}
      {asked.state === 'answered' && photo.value && <Result shown={photo.value} answer={asked.answer} />}
    </section>
  );
}

function Result({shown, answer}: {shown: ShownPhoto; answer: Answer}): VNode {
  const t = messages();
  const heatShown = useSignal(true);
  const opacity = useSignal(0.8);
  const {heat} = answer;
  return (
    <div class="result">
      <div class="seen">
        <HeatPicture
          src={shown.url}
          label={t.photoOf(shown)}
          heat={heatShown.value ? heat : undefined}
          opacity={opacity.value}
        />
        {heat ? (
          <div class="heat-controls">
            <label class="check">
              <input
                type="checkbox"
                checked={heatShown.value}
                onChange={({currentTarget}) => {
                  heatShown.value = currentTarget.checked;
                }}
              />
              {t.heat}
            </label>
            <input
              type="range"
              min={0}
              max={1}
              step={0.05}
              aria-label={t.opacity}
              disabled={!heatShown.value}
              value={opacity.value}
              onInput={({currentTarget}) => {
                opacity.value = currentTarget.valueAsNumber;
              }}
            />
          </div>
        ) : (
          <p class="note">{t.noHeat}</p>
        )}
      </div>
      <Scores answer={answer} />
    </div>
  );
}
