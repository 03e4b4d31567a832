const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'your disk quota is used up; free some space',
  EFBIG: 'the file would be larger than the system allows',
  EACCES: 'you may not write there; change the permissions or choose another folder',
  EPERM: 'you may not write there; change the permissions or choose another folder',
  EROFS: 'the disk is read-only; choose another folder',
};

/** What a failed file operation means for a person, with the system's own words. */
export function explain(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  const reason = REASONS[codeOf(error) ?? ''];
  return reason === undefined ? words : `${reason} (${words})`;
}

/** Whether it failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
