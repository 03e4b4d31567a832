import './styles.css';
import type {Report} from './training/protocol.js';
import {Session, type State} from './training/session.js';
import {DigitList} from './ui/digit-list.js';
import {element} from './ui/element.js';
import {RunView} from './ui/run-view.js';
import {themeButton} from './ui/theme.js';

const RUN_LABELS: Record<State, string> = {
  loading: 'Loading',
  ready: 'Start training',
  running: 'Pause',
  paused: 'Go on',
  finished: 'Train again',
  failed: 'Cannot train',
};

const run = element<HTMLButtonElement>('run');
const again = element<HTMLButtonElement>('again');
const engine = element('engine');
const view = new RunView();
let digits: DigitList | undefined;

const session = new Session(report => {
  if (report) show(report);
  const {state} = session;
  document.body.dataset.state = state;
  run.textContent = RUN_LABELS[state];
  run.disabled = state === 'loading' || state === 'failed';
  again.hidden = state !== 'paused';
});

function show(report: Report): void {
  if (report.type === 'ready') {
    engine.textContent = report.engine;
    element('model').textContent =
      `The network: two convolutions with pooling, each followed by a residual block, and a linear layer; ` +
      `${report.parameters.toLocaleString('en')} parameters. The digits: a sample of MNIST.`;
    digits = new DigitList(element('digits'), report.digits);
  }
  if (report.type === 'event') view.show(report.event);
  if (report.type === 'tested') view.tested(report.step, report.accuracy);
  if (report.type === 'read') digits?.show(report.readings);
  if (report.type === 'failed') engine.textContent = report.message;
}

function start(): void {
  view.clear();
  digits?.clear();
  session.start();
}

run.addEventListener('click', () => {
  if (session.state === 'running') session.pause();
  else if (session.state === 'paused') session.resume();
  else start();
});
again.addEventListener('click', start);
themeButton(element('theme'), () => view.restyle());
