/** A table of text: columns aligned, two spaces between; numbers (as text) to the right. */
export function formatTable(rows: readonly (readonly string[])[], {header = true}: {header?: boolean} = {}): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  const body = header ? rows.slice(1) : rows;
  const right = widths.map(
    (_, column) =>
      body.length > 0 &&
      body.every(row => /^(-?[\d.,]+(e[+-]\d+)?( ?[%a-zA-Z/]+)?|NaN|-?inf)$/.test(row[column] ?? '')),
  );
  return rows
    .map(row =>
      row
        .map((cell, i) => (right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Lines of `label  value`, for a few facts. */
export function formatFacts(facts: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(facts).map(label => label.length));
  return Object.entries(facts)
    .map(([label, value]) => `${label.padEnd(width)}  ${value}`)
    .join('\n');
}
