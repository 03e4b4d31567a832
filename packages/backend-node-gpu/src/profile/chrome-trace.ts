import type {StepProfile} from './profile-step.js';

/** A trace as Chrome (chrome://tracing) and Perfetto read it: JSON in the "Trace Event Format". */
export interface ChromeTrace {
  readonly traceEvents: readonly object[];
}

/**
 * A profile as a picture of what ran when on which thread.
 *
 * @param profile what `engine.profile` gave
 */
export function chromeTrace({operations}: StepProfile): ChromeTrace {
  const devices = [...new Set(operations.map(({device}) => device))];
  const names = devices.map((name, pid) => ({name: 'process_name', ph: 'M', pid, args: {name}}));
  const start = Math.min(...operations.map(operation => operation.start));
  const events = operations.map(({node, operation, layer = '', device, thread, ...time}) => ({
    name: layer ? `${layer} ${operation}` : operation,
    cat: operation,
    ph: 'X',
    ts: time.start - start,
    dur: time.duration,
    pid: devices.indexOf(device),
    tid: thread,
    args: {node, layer},
  }));
  return {traceEvents: [...names, ...events]};
}
