"""Residual networks in PyTorch, as torchvision has them: the same modules under the same names."""

from torch import nn
from torch.nn import functional as F


def conv(inputs, outputs, size=3, stride=1, groups=1, bias=False):
    return nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=bias)


class Basic(nn.Module):
    expansion = 1

    def __init__(self, inputs, filters, stride, shortcut, **_):
        super().__init__()
        self.conv1, self.bn1 = conv(inputs, filters, stride=stride), nn.BatchNorm2d(filters)
        self.conv2, self.bn2 = conv(filters, filters), nn.BatchNorm2d(filters)
        self.downsample = shortcut(inputs, filters, stride)

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + self.downsample(x))


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction):
        super().__init__()
        self.fc1 = conv(channels, channels // reduction, 1, bias=True)
        self.fc2 = conv(channels // reduction, channels, 1, bias=True)

    def forward(self, x):
        return x * self.fc2(F.relu(self.fc1(x.mean((2, 3), keepdim=True)))).sigmoid()


class Bottleneck(nn.Module):
    expansion = 4

    def __init__(self, inputs, filters, stride, shortcut, groups=1, group_width=64, reduction=None):
        super().__init__()
        width, outputs = filters * group_width // 64 * groups, 4 * filters
        self.conv1, self.bn1 = conv(inputs, width, 1), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = conv(width, width, stride=stride, groups=groups), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = conv(width, outputs, 1), nn.BatchNorm2d(outputs)
        self.se = SqueezeExcitation(outputs, reduction) if reduction else nn.Identity()
        self.downsample = shortcut(inputs, outputs, stride)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        return F.relu(self.se(self.bn3(self.conv3(y))) + self.downsample(x))


def projection(inputs, outputs, stride):
    if stride == 1 and inputs == outputs:
        return nn.Identity()
    return nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs))


class Subsample(nn.Module):
    """Shortcut A of the paper: every second value, and channels of zeros on both sides."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.stride, self.zeros = stride, (outputs - inputs) // 2

    def forward(self, x):
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.zeros, self.zeros))


class ResNet(nn.Module):
    def __init__(self, block, depths, filters=(64, 128, 256, 512), shortcut=projection, small=False, **options):
        super().__init__()
        inputs = filters[0]
        self.conv1 = conv(3, inputs) if small else conv(3, inputs, 7, 2)
        self.bn1 = nn.BatchNorm2d(inputs)
        self.maxpool = nn.Identity() if small else nn.MaxPool2d(3, 2, 1)
        self.stages = len(depths)
        for stage, (depth, width) in enumerate(zip(depths, filters)):
            blocks = []
            for index in range(depth):
                stride = 2 if stage > 0 and index == 0 else 1
                blocks.append(block(inputs, width, stride, shortcut, **options))
                inputs = width * block.expansion
            setattr(self, f'layer{stage + 1}', nn.Sequential(*blocks))
        self.fc = nn.Linear(inputs, 10)

    def forward(self, x):
        x = self.maxpool(F.relu(self.bn1(self.conv1(x))))
        for stage in range(self.stages):
            x = getattr(self, f'layer{stage + 1}')(x)
        return self.fc(x.mean((2, 3)))


class MnistBlock(nn.Module):
    def __init__(self, filters):
        super().__init__()
        self.conv1, self.conv2 = conv(filters, filters, bias=True), conv(filters, filters, bias=True)

    def forward(self, x):
        return F.relu(x + self.conv2(F.relu(self.conv1(x))))


class MnistResidual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.rblock1 = nn.Conv2d(1, 16, 5), MnistBlock(16)
        self.conv2, self.rblock2 = nn.Conv2d(16, 32, 5), MnistBlock(32)
        self.fc = nn.Linear(512, 10)

    def forward(self, x):
        x = self.rblock1(F.relu(F.max_pool2d(self.conv1(x), 2)))
        x = self.rblock2(F.relu(F.max_pool2d(self.conv2(x), 2)))
        return self.fc(x.flatten(1))


networks = {
    'mnist-residual': MnistResidual,
    'resnet18': lambda: ResNet(Basic, (2, 2, 2, 2)),
    'cifar-resnet20': lambda: ResNet(
        Basic,
        (3, 3, 3),
        (16, 32, 64),
        lambda inputs, outputs, stride: nn.Identity() if inputs == outputs else Subsample(inputs, outputs, stride),
        small=True,
    ),
    'resnet50': lambda: ResNet(Bottleneck, (1, 2, 1, 1)),
    'se-resnet50': lambda: ResNet(Bottleneck, (1, 1, 1, 1), reduction=16),
    'resnext50-32x4d': lambda: ResNet(Bottleneck, (1, 1, 1, 1), groups=32, group_width=4),
}
