import {defineMessages} from '../i18n/define-messages.js';

/** What the page says of the engine. */
export const messages = defineMessages({
  en: {
    loading: 'Loading the engine',
    ready: ({engine}: {engine: string}) => `Engine: ${engine}`,
    failed: ({reason}: {reason: string}) => `No engine works here. ${reason}`,
    lost: ({from, to, reason}: {from: string; to: string; reason: string}) =>
      `${from} was lost (${reason}). Going on with ${to}.`,
  },
  zh: {
    loading: '正在加载计算引擎',
    ready: ({engine}) => `计算引擎：${engine}`,
    failed: ({reason}) => `此处没有可用的计算引擎。${reason}`,
    lost: ({from, to, reason}) => `${from} 已丢失（${reason}），改用 ${to} 继续。`,
  },
});
