import type {VNode} from 'preact';
import {messages} from './messages.js';

export function Inside(): VNode {
  const t = messages();
  return <h1>{t.title}</h1>;
}
