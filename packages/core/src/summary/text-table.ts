/** Aligns the cells of each column, two spaces between; those of the columns from `rightFrom` on are flush right. */
export function alignColumns(rows: readonly (readonly string[])[], {rightFrom}: {rightFrom: number}): string[] {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((most, row) => Math.max(most, row[column]!.length), 0));
  return rows.map(row =>
    row
      .map((cell, column) => (column < rightFrom ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
