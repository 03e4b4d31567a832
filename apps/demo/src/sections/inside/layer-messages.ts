import {defineMessages} from '../../i18n/define-messages.js';

/** What a window of values is called, as 3×3, and how it moves. */
interface Window {
  readonly size: string;
  readonly stride: number;
  readonly groups: number;
}

const englishStride = ({stride}: {stride: number}) => (stride > 1 ? `, stride ${stride}` : '');
const chineseStride = ({stride}: {stride: number}) => (stride > 1 ? `，步幅 ${stride}` : '');

/** What layers are called, and in a sentence what they do. */
export const layerMessages = defineMessages({
  en: {
    name: {
      input: 'image',
      conv: ({size, stride, groups}: Window) =>
        `${size} convolution${groups > 1 ? `, ${groups} groups` : ''}${englishStride({stride})}`,
      max: ({size, stride}: Window) => `largest of ${size}${englishStride({stride})}`,
      average: ({size, stride}: Window) => `mean of ${size}${englishStride({stride})}`,
      subsample: ({stride}: Window) => `every ${stride === 2 ? 'second' : `${stride}th`} value`,
      norm: 'batch norm',
      relu: 'rectifier',
      sigmoid: 'sigmoid',
      sum: 'sum',
      scale: 'scaled by the gate',
      pad: 'a border of zeros',
      channels: 'channels of zeros',
      globalAverage: 'mean of all positions',
      reshape: 'reordered',
      linear: 'fully connected',
      other: ({type}: {type: string}) => type,
    },
    does: {
      input: 'The image, as numbers.',
      conv: ({size}: Window) =>
        `Each output value is a weighted sum of a ${size} window of the input, over its channels; the weights are the same everywhere.`,
      grouped: ({size, groups}: Window) =>
        `A ${size} convolution in ${groups} groups: each group of output channels sees its own group of input channels only.`,
      max: ({size}: Window) => `Keeps the largest value of each ${size} window, channel by channel.`,
      average: ({size}: Window) => `The mean of each ${size} window, channel by channel.`,
      subsample: 'Keeps some rows and columns and passes over the others.',
      norm: 'Shifts and scales each channel to mean 0 and deviation 1 over the batch, then by two learned values. Afterwards the running statistics take the place of the batch’s.',
      relu: 'Negative values become 0, others stay.',
      sigmoid: 'Turns every value into a share between 0 and 1.',
      sum: 'What the branch computed and what the shortcut carried, added value by value.',
      scale: 'Each channel is multiplied by its share.',
      pad: 'Zeros around the input, so that the windows at its borders fit.',
      channels: 'Zeros for the channels that the input lacks: a shortcut without parameters.',
      globalAverage: 'One value a channel: the mean over all positions.',
      reshape: 'The same values in another order; nothing is computed.',
      linear: 'Each output value is a weighted sum of all input values: a score for each class.',
      other: '',
    },
  },
  zh: {
    name: {
      input: '图像',
      conv: ({size, stride, groups}) => `${size} 卷积${groups > 1 ? `，${groups} 组` : ''}${chineseStride({stride})}`,
      max: ({size, stride}) => `${size} 取最大${chineseStride({stride})}`,
      average: ({size, stride}) => `${size} 取平均${chineseStride({stride})}`,
      subsample: ({stride}) => `每 ${stride} 个取一个`,
      norm: '批归一化',
      relu: '整流',
      sigmoid: 'sigmoid',
      sum: '求和',
      scale: '乘以门控',
      pad: '四周补零',
      channels: '补零通道',
      globalAverage: '所有位置的平均',
      reshape: '重新排列',
      linear: '全连接',
      other: ({type}) => type,
    },
    does: {
      input: '图像，以数字表示。',
      conv: ({size}) => `每个输出值是输入中一个 ${size} 窗口（跨所有通道）的加权和；各处的权重相同。`,
      grouped: ({size, groups}) => `分成 ${groups} 组的 ${size} 卷积：每组输出通道只看自己那组输入通道。`,
      max: ({size}) => `逐通道取每个 ${size} 窗口中的最大值。`,
      average: ({size}) => `逐通道取每个 ${size} 窗口的平均值。`,
      subsample: '保留一部分行和列，跳过其余。',
      norm: '在一批图像上把每个通道平移、缩放到均值 0、标准差 1，再乘以、加上两个学来的值。训练之后，用累计的统计量代替这一批的。',
      relu: '负数变成 0，其余不变。',
      sigmoid: '把每个值变成 0 到 1 之间的比例。',
      sum: '分支算出的和捷径带来的，逐值相加。',
      scale: '每个通道乘以自己的比例。',
      pad: '在输入四周补零，使边缘的窗口放得下。',
      channels: '缺少的通道用零补上：没有参数的捷径。',
      globalAverage: '每个通道一个值：所有位置的平均。',
      reshape: '同样的值换一种排列，不做计算。',
      linear: '每个输出值是所有输入值的加权和：每个类别一个分数。',
      other: '',
    },
  },
});
