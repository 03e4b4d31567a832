import {defineMessages} from '../../i18n/define-messages.js';

/** The texts of this section. */
export const messages = defineMessages({
  en: {title: 'Runs'},
  zh: {title: '训练记录'},
});
