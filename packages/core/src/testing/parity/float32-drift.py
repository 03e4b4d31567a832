"""How far float32 can follow the references: writes float32-drift.json.

For each reference of a network, PyTorch repeats its five steps in float32, in both memory formats, with inputs and
weights that differ by up to four roundings (2^-22 relative), as sums of many products do when their order changes.
Where an activation lies within rounding of zero, a rectifier passes it in one run and not in the other, so that
gradients differ by far more than rounding does. The largest relative differences to the float64 figures are what a
correct float32 implementation may show.

    python float32-drift.py FOLDER_OF_REFERENCES > float32-drift.json   (a quarter of an hour on two cores)
"""
import json, math, sys
from pathlib import Path
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

RUNS = 8


def noise(n, k):
    i = np.arange(1, n + 1, dtype=np.float64)
    u = np.sin(12.9898 * i + 78.233 * (k + 1)) * 43758.5453
    return 2 * (u - np.floor(u)) - 1


def functional(reference):
    """The network as a function of (parameters, x); without gradients it goes by running statistics."""
    name = reference['name']
    shapes = reference['parameterShapes']
    statistics = {}

    def has(key):
        return key in shapes

    def conv(p, key, x, stride=1, padding=None):
        w = p[key + '.weight']
        padding = w.shape[-1] // 2 if padding is None else padding
        return F.conv2d(x, w, p.get(key + '.bias'), stride, padding)

    def bn(p, key, x):
        mean, variance = statistics.setdefault(key, (x.new_zeros(x.shape[1]), x.new_ones(x.shape[1])))
        return F.batch_norm(x, mean, variance, p[key + '.weight'], p[key + '.bias'], torch.is_grad_enabled())

    def basic(p, x, prefix, stride, option, inner=False, convs=('conv1', 'conv2'), norms=('bn1', 'bn2')):
        y = F.relu(bn(p, prefix + norms[0], conv(p, prefix + convs[0], x, stride)))
        y = bn(p, prefix + norms[1], conv(p, prefix + convs[1], y))
        if inner:
            y = F.relu(y)
        if option == 'plain':
            return F.relu(y)
        if has(prefix + 'downsample.0.weight'):
            x = bn(p, prefix + 'downsample.1', conv(p, prefix + 'downsample.0', x, stride))
        elif has(prefix + 'conv3.weight'):
            x = conv(p, prefix + 'conv3', x, stride)
        elif option == 'A' and x.shape[1] != y.shape[1]:
            half = (y.shape[1] - x.shape[1]) // 2
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, half, half))
        return F.relu(y + x)

    def bottleneck(p, x, prefix, stride):
        y = F.relu(bn(p, prefix + 'bn1', conv(p, prefix + 'conv1', x)))
        y = F.relu(bn(p, prefix + 'bn2', conv(p, prefix + 'conv2', y, stride)))
        y = bn(p, prefix + 'bn3', conv(p, prefix + 'conv3', y))
        if has(prefix + 'downsample.0.weight'):
            x = bn(p, prefix + 'downsample.1', conv(p, prefix + 'downsample.0', x, stride))
        return F.relu(y + x)

    def preact(p, x, prefix, stride):
        a = F.relu(bn(p, prefix + 'bn1', x))
        y = conv(p, prefix + 'conv1', a, stride)
        y = conv(p, prefix + 'conv2', F.relu(bn(p, prefix + 'bn2', y)))
        return y + (conv(p, prefix + 'downsample', a, stride) if has(prefix + 'downsample.weight') else x)

    def blocks(stage_prefix):
        index = 0
        while any(key.startswith(f'{stage_prefix}.{index}.') for key in shapes):
            yield index
            index += 1

    def cifar(p, x):
        option = {'cifar-resnet20': 'A', 'cifar-plain20': 'plain'}.get(name, 'B')
        x = conv(p, 'conv1', x)
        if name != 'cifar-preact20':
            x = F.relu(bn(p, 'bn1', x))
        for stage in (1, 2, 3):
            for block in blocks(f'layer{stage}'):
                stride = 2 if stage > 1 and block == 0 else 1
                prefix = f'layer{stage}.{block}.'
                x = preact(p, x, prefix, stride) if name == 'cifar-preact20' else basic(p, x, prefix, stride, option)
        if name == 'cifar-preact20':
            x = F.relu(bn(p, 'bn', x))
        return F.linear(x.mean((2, 3)), p['fc.weight'], p['fc.bias'])

    def torchvision(p, x):
        x = F.relu(bn(p, 'bn1', conv(p, 'conv1', x, 2)))
        x = F.max_pool2d(x, 3, 2, 1)
        for stage in (1, 2, 3, 4):
            for block in blocks(f'layer{stage}'):
                stride = 2 if stage > 1 and block == 0 else 1
                prefix = f'layer{stage}.{block}.'
                x = bottleneck(p, x, prefix, stride) if name == 'resnet50' else basic(p, x, prefix, stride, 'B')
        return F.linear(x.mean((2, 3)), p['fc.weight'], p['fc.bias'])

    def seed_cifar(p, x):
        x = F.max_pool2d(conv(p, 'block1', x, 2, 0), 3, 2)
        inner = name == 'seed-cifar-inner-relu'
        for prefix, stride in [('block2.1.', 1), ('block2.2.', 1)] + [
            (f'block{b}.{i}.', 2 if i == 0 else 1) for b in (3, 4, 5) for i in (0, 1)
        ]:
            x = basic(p, x, prefix, stride, 'B', inner)
        return F.linear(F.avg_pool2d(x, 3).flatten(1), p['classifier.weight'], p['classifier.bias'])

    def seed_fashion(p, x):
        x = F.max_pool2d(F.relu(bn(p, '0.1', conv(p, '0.0', x, 2))), 3, 2, 1)
        for stage in (1, 2, 3, 4):
            for block in (0, 1):
                x = basic(p, x, f'{stage}.{block}.', 2 if stage > 1 and block == 0 else 1, 'B')
        return F.linear(x.mean((2, 3)), p['7.weight'], p['7.bias'])

    def seed_cat_dog(p, x):
        x = F.max_pool2d(F.relu(bn(p, 'conv0.1', conv(p, 'conv0.0', x, 2, 0))), 3, 2)
        for stage in (1, 2, 3, 4):
            for block in blocks(f'layer{stage}'):
                stride = 2 if stage > 1 and block == 0 else 1
                prefix = f'layer{stage}.{block}.'
                x = basic(p, x, prefix, stride, 'B', convs=('conv1.0', 'conv1.3'), norms=('conv1.1', 'conv1.4'))
        return F.linear(F.avg_pool2d(x, 4).flatten(1), p['fc.0.weight'], p['fc.0.bias'])

    def seed_mnist(p, x):
        for stage in (1, 2):
            x = F.relu(F.max_pool2d(conv(p, f'conv{stage}', x, 1, 0), 2))
            y = F.relu(conv(p, f'rblock{stage}.conv1', x))
            x = F.relu(x + conv(p, f'rblock{stage}.conv2', y))
        return F.linear(x.flatten(1), p['fc.weight'], p['fc.bias'])

    if name.startswith('cifar'):
        return cifar
    if name.startswith('seed-cifar'):
        return seed_cifar
    return {'seed-fashion': seed_fashion, 'seed-cat-dog': seed_cat_dog, 'seed-mnist': seed_mnist}.get(name, torchvision)


