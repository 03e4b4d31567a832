import {render} from 'preact';
import {App} from './app/app.js';
import {keepForOffline} from './offline/register.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

render(<App />, document.getElementById('app')!);
keepForOffline();
