import type {ComponentChildren, VNode} from 'preact';
import {formatNumber} from '../../i18n/numbers.js';
import {formatMegabytes, formatRounded, formatShape} from './format.js';
import {multiplyAddFormula, parameterFormula} from './formula.js';
import {messages} from './messages.js';
import {layerDoes, layerText, partName, partText} from './part-text.js';
import {remarkMessages} from './remark-messages.js';
import type {Description} from './worker/describe.js';
import type {Field, LayerPart, Part} from './worker/part.js';

/** Everything about the part that is chosen. */
export function Details({network, part}: {network: Description; part: Part}): VNode {
  const t = messages();
  const remarks = network.remarks.filter(({stage}) => part.kind === 'stage' && stage === part.name);
  const isVector = part.outputShape.length === 1;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section class="details card" aria-label={t.detail} tabIndex={0}>
      <h3>
        {part.kind === 'layer' ? part.name : partName(part)}{' '}
        <span class="faint">{part.kind === 'layer' ? layerText(part) : partText(part)}</span>
      </h3>
      {part.kind === 'layer' && <p>{layerDoes(part)}</p>}
      {part.kind === 'block' && part.count > 1 && (
        <p>{t.equalBlocks({first: part.name, last: part.last, count: formatNumber(part.count)})}</p>
      )}
      {remarks.map(({kind}) => (
        <p key={kind}>{remarkMessages()[kind]}</p>
      ))}
      <dl>
        <Fact name={isVector ? t.outputVector : t.outputShape}>
          [{t.batch}, {part.outputShape.join(', ')}]
        </Fact>
        <Fact name={t.inputShape}>{formatShape(part.inputShape)}</Fact>
        <Fact name={t.parameters}>
          <Count part={part} of="parameters" formula={part.kind === 'layer' ? parameterFormula(part) : undefined} />
        </Fact>
        <Fact name={t.multiplyAdds}>
          <Count part={part} of="multiplyAdds" formula={part.kind === 'layer' ? multiplyAddFormula(part) : undefined} />
        </Fact>
        <Fact name={t.memory}>{formatMegabytes(part.activationBytes)}</Fact>
        {part.field && (
          <Fact name={t.field}>
            <FieldText field={part.field} image={network.inputShape[0]!} />
          </Fact>
        )}
      </dl>
      {part.kind === 'layer' && part.weights.length > 0 && <Weights layer={part} />}
    </section>
  );
}

function Fact({name, children}: {name: string; children: ComponentChildren}): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface CountProps {
  readonly part: Part;
  readonly of: 'parameters' | 'multiplyAdds';
  readonly formula: string | undefined;
}

function Count({part, of, formula}: CountProps): VNode {
  const t = messages();
  const value = part[of];
  if (value === 0) return <>{t.none}</>;
  const count = part.kind === 'block' ? part.count : 1;
  return (
    <>
      {formatNumber(value)}
      {formula && <small>= {formula}</small>}
      {count > 1 && <small>{t.together({count: formatNumber(count), value: formatRounded(count * value)})}</small>}
    </>
  );
}

function FieldText({field: {first, last, jump}, image}: {field: Field; image: number}): VNode {
  const t = messages();
  return (
    <>
      {first === last
        ? t.fieldOf({pixels: formatNumber(first)})
        : t.fieldFromTo({first: formatNumber(first), last: formatNumber(last)})}
      {jump > 0 && <small>{t.jump({pixels: formatNumber(jump)})}</small>}
      {last > image && <small>{t.beyond}</small>}
    </>
  );
}

/** Names and shapes as in PyTorch's state dict. */
function Weights({layer}: {layer: LayerPart}): VNode {
  const t = messages();
  return (
    <>
      <h4>{t.weights}</h4>
      <ul class="weights">
        {layer.weights.map(({name, shape, learned}) => (
          <li key={name}>
            <code>{name}</code> [{shape.join(', ')}]{!learned && <small>{t.measured}</small>}
          </li>
        ))}
      </ul>
    </>
  );
}
