import type {EpochEvent} from '@residual/train';
import type {Recipe} from '../../recipe/recipe.js';
import {readRunConfig} from '../../run/config.js';
import type {RunFolder} from '../../run/folder.js';
import {readLog} from '../../run/log.js';
import {readTestResult, type TestResult} from '../../run/test-result.js';

/** A run, as far as it is set beside others. */
export interface ComparedRun {
  readonly name: string;
  readonly recipe: Recipe;
  /** Single values that are trained; undefined where nothing was done yet. */
  readonly parameters: number | undefined;
  readonly epochs: readonly EpochEvent[];
  /** Absent where the run is not at its end. */
  readonly test: TestResult | undefined;
}

/** Reads what a run has come to. Throws a CliError `BAD_RUN`. */
export async function readComparedRun(folder: RunFolder, name: string): Promise<ComparedRun> {
  const {recipe} = await readRunConfig(folder);
  const {start, epochs} = await readLog(folder);
  return {name, recipe, parameters: start?.parameters, epochs, test: await readTestResult(folder)};
}
