import {existsSync, readFileSync, rmSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {root} from './root.mjs';

/**
 * @typedef {object} Tally what one check or one package's tests came to
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures one text a failure
 */

/**
 * Takes away the reports of earlier runs, so that a report found later is of this run or, as a task's output, of turbo's
 * cache.
 *
 * @param {readonly import('./workspace.mjs').Package[]} packages
 */
export function removeReports(packages) {
  for (const {folder} of packages) rmSync(dirname(reportPath(folder)), {recursive: true, force: true});
}

/**
 * Counts the tests of one package from what vitest wrote. A test file that could not run counts as one failed test.
 *
 * @param {import('./workspace.mjs').Package} tested
 * @returns {Tally}
 */
export function readReport({name, folder}) {
  const path = reportPath(folder);
  if (!existsSync(path)) {
    return {passed: 0, failed: 1, skipped: 0, failures: [`${name}: wrote no report (${relative(root, path)})`]};
  }
  /** @type {Tally} */
  const tally = {passed: 0, failed: 0, skipped: 0, failures: []};
  for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
    const where = relative(root, file.name);
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed++;
      else if (test.status === 'failed')
        addFailure(tally, `${where}: ${test.fullName}\n${test.failureMessages.join('\n')}`);
      else tally.skipped++;
    }
    const failedAsAWhole = file.status === 'failed' && !file.assertionResults.some(isFailed);
    if (failedAsAWhole) addFailure(tally, `${where}\n${file.message}`);
  }
  return tally;
}

/** @param {string} folder */
function reportPath(folder) {
  return join(root, folder, '.reports/vitest.json');
}

/** @param {{status: string}} test */
function isFailed(test) {
  return test.status === 'failed';
}

/**
 * @param {Tally} tally
 * @param {string} text
 */
function addFailure(tally, text) {
  tally.failed++;
  tally.failures.push(text);
}
