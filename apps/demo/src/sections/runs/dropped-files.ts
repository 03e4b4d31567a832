import {isRunFile, type RunFile} from './reading/group-files.js';

/** Most files of folders that are looked at: someone may drop a whole disk. */
const MOST = 2_000;

/** The files that were dropped; of folders, those that tell of runs. Call it in the event, after which they are gone. */
export async function droppedFiles({items}: DataTransfer): Promise<RunFile[]> {
  const found: RunFile[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
    else if (file) found.push({path: file.name, file});
  }
  for (const folder of folders) await collect(folder, found);
  return found;
}

async function collect(folder: FileSystemDirectoryEntry, found: RunFile[]): Promise<void> {
  const reader = folder.createReader();
  const read = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  // A reader gives them by the hundred, and none at the end.
  for (let entries = await read(); entries.length > 0; entries = await read()) {
    for (const entry of entries) {
      if (found.length >= MOST) return;
      if (entry.isDirectory) await collect(entry as FileSystemDirectoryEntry, found);
      else if (isRunFile(entry.name)) found.push(await runFile(entry as FileSystemFileEntry));
    }
  }
}

function runFile(entry: FileSystemFileEntry): Promise<RunFile> {
  const path = entry.fullPath.replace(/^\//, '');
  return new Promise((resolve, reject) => entry.file(file => resolve({path, file}), reject));
}
