"""Writes what published networks hold and compute, a JSON file a source: for each network the names and shapes of its
state_dict, and the first logits, in float64, that follow from the weights and the images of `fill` and `noise` below.

Needs torch, torchvision, timm and transformers, and clones of these repositories:

    python generate.py --akamaster pytorch_resnet_cifar10 --chenyaofo pytorch-cifar-models \
                       --kuangliu pytorch-cifar --bearpaw pytorch-classification
"""

import argparse
import importlib.util
import json
import math
import sys
from pathlib import Path

import numpy
import timm
import torch
import torchvision
from transformers import ResNetConfig, ResNetForImageClassification


def load(path):
    name = str(path)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def hugging_face(**config):
    return ResNetForImageClassification(ResNetConfig(num_labels=1000, **config))


def noise(shape, index):
    i = numpy.arange(1, math.prod(shape) + 1, dtype=numpy.float64)
    u = numpy.sin(12.9898 * i + 78.233 * (index + 1)) * 43758.5453
    return torch.from_numpy((2 * (u - numpy.floor(u)) - 1).reshape(shape))


def fill(name, shape, index):
    values = noise(shape, index)
    if name.endswith("running_var"):
        return 1 + 0.5 * values
    if name.endswith(("running_mean", "bias")):
        return 0.1 * values
    if len(shape) == 1:
        return 1 + 0.1 * values
    return values * math.sqrt(6 / math.prod(shape[1:]))


def compute(model):
    """The first ten logits of two images of 32x32."""
    state = {key: value for key, value in model.state_dict().items() if not key.endswith("num_batches_tracked")}
    filled = {key: fill(key, tuple(value.shape), i) for i, (key, value) in enumerate(state.items())}
    model = model.double().eval()
    model.load_state_dict(filled, strict=False)
    with torch.no_grad():
        output = model(noise((2, 3, 32, 32), -1))
    return getattr(output, "logits", output)[:, :10].tolist()


arguments = argparse.ArgumentParser()
for name in ("akamaster", "chenyaofo", "kuangliu", "bearpaw"):
    arguments.add_argument(f"--{name}", type=Path, required=True)
clones = arguments.parse_args()

kuangliu = load(clones.kuangliu / "models/resnet.py")
preact = load(clones.kuangliu / "models/preact_resnet.py")
akamaster = load(clones.akamaster / "resnet.py")
chenyaofo = load(clones.chenyaofo / "pytorch_cifar_models/resnet.py")
bearpaw = load(clones.bearpaw / "models/cifar/preresnet.py")

basic = dict(layer_type="basic", depths=[2, 2, 2, 2], hidden_sizes=[64, 128, 256, 512])
sources = {
    "torchvision": {
        "resnet18": torchvision.models.resnet18(),
        "resnext50-32x4d": torchvision.models.resnext50_32x4d(),
    },
    "timm": {"resnet18-d": timm.create_model("resnet18d"), "se-resnet50": timm.create_model("seresnet50")},
    "timm-resnetv2": {
        "resnet18-v2": timm.create_model("resnetv2_18"),
        "resnet50-v2": timm.create_model("resnetv2_50"),
    },
    "transformers": {"resnet18": hugging_face(**basic), "resnet50": hugging_face()},
    "akamaster": {"cifar-resnet20": akamaster.resnet20()},
    "chenyaofo": {"cifar-resnet20-b": chenyaofo.cifar10_resnet20()},
    "kuangliu": {"resnet18-small": kuangliu.ResNet(kuangliu.BasicBlock, [2, 2, 2, 2])},
    "kuangliu-preact": {"resnet18-small-v2": preact.PreActResNet18()},
    "bearpaw-preact": {"cifar-preact20": bearpaw.preresnet(depth=20, num_classes=10)},
}

for source, models in sources.items():
    networks = {
        name: {
            "shapes": {key: list(tensor.shape) for key, tensor in model.state_dict().items()},
            "logits": compute(model),
        }
        for name, model in models.items()
    }
    Path(__file__).with_name(f"{source}.json").write_text(json.dumps(networks, separators=(",", ":")) + "\n")
