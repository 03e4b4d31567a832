import {defineMessages} from '../../i18n/define-messages.js';

/** What is particular about a network, in plain words. */
export const remarkMessages = defineMessages({
  en: {
    stemBare:
      'No batch norm and no rectifier behind the first convolution: pooling follows the bare sums. The first rectifier comes inside the first block.',
    stemUnpadded:
      'No zeros around the image or before pooling, so that each window has to fit inside: the pictures become smaller than a half and a quarter.',
    stemBiased: 'The first convolution has biases; the paper leaves them out, since batch norm follows there.',
    stemSmall:
      'A 3×3 convolution at stride 1 and no pooling in the place of 7×7 at stride 2: small images have no pixels to give away.',
    stemDeep:
      'Variant D: three 3×3 convolutions see about as far as one of 7×7, compute more, and have two more rectifiers between them.',
    bottleneck:
      'Bottleneck blocks: 1×1 to a quarter of the channels, 3×3 among those, 1×1 back. They cost about as much as two 3×3 convolutions and carry four times the channels.',
    preactivation:
      'Pre-activation, called v2: batch norm and rectifier stand before each convolution and nothing stands behind the sum. What a block receives reaches the last block unchanged.',
    innerRelu:
      'A rectifier at the end of the branch, before the sum: a block can only add to what it carries, and never take away. The paper has its rectifier behind the sum alone.',
    biasedConvolutions:
      'The convolutions have biases although batch norm follows: it subtracts the mean, and any bias with it. They cost a little and change nothing.',
    grouped:
      'ResNeXt: the 3×3 is computed in groups that see only their own channels. That saves so much that it can be wider at the same cost.',
    wide: 'Wide: more channels in the place of more layers. Fewer, larger steps suit a GPU, and it learns as well.',
    squeezeExcitation:
      'Squeeze-and-excitation: a gate looks at the mean of each channel over the whole image and scales every channel by a share from 0 to 1. It costs next to no work.',
    strideIn3x3:
      'Version 1.5, as torchvision has it: where the pictures are halved, the 3×3 takes the stride. The paper has it in the 1×1 before.',
    strideIn1x1:
      'Version 1, as in the paper: where the pictures are halved, the first 1×1 takes the stride and thereby passes over three of four positions. Torchvision moved it.',
    shortcutZeros:
      'Shortcuts of option A: where the shape changes, every second value is kept, and the new channels are zeros. They have no parameters at all.',
    shortcutProjection:
      'Shortcuts of option B: where the shape changes, a 1×1 convolution with batch norm fits the input to the output. Everywhere else it is carried as it is.',
    shortcutAveraged:
      'Shortcuts of variant D: where the pictures are halved, 2×2 values are averaged before the 1×1 convolution, so that none is passed over.',
    shortcutBiased:
      'Where the shape changes, the shortcut is a 1×1 convolution with biases and without batch norm: what it carries is not normalised before the sum.',
    shortcut3x3:
      'Where the shape changes, the shortcut is a 3×3 convolution: nine times the parameters of the usual 1×1, and no longer a plain way past the block.',
    plain:
      'A plain network: the same layers without shortcuts. From some twenty layers on it learns worse than a shallower one; that is why shortcuts were invented.',
    fixedAverage:
      'The mean of windows of a fixed size in the place of all positions. For its own images one window is left; for larger ones there are more, and the last layer grows.',
    unshuffled: 'The notebook does not shuffle: each epoch shows the images in the same order.',
    rawPixels: 'The notebook normalises nothing: pixels enter as they are, from 0 to 1.',
    xavier:
      'First weights are drawn by Xavier’s rule, which does not reckon with rectifiers; He’s, made for them, are larger.',
    doubleSoftmax:
      'The notebook ends its network with a softmax, and its loss applies another. The second sees only values from 0 to 1, so no answer of two classes can be surer than 73 %, and even an answer that is entirely right has a loss of 0.313. Sure mistakes are hardly mended.',
    stemUnpadded5x5:
      'Two 5×5 convolutions without padding, each with pooling: 28 pixels become 24, 12, 8 and 4. The rectifier follows the pooling, which gives the same values for a quarter of the work.',
    noBatchNorm: 'No batch norm anywhere. With two blocks it trains well all the same; a deep network would not.',
    biasedBlocks: 'All convolutions have biases: without batch norm nothing else can shift a channel.',
    flattened: 'No mean at the end: all 4×4×32 values enter the last layer, so that it knows where something is.',
    mnistPlain: 'The twin without shortcuts: nothing is added. With only two blocks it learns about as well.',
  },
  zh: {
    stemBare: '第一个卷积之后没有批归一化，也没有整流：直接对卷积的结果做池化。第一个整流在第一个块里。',
    stemUnpadded: '图像四周和池化之前都不补零，窗口必须完全放得下：图会变得比一半、四分之一再小一点。',
    stemBiased: '第一个卷积带偏置；论文里没有，因为那里后面就是批归一化。',
    stemSmall: '用步幅 1 的 3×3 卷积，不用步幅 2 的 7×7，也没有池化：小图像没有多余的像素可丢。',
    stemDeep: 'D 变体：三个 3×3 卷积看到的范围和一个 7×7 差不多，计算更多，中间多两个整流。',
    bottleneck:
      '瓶颈块：先用 1×1 把通道减到四分之一，在其中做 3×3，再用 1×1 恢复。代价和两个 3×3 卷积差不多，通道却是四倍。',
    preactivation:
      '预激活，即 v2：批归一化和整流在每个卷积之前，求和之后什么都没有。一个块收到的东西可以原样到达最后一个块。',
    innerRelu: '分支末尾、求和之前还有一个整流：块只能往它带着的值上加，不能减。论文里只在求和之后有整流。',
    biasedConvolutions: '卷积带偏置，虽然后面就是批归一化：它减去均值，也就减去了偏置。这些偏置略占空间，却不起作用。',
    grouped: 'ResNeXt：3×3 分组计算，每组只看自己的通道。省下的计算可以用来加宽。',
    wide: '宽网络：用更多的通道代替更多的层。步数少、每步大，适合 GPU，学得一样好。',
    squeezeExcitation:
      '压缩与激励（SE）：门控看每个通道在整幅图上的平均，再给每个通道乘以 0 到 1 之间的比例。几乎不增加计算。',
    strideIn3x3: '1.5 版，即 torchvision 的做法：在图缩小一半的地方，由 3×3 承担步幅。论文把它放在前面的 1×1。',
    strideIn1x1:
      '第 1 版，即论文的做法：在图缩小一半的地方，由第一个 1×1 承担步幅，于是四个位置中跳过三个。torchvision 把它移走了。',
    shortcutZeros: '选项 A 的捷径：形状改变时，隔一个取一个值，新的通道补零。完全没有参数。',
    shortcutProjection: '选项 B 的捷径：形状改变时，用带批归一化的 1×1 卷积让输入配得上输出。其他地方原样通过。',
    shortcutAveraged: 'D 变体的捷径：图缩小一半时，先取 2×2 的平均再做 1×1 卷积，没有值被跳过。',
    shortcutBiased: '形状改变时，捷径是带偏置、没有批归一化的 1×1 卷积：它带来的值在求和前没有归一化。',
    shortcut3x3: '形状改变时，捷径是 3×3 卷积：参数是通常的 1×1 的九倍，也不再是绕过块的简单通路。',
    plain: '普通网络：同样的层，没有捷径。从二十层左右开始，它学得比更浅的还差；捷径正是为此发明的。',
    fixedAverage:
      '取固定大小窗口的平均，而不是所有位置的平均。对它自己的图像只剩一个窗口；图像更大时窗口更多，最后一层也随之变大。',
    unshuffled: '笔记本不打乱数据：每一轮都按同样的顺序看图像。',
    rawPixels: '笔记本不做归一化：像素原样输入，从 0 到 1。',
    xavier: '初始权重按 Xavier 的规则抽取，它没有考虑整流；为整流而定的 He 规则要大一些。',
    doubleSoftmax:
      '笔记本在网络末尾加了 softmax，而损失函数里又有一个。第二个只看到 0 到 1 的值，所以两类的答案最多只有 73 % 的把握，就算完全答对，损失也有 0.313。把握很大的错误几乎得不到纠正。',
    stemUnpadded5x5:
      '两个不补零的 5×5 卷积，各带池化：28 像素变成 24、12、8、4。整流在池化之后，得到同样的值，只需四分之一的计算。',
    noBatchNorm: '没有任何批归一化。只有两个块时照样训练得好；深的网络就不行了。',
    biasedBlocks: '所有卷积都带偏置：没有批归一化，别的东西都不能平移一个通道。',
    flattened: '末尾不取平均：4×4×32 个值全部进入最后一层，所以它知道东西在哪里。',
    mnistPlain: '没有捷径的孪生网络：什么都不相加。只有两个块，学得差不多一样好。',
  },
});
