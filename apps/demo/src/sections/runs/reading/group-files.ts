/** A file of a run, with the path by which it was dropped or chosen. */
export interface RunFile {
  /** `mnist/log.jsonl`, or its name alone. */
  readonly path: string;
  readonly file: File;
}

/** Files that tell of one run: a log or a report, and what else lies in its folder. */
export interface RunFiles {
  readonly log?: RunFile;
  readonly report?: RunFile;
  readonly config?: RunFile;
}

/** Whether a file in a folder that was dropped tells of a run: there are checkpoints and pictures too. */
export function isRunFile(name: string): boolean {
  return /\.jsonl$|\.html?$|^config\.json$/i.test(name);
}

/**
 * Puts files together that tell of the same run: those of a folder with one log. Where there are more, each log and each report
 * is a run of its own.
 */
export function groupFiles(files: readonly RunFile[]): RunFiles[] {
  const folders = new Map<string, RunFile[]>();
  for (const file of files) {
    const folder = folderOf(file.path);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders.values()].flatMap((inFolder): RunFiles[] => {
    const reports = inFolder.filter(({path}) => /\.html?$/i.test(path));
    const config = inFolder.find(({path}) => /(^|\/)config\.json$/i.test(path));
    const logs = inFolder.filter(file => file !== config && !reports.includes(file));
    if (logs.length === 1 && reports.length < 2) {
      return [{log: logs[0]!, ...(reports[0] && {report: reports[0]}), ...(config && {config})}];
    }
    if (logs.length + reports.length === 0) return [{config: config!}];
    return [...logs.map(log => ({log})), ...reports.map(report => ({report}))];
  });
}

/** What a run is called where nothing names it: its folder, or else the file without its ending. */
export function nameOf(path: string): string {
  const folder = folderOf(path).split('/').at(-1);
  return folder || path.replace(/\.[^.]*$/, '');
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
