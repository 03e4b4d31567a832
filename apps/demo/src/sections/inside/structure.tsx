import type {VNode} from 'preact';
import {useMemo, useRef} from 'preact/hooks';
import {formatShape} from './format.js';
import {messages} from './messages.js';
import {partName, partText} from './part-text.js';
import {keyOf, moveOf, rowsOf, type TreeRow} from './tree-rows.js';
import {ROW, trunk, type Wiring, wireBlock} from './wiring.js';
import type {Description} from './worker/describe.js';
import type {BlockPart} from './worker/part.js';

interface StructureProps {
  readonly network: Description;
  /** Keys of the parts that are open. */
  readonly open: ReadonlySet<string>;
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
  readonly onToggle: (key: string) => void;
}

/** The network as a tree of stages, blocks and layers, along the way that an image takes through it. */
export function Structure({network, open, chosen, onChoose, onToggle}: StructureProps): VNode {
  const t = messages();
  const tree = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(network.stages, open), [network, open]);
  const wirings = useMemo(() => wiringsOf(rows), [rows]);
  // One line is reached by Tab, the others by arrows.
  const entry = rows.some(({key}) => key === chosen) ? chosen : rows[0]!.key;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveOf(rows, entry, event.key);
    if (!move) return;
    event.preventDefault();
    if ('toggle' in move) return onToggle(move.toggle);
    onChoose(move.to);
    tree.current?.querySelector<HTMLElement>(`[data-key="${move.to}"]`)?.focus();
  };

  return (
    <div class="tree" role="tree" aria-label={t.tree({name: network.name})} ref={tree}>
      {rows.map((row, index) => (
        <div
          key={row.key}
          role="treeitem"
          class={`row ${row.part.kind}`}
          data-key={row.key}
          tabIndex={row.key === entry ? 0 : -1}
          aria-level={row.level}
          aria-posinset={row.position}
          aria-setsize={row.siblings}
          aria-expanded={row.open}
          aria-selected={row.key === chosen}
          onClick={() => {
            onChoose(row.key);
            if (row.open !== undefined) onToggle(row.key);
          }}
          onFocus={() => onChoose(row.key)}
          onKeyDown={onKeyDown}
        >
          <Wires row={row} wiring={wirings[index]!} />
          <span class="chevron" aria-hidden="true" />
          <span class="part-name">{partName(row.part)}</span>
          <span class="part-text">{partText(row.part)}</span>
          <span class="part-shape">{formatShape(row.part.outputShape)}</span>
        </div>
      ))}
    </div>
  );
}

/** What is drawn in each line. */
function wiringsOf(rows: readonly TreeRow[]): Wiring[] {
  const blocks = new Map<BlockPart, ReturnType<typeof wireBlock>>();
  const wired = (block: BlockPart) => {
    const known = blocks.get(block) ?? wireBlock(block);
    blocks.set(block, known);
    return known;
  };
  return rows.map(({part, open, within}, index) => {
    if (within) {
      const {wires, x} = wired(within.block).layers[within.index]!;
      const isEnd = index === rows.length - 1;
      return {wires: isEnd ? wires.slice(0, -1) : wires, x};
    }
    const line = trunk({isFirst: index === 0, isLast: index === rows.length - 1});
    if (part.kind !== 'block' || !open) return line;
    const above = trunk({isFirst: false, isLast: true});
    return {...above, wires: [...above.wires, ...wired(part).entry]};
  });
}

function Wires({row: {part, within, open}, wiring: {wires, x}}: {row: TreeRow; wiring: Wiring}): VNode {
  const shortcut = within?.block.shortcut ?? (part.kind === 'block' ? part.shortcut : 'none');
  const changes = shortcut === 'identity' ? '' : ' changes';
  const middle = ROW / 2;
  return (
    <svg class="wires" viewBox={`0 0 56 ${ROW}`} aria-hidden="true">
      {wires.map(({path, way}) => (
        <path key={`${way} ${path}`} class={`wire ${way}${way === 'shortcut' ? changes : ''}`} d={path} />
      ))}
      {part.kind === 'block' && !open && part.shortcut !== 'none' && (
        <path class={`wire shortcut${changes}`} d={`M${x} 6C32 6 32 38 ${x} 38`} />
      )}
      {part.kind === 'layer' && (part.type === 'Add' || part.type === 'Multiply') ? (
        <>
          <circle class="node sum" cx={x} cy={middle} r="8" />
          <path
            class="sign"
            d={
              part.type === 'Add'
                ? `M${x - 4} ${middle}h8M${x} ${middle - 4}v8`
                : `M${x - 3} ${middle - 3}l6 6M${x - 3} ${middle + 3}l6 -6`
            }
          />
        </>
      ) : (
        <Node kind={part.kind} x={x} hasWeights={part.parameters > 0} />
      )}
    </svg>
  );
}

function Node({kind, x, hasWeights}: {kind: TreeRow['part']['kind']; x: number; hasWeights: boolean}): VNode {
  const size = {stage: 9, block: 7, layer: 4}[kind];
  if (kind === 'layer') {
    return <circle class={hasWeights ? 'node weighted' : 'node'} cx={x} cy={ROW / 2} r={hasWeights ? 5 : 4} />;
  }
  return (
    <rect class={`node ${kind}`} x={x - size} y={ROW / 2 - size} width={2 * size} height={2 * size} rx={size / 2} />
  );
}

/** The key of a network's first part, which is chosen at the beginning. */
export function firstKey({stages}: Description): string {
  return keyOf(stages[0]!);
}
