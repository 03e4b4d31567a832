import {existsSync} from 'node:fs';
import {join} from 'node:path';

/** Where Chromium or Chrome keeps its libraries, in the order of trial. */
const PLACES = ['/usr/lib/chromium', '/opt/google/chrome'];

/** The word for a test that is skipped. */
export const NO_SWIFTSHADER = 'no SwiftShader was found: install Debian’s chromium';

/**
 * The environment in which Dawn, in a Node process to be started, finds SwiftShader, the software driver that comes with
 * Chromium; undefined where there is none.
 *
 * @returns {{VK_ICD_FILENAMES: string, LD_LIBRARY_PATH: string} | undefined}
 */
export function swiftshaderEnvironment() {
  const folder = PLACES.find(place => existsSync(join(place, 'vk_swiftshader_icd.json')));
  return folder && {VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'), LD_LIBRARY_PATH: folder};
}
