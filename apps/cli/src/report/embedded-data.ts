import type {Evaluation} from '@residual/train';
import type {RunConfig} from '../run/config.js';
import type {ReportContent} from './page.js';

/** Id of the element that holds the data. */
export const DATA_ID = 'residual-run';

/** What other programs read of a report. */
interface EmbeddedData extends Pick<RunConfig, 'recipe' | 'inputShape' | 'versions' | 'started'> {
  readonly format: 'residual-report-1';
  readonly name: string;
  readonly engine: Pick<RunConfig['engine'], 'name' | 'version'>;
  readonly epochs: ReportContent['epochs'];
  readonly test?: Evaluation;
}

/** The figures of a run as JSON for a script element: whatever a name holds, the element ends where it should. */
export function embeddedData({name, config, epochs, test}: Omit<ReportContent, 'curves'>): string {
  const {recipe, inputShape, versions, started, engine} = config;
  const data: EmbeddedData = {
    format: 'residual-report-1',
    ...{name, recipe, inputShape, versions, started, epochs},
    engine: {name: engine.name, version: engine.version},
    ...(test && {test: evaluationOf(test)}),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

/** Without the confusion matrix, which is large where there are many classes. */
function evaluationOf({loss, accuracy, correct, samples}: Evaluation): Evaluation {
  return {loss, accuracy, correct, samples};
}