def parameters(reference, dtype):
    norms = {key.rsplit('.', 1)[0] for key in reference['runningStatsAfterStep1']}
    result = {}
    for k, (key, shape) in enumerate(reference['parameterShapes'].items()):
        n = math.prod(shape)
        v = noise(n, k)
        if key.endswith('.bias'):
            v = 0.1 * v
        elif key.rsplit('.', 1)[0] in norms:
            v = 1 + 0.1 * v
        else:
            v = v * math.sqrt(6 / math.prod(shape[1:]))
        result[key] = torch.tensor(v.reshape(shape), dtype=dtype, requires_grad=True)
    return result


def train(reference, dtype, rounding=None, channels_last=False):
    forward = functional(reference)
    p = parameters(reference, dtype)
    shape = reference['inputNCHW']
    x = torch.tensor(noise(math.prod(shape), -1).reshape(shape), dtype=dtype)
    if rounding is not None:
        with torch.no_grad():
            for values in [x, *p.values()]:
                values *= 1 + (2 * torch.rand(values.shape, generator=rounding) - 1) * 2**-22
    if channels_last:
        x = x.contiguous(memory_format=torch.channels_last)
    y = torch.tensor(reference['labels'])
    optimizer = torch.optim.SGD(p.values(), reference['lr'], reference['momentum'], weight_decay=reference['weightDecay'])
    losses, norms = [], None
    for _ in reference['losses']:
        loss = F.cross_entropy(forward(p, x), y)
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
        norms = norms or {key: value.grad.norm().item() for key, value in p.items()}
        optimizer.step()
    with torch.no_grad():
        after = forward(p, x)[:, :10]
    return losses, norms, after


def differences(reference, losses, norms, after):
    largest = max(reference['gradNorms'].values())
    of_losses = [abs(a - b) / b for a, b in zip(losses, reference['losses'])]
    of_norms = [abs(norms[key] - value) / max(value, 1e-4 * largest) for key, value in reference['gradNorms'].items()]
    expected = torch.tensor(reference['evalLogitsAfter'], dtype=torch.float64)
    of_logits = ((after - expected).abs().max() / expected.abs().max()).item()
    return of_losses, max(of_norms), of_logits


def main(folder):
    drift = {}
    for path in sorted(Path(folder).glob('*.json')):
        reference = json.loads(path.read_text())
        if 'parameterShapes' not in reference:
            continue
        exact = differences(reference, *train(reference, torch.float64))
        assert max(exact[0]) < 1e-5 and exact[1] < 1e-5 and exact[2] < 1e-4, (path.name, exact)
        rounding = torch.Generator().manual_seed(0)
        runs = [
            differences(reference, *train(reference, torch.float32, rounding, channels_last=i % 2 == 1))
            for i in range(RUNS)
        ]
        drift[path.stem] = {
            'losses': [float(f'{max(losses):.1e}') for losses in zip(*(losses for losses, *_ in runs))],
            'gradNorms': float(f'{max(norms for _, norms, _ in runs):.1e}'),
            'evalLogitsAfter': float(f'{max(logits for *_, logits in runs):.1e}'),
        }
        print(path.stem, drift[path.stem], file=sys.stderr, flush=True)
    print(json.dumps(drift, indent=2))


if __name__ == '__main__':
    main(sys.argv[1])
