import {lineText} from './layer-line.js';
import {type OutlineBox, outlineOf} from './outline.js';
import type {ModelSummary} from './summary.js';
import {formatShape} from './units.js';

/**
 * A network as a Mermaid flowchart: a node a block, equal blocks that follow one another as one, a circle a sum, and an
 * edge past each block for its shortcut, dotted where it changes the shape. (mermaid.js.org/syntax/flowchart)
 */
export function formatMermaid(summary: ModelSummary): string {
  const nodes: string[] = [];
  const edges: string[] = [];
  let before = 'image';
  let index = 0;
  outlineOf(summary).forEach((stage, stageIndex) => {
    nodes.push(`  subgraph stage${stageIndex}["${escaped(`${stage.name}: ${formatShape(stage.outputShape)}`)}"]`);
    for (const box of stage.boxes) {
      const id = `box${index++}`;
      nodes.push(`    ${id}["${boxLabel(box)}"]`);
      edges.push(`  ${before} --> ${id}`);
      if (!box.shortcut || box.shortcut.kind === 'none') {
        before = id;
        continue;
      }
      const sum = `sum${id}`;
      nodes.push(`    ${sum}(("+"))`);
      edges.push(`  ${id} --> ${sum}`, `  ${before} ${shortcutArrow(box.shortcut)} ${sum}`);
      before = sum;
    }
    nodes.push('  end');
  });
  const image = `  image(["${formatShape(summary.inputShape)}"])`;
  return ['flowchart TD', image, ...nodes, ...edges].join('\n');
}

function boxLabel({name, last, count, lines}: OutlineBox): string {
  const title = count > 1 ? `${name} to ${last}, each:` : name;
  return [title, ...lines.map(lineText)].map(escaped).join('<br>');
}

function shortcutArrow({kind, lines}: NonNullable<OutlineBox['shortcut']>): string {
  const label = [...lines.map(lineText), ...(kind === 'projection' ? [] : [kind])].map(escaped).join('<br>');
  return kind === 'identity' ? `-->|"${label}"|` : `-.->|"${label}"|`;
}

/** Names of layers are anything. */
function escaped(text: string): string {
  return text.replace(/[#"<>&`]/g, sign => `#${sign.charCodeAt(0)};`);
}
