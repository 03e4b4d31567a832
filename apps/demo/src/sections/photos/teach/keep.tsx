import {useSignal} from '@preact/signals';
import type {VNode} from 'preact';
import {openLab} from '../../../lab/lab.js';
import {explainProblem} from '../explain-problem.js';
import {messages} from '../messages.js';
import {refreshStored} from '../networks/state.js';

/** Saves what was taught under a name. */
export function Keep(): VNode {
  const t = messages().teach;
  const name = useSignal(t.defaultName);
  const saved = useSignal<string | undefined>(undefined);
  const error = useSignal<Error | undefined>(undefined);
  const save = async () => {
    try {
      const photos = await openLab('photos');
      await refreshStored(await photos.saveTaught(name.value.trim() || t.defaultName));
      saved.value = name.value;
    } catch (failure) {
      error.value = failure as Error;
    }
  };
  return (
    <form
      class="keep"
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="field">
        <label for="keep-name">{t.name}</label>
        <input
          id="keep-name"
          type="text"
          value={name.value}
          onInput={({currentTarget}) => {
            name.value = currentTarget.value;
          }}
        />
      </div>
      <button type="submit" class="primary">
        {t.save}
      </button>
      <p role="status" class="note">
        {saved.value !== undefined && t.saved({name: saved.value})}
      </p>
      {error.value && (
        <p class="alert" role="alert">
          {explainProblem(error.value)}
        </p>
      )}
    </form>
  );
}
