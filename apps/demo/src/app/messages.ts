import {defineMessages} from '../i18n/define-messages.js';

/** The texts around the sections. */
export const messages = defineMessages({
  en: {
    skip: 'Skip to the content',
    sections: 'Sections',
    dark: 'Dark',
    light: 'Light',
    toDark: 'Change to dark colours',
    toLight: 'Change to light colours',
    otherLanguage: '中文',
    privacy: 'All of it runs on your own machine. Nothing that you draw, open or train leaves it.',
    loading: 'Loading',
    broken: ({reason}: {reason: string}) => `This section could not be loaded: ${reason}`,
  },
  zh: {
    skip: '跳到正文',
    sections: '栏目',
    dark: '深色',
    light: '浅色',
    toDark: '改用深色',
    toLight: '改用浅色',
    otherLanguage: 'English',
    privacy: '一切都在您自己的设备上运行。您所画的、打开的和训练的，都不会离开这台设备。',
    loading: '正在加载',
    broken: ({reason}) => `无法加载此栏目：${reason}`,
  },
});
