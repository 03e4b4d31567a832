import config from '../example/config.json?url';
import log from '../example/log.jsonl?url';
import {groupFiles, type RunFile} from '../reading/group-files.js';
import {type ReadRun, readRun} from '../reading/read-run.js';

/** Bytes between two reports of progress. */
const REPORT_EVERY = 2 ** 20;

/**
 * Reads the runs that files tell of.
 *
 * @param onProgress Called with the share of all bytes that is read, from 0 to 1.
 */
export async function readRuns(
  files: readonly RunFile[],
  onProgress: (share: number) => void = () => {},
): Promise<ReadRun[]> {
  const total = files.reduce((sum, {file}) => sum + file.size, 0);
  let [before, told] = [0, 0];
  const runs: ReadRun[] = [];
  for (const group of groupFiles(files)) {
    const found = await readRun(group, bytes => {
      if (before + bytes < told + REPORT_EVERY) return;
      told = before + bytes;
      onProgress(told / total);
    });
    runs.push(found);
    before += Object.values(group).reduce((sum, {file}) => sum + file.size, 0);
  }
  return runs;
}

/** The run that comes with the site: `residual train digits`. */
export async function readExample(): Promise<ReadRun> {
  const fetchFile = async (url: string, path: string): Promise<RunFile> => {
    const response = await fetch(new URL(url, import.meta.url));
    if (!response.ok) throw new Error(`Expected the example at ${response.url}, got status ${response.status}.`);
    return {path, file: new File([await response.blob()], path)};
  };
  return readRun({log: await fetchFile(log, 'log.jsonl'), config: await fetchFile(config, 'config.json')});
}
