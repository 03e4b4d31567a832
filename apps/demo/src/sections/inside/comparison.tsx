import type {VNode} from 'preact';
import {formatNumber} from '../../i18n/numbers.js';
import {formatMegabytes, formatRounded, formatShape} from './format.js';
import {messages} from './messages.js';
import type {Description} from './worker/describe.js';

/** Two networks side by side. */
export function Comparison({first, second}: {first: Description; second: Description}): VNode {
  const t = messages();
  const field = ({stages}: Description) => stages.at(-2)?.field?.last ?? 0;
  const pixels = (network: Description) => `${formatNumber(field(network))} px`;
  const rows: [string, (network: Description) => string, ((network: Description) => number)?][] = [
    [t.rows.input, ({inputShape}) => formatShape(inputShape)],
    [t.rows.depth, ({depth}) => formatNumber(depth), ({depth}) => depth],
    [t.rows.blocks, network => formatNumber(blocksOf(network)), blocksOf],
    [t.rows.parameters, ({parameters}) => formatRounded(parameters), ({parameters}) => parameters],
    [t.rows.multiplyAdds, ({multiplyAdds}) => formatRounded(multiplyAdds), ({multiplyAdds}) => multiplyAdds],
    [t.rows.memory, ({activationBytes}) => formatMegabytes(activationBytes), ({activationBytes}) => activationBytes],
    [t.rows.field, pixels, field],
    [t.rows.shortcuts, network => t.shortcut[changingShortcut(network)]],
  ];
  return (
    <section class="comparison">
      <h3>{t.comparison({first: first.name, second: second.name})}</h3>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{first.name}</th>
            <th scope="col">{second.name}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, text, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{text(first)}</td>
              <td>{text(second)}</td>
              <td class="ratio">
                {value && value(first) > 0 && t.ratio({ratio: formatNumber(value(second) / value(first), figures)})}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const figures = {maximumSignificantDigits: 3};

function blocksOf({stages}: Description): number {
  return stages.flatMap(({parts}) => parts).reduce((sum, part) => sum + (part.kind === 'block' ? part.count : 0), 0);
}

/** How blocks that change the shape are passed; identity where none does. */
function changingShortcut({stages}: Description): 'identity' | 'zeros' | 'projection' | 'none' {
  const blocks = stages.flatMap(({parts}) => parts).filter(part => part.kind === 'block');
  return (blocks.find(({shortcut}) => shortcut !== 'identity') ?? blocks[0])?.shortcut ?? 'none';
}
