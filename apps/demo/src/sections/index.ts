import {defineMessages} from '../i18n/define-messages.js';
import type {Section} from './section.js';

const titles = defineMessages({
  en: {learn: 'Learn', draw: 'Draw', inside: 'Look inside', photos: 'Your photos', runs: 'Runs'},
  zh: {learn: '学习', draw: '手写', inside: '看内部', photos: '您的照片', runs: '训练记录'},
});

/** The sections, in the order of the navigation. The first is where a visit begins. */
export const SECTIONS: readonly Section[] = [
  {id: 'learn', title: () => titles().learn, load: async () => (await import('./learn/learn.js')).Learn},
  {id: 'draw', title: () => titles().draw, load: async () => (await import('./draw/draw.js')).Draw},
  {id: 'inside', title: () => titles().inside, load: async () => (await import('./inside/inside.js')).Inside},
  {id: 'photos', title: () => titles().photos, load: async () => (await import('./photos/photos.js')).Photos},
  {id: 'runs', title: () => titles().runs, load: async () => (await import('./runs/runs.js')).Runs},
];
