/** Names that a recorded operation's name may begin with are made of these characters. */
const FORBIDDEN = /[^A-Za-z0-9_.-]/g;

let current = '';

/** Runs something under a name: operations that are recorded meanwhile are called `NAME/…`. The innermost name counts. */
export function inScope<T>(name: string, run: () => T): T {
  const outer = current;
  current = name.replace(FORBIDDEN, '_');
  try {
    return run();
  } finally {
    current = outer;
  }
}

/** Puts the current name before that of an operation. */
export function scoped(operation: string): string {
  return current ? `${current}/${operation}` : operation;
}

/** The name under which an operation was recorded; undefined where there was none. */
export function scopeOf(operation: string): string | undefined {
  const end = operation.indexOf('/');
  return end > 0 ? operation.slice(0, end) : undefined;
}
