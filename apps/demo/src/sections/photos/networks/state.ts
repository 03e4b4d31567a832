import {type Signal, signal} from '@preact/signals';
import {openLab} from '../../../lab/lab.js';
import {deleteModel, listModels, type ModelInfo} from '../../../storage/models.js';
import type {GivenFile} from '../worker/model-files.js';
import {BUNDLED_IDS} from './bundled.js';

/** The networks for photos that this browser keeps. */
export const stored: Signal<readonly ModelInfo[]> = signal([]);

/** The network that is asked: the id of one that comes with the site, or of a stored one. */
export const chosen: Signal<string> = signal(BUNDLED_IDS[0]);

/** Looks up what is stored, and chooses one of it where asked to. */
export async function refreshStored(choose?: string): Promise<void> {
  stored.value = await listModels('photos');
  if (choose !== undefined) chosen.value = choose;
}

/** Opens the files of a network, stores it and chooses it. Rejects with a Problem. */
export async function openFiles(files: readonly GivenFile[]): Promise<void> {
  const photos = await openLab('photos');
  await refreshStored(await photos.addNetwork([...files], nameOf(files)));
}

/** Deletes the stored network that is chosen. */
export async function deleteChosen(): Promise<void> {
  const id = chosen.peek();
  chosen.value = BUNDLED_IDS[0];
  await deleteModel(id);
  await refreshStored();
}

/** Lets the browser save the network that is chosen as a .zip. */
export async function downloadChosen(name: string): Promise<void> {
  const photos = await openLab('photos');
  const url = URL.createObjectURL(await photos.zipNetwork(chosen.peek()));
  const link = Object.assign(document.createElement('a'), {href: url, download: `${name}.zip`});
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The folder of the files, or else what the first is called without its ending. */
function nameOf([first]: readonly GivenFile[]): string {
  const parts = first!.path.split('/');
  return parts.at(-2) ?? parts.at(-1)!.replace(/\.[^.]*$/, '');
}
