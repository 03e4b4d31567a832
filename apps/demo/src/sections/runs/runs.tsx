import type {VNode} from 'preact';
import {messages} from './messages.js';

export function Runs(): VNode {
  const t = messages();
  return <h1>{t.title}</h1>;
}
