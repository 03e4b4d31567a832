import type {BlockPart, Part, StagePart} from './worker/part.js';

/** A line of the tree. */
export interface TreeRow {
  readonly key: string;
  readonly part: Part;
  /** 1 for stages. */
  readonly level: number;
  /** Key of the part that it belongs to. */
  readonly parent?: string;
  /** Its place among the parts of its parent, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Whether it is open; undefined where there is nothing to open. */
  readonly open?: boolean;
  /** The block whose layer it is, and which. */
  readonly within?: {readonly block: BlockPart; readonly index: number};
}

/** Names a part: a stage and a layer may be called alike. */
export function keyOf({kind, name}: Part): string {
  return `${kind} ${name}`;
}

/** The lines that show while the parts of these keys are open, from top to bottom. */
export function rowsOf(stages: readonly StagePart[], open: ReadonlySet<string>): TreeRow[] {
  return rows(stages, {open, level: 1});
}

interface Place {
  open: ReadonlySet<string>;
  level: number;
  parent?: Part;
}

function rows(parts: readonly Part[], {open, level, parent}: Place): TreeRow[] {
  return parts.flatMap((part, index) => {
    const key = keyOf(part);
    const isOpen = part.kind === 'layer' ? undefined : open.has(key);
    const row: TreeRow = {
      ...{key, part, level, position: index + 1, siblings: parts.length},
      ...(parent && {parent: keyOf(parent)}),
      ...(isOpen !== undefined && {open: isOpen}),
      ...(parent?.kind === 'block' && {within: {block: parent, index}}),
    };
    return isOpen && part.kind !== 'layer' ? [row, ...rows(part.parts, {open, level: level + 1, parent: part})] : [row];
  });
}

/** What a key does in a tree: it goes to a line, or opens or closes the one where it is. */
export type TreeMove = {readonly to: string} | {readonly toggle: string};

/** What a key does on a line, by the pattern for trees of the ARIA Authoring Practices; undefined for other keys. */
export function moveOf(rows: readonly TreeRow[], at: string, key: string): TreeMove | undefined {
  const index = rows.findIndex(row => row.key === at);
  const row = rows[index];
  const to = (target: TreeRow | undefined) => target && {to: target.key};
  if (!row) return undefined;
  switch (key) {
    case 'ArrowDown':
      return to(rows[index + 1]);
    case 'ArrowUp':
      return to(rows[index - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      if (row.open === false) return {toggle: at};
      return row.open ? to(rows[index + 1]) : undefined;
    case 'ArrowLeft':
      if (row.open) return {toggle: at};
      return row.parent === undefined ? undefined : {to: row.parent};
    case 'Enter':
    case ' ':
      return row.open === undefined ? undefined : {toggle: at};
    default:
      return undefined;
  }
}
