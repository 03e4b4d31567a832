import type {GivenFile} from '../worker/model-files.js';

/** The files that were dropped, those in folders too, by their paths. Has to be called while the event is being handled. */
export async function droppedFiles({items, files}: DataTransfer): Promise<GivenFile[]> {
  const entries = [...items]
    .map(item => item.webkitGetAsEntry?.())
    .filter(entry => entry !== null && entry !== undefined);
  // What comes from another page is no entry of a disk.
  if (entries.length === 0) return [...files].map(blob => ({path: blob.name, blob}));
  const found: GivenFile[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

/** The files that were chosen, by their paths in the folder where one was chosen. */
export function chosenFiles({files}: HTMLInputElement): GivenFile[] {
  return [...(files ?? [])].map(blob => ({path: blob.webkitRelativePath || blob.name, blob}));
}

async function walk(entry: FileSystemEntry, found: GivenFile[]): Promise<void> {
  if (entry.isFile) {
    const blob = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({path: entry.fullPath.replace(/^\//, ''), blob});
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // It gives a hundred at a time.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const child of entries) await walk(child, found);
  }
}
