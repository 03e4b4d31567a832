import type {GivenFile} from '../worker/model-files.js';

/** Photos of one class. */
export interface ClassFiles {
  /** The name of their folder; absent for photos in none. */
  readonly name?: string;
  readonly files: readonly GivenFile[];
}

/** Whether a file is named as photos are. */
export function isPhoto({path}: GivenFile): boolean {
  return /\.(jpe?g|jfif|png|webp|gif|avif|bmp|heic|heif|tiff?)$/i.test(path) && !/(^|\/)\./.test(path);
}

/**
 * Photos by class: each folder is one. Of a folder that holds nothing but folders, those inside count. What is not named as a
 * photo is left out.
 */
export function byClass(given: readonly GivenFile[]): ClassFiles[] {
  const photos = given.filter(isPhoto).map(file => ({file, folders: file.path.split('/').slice(0, -1)}));
  const depth = depthOfClasses(photos.map(({folders}) => folders));
  const classes = new Map<string | undefined, GivenFile[]>();
  for (const {file, folders} of photos) {
    const name = folders[depth] ?? folders.at(-1);
    const own = classes.get(name);
    if (own) own.push(file);
    else classes.set(name, [file]);
  }
  return [...classes]
    .map(([name, files]) => ({...(name !== undefined && {name}), files}))
    .sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

/** The first depth at which there is more than one folder; the last where there is none. */
function depthOfClasses(paths: readonly (readonly string[])[]): number {
  const deepest = Math.max(0, ...paths.map(({length}) => length));
  for (let depth = 0; depth < deepest; depth++) {
    if (new Set(paths.map(folders => folders[depth])).size > 1) return depth;
  }
  return Math.max(0, deepest - 1);
}
