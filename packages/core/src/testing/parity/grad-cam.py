"""Grad-CAM by PyTorch's autograd in float64: writes grad-cam.json.

The networks, weights and inputs are those of the references. Looked at is the output of a rectifier, counted from the
last: 1 is the last one that makes a map. The class is the one that the network answers, unless one is named.

    python grad-cam.py FOLDER_OF_REFERENCES > grad-cam.json
"""
import importlib.util, json, math, sys
from pathlib import Path
import torch
import torch.nn.functional as F

spec = importlib.util.spec_from_file_location('drift', Path(__file__).with_name('float32-drift.py'))
drift = importlib.util.module_from_spec(spec)
spec.loader.exec_module(drift)

# Reference, rectifier from the end, our name of its layer (none: the default), class.
CASES = [
    ('cifar-resnet20', 1, None, None),
    ('cifar-resnet20', 1, None, 3),
    ('cifar-resnet20', 7, 'layer2', None),
    ('cifar-preact20', 1, None, None),
    ('cifar-preact20', 3, 'layer3.2.bn1.relu', 7),
    ('seed-mnist', 1, None, None),
    ('seed-mnist', 3, 'conv2.relu', 2),
]

relu, batch_norm = F.relu, F.batch_norm
maps = []


def recorded_relu(x):
    y = relu(x)
    if y.dim() == 4:
        y.retain_grad()
        maps.append(y)
    return y


F.relu = recorded_relu
F.batch_norm = lambda x, mean, variance, weight, bias, training: batch_norm(x, mean, variance, weight, bias, False)


def explain(reference, place, index):
    maps.clear()
    shape = reference['inputNCHW']
    x = torch.tensor(drift.noise(math.prod(shape), -1).reshape(shape), dtype=torch.float64)[:1]
    logits = drift.functional(reference)(drift.parameters(reference, torch.float64), x)[0]
    index = logits.argmax().item() if index is None else index
    logits[index].backward()
    features = maps[-place]
    weights = features.grad.mean((2, 3), keepdim=True)
    heat = relu((weights * features).sum(1)[0]).detach()
    return index, heat / heat.max() if heat.max() > 0 else heat


def main(folder):
    cases = []
    for name, place, layer, asked in CASES:
        reference = json.loads((Path(folder) / f'{name}.json').read_text())
        index, heat = explain(reference, place, asked)
        case = {'reference': name, 'layer': layer, 'asked': asked, 'classIndex': index, 'shape': list(heat.shape)}
        cases.append(case | {'heat': [float(f'{value:.9g}') for value in heat.flatten().tolist()]})
    print(json.dumps(cases))


main(sys.argv[1])
