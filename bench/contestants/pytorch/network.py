"""A workload's network as a PyTorch module."""

import math
import operator

import torch
from torch import fx, nn
from torch.fx.experimental.optimization import fuse
from torch.nn import functional


def build(workload):
    """The network with the workload's initial parameters, in training mode."""
    net = assemble(workload)
    initialize(net, workload)
    return net.train()


def assemble(workload):
    """Writes the operations as one flat forward method, as a person would; its parameters are PyTorch's own first ones."""
    module, graph = nn.Module(), fx.Graph()
    x = graph.placeholder("x")
    outputs = {}
    for number, op in enumerate(workload["network"]):
        x = outputs[op["input"]] if "input" in op else x
        if op["op"] == "add":
            x = graph.call_function(torch.add, (x, outputs[op["to"]]))
        elif op["op"] == "relu":
            x = graph.call_function(torch.relu, (x,))
        elif op["op"] == "subsample":
            every = (slice(None), slice(None), slice(None, None, op["stride"]), slice(None, None, op["stride"]))
            x = graph.call_function(operator.getitem, (x, every))
        elif op["op"] == "padChannels":
            x = graph.call_function(functional.pad, (x, (0, 0, 0, 0, op["each"], op["each"])))
        else:
            name = op.get("name", f"{op['op']}{number}")
            nest(module, name, layer_of(op))
            x = graph.call_module(name, (x,))
        if "output" in op:
            outputs[op["output"]] = x
    graph.output(x)
    net = fx.GraphModule(module, graph).eval()
    height, width, channels = workload["input"]
    net(torch.zeros(1, channels, height, width))  # the first call settles the input sizes of the lazy layers
    return net.train()


def fold(net):
    """The same network for inference with its batch norms folded into its convolutions."""
    return fuse(net)


def layer_of(op):
    if op["op"] == "conv":
        size = (op["filters"], op["kernel"], op.get("stride", 1), op.get("padding", 0))
        return nn.LazyConv2d(*size, bias=op.get("bias", True))
    if op["op"] == "batchNorm":
        return nn.LazyBatchNorm2d()
    if op["op"] == "maxPool":
        return nn.MaxPool2d(op["size"], op.get("stride"), op.get("padding", 0))
    if op["op"] == "averagePool":
        return nn.AvgPool2d(op["size"])
    if op["op"] == "globalAveragePool":
        return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    if op["op"] == "flatten":
        return nn.Flatten()
    if op["op"] == "linear":
        return nn.LazyLinear(op["units"])
    raise ValueError(f"PyTorch contestant: no operation {op['op']}")


def nest(module, name, layer):
    """Adds a layer under a dotted name."""
    *parents, last = name.split(".")
    for parent in parents:
        if not hasattr(module, parent):
            module.add_module(parent, nn.Module())
        module = getattr(module, parent)
    module.add_module(last, layer)


def noise(length, k):
    """The numbers that every contestant computes for itself: see values.mjs."""
    i = torch.arange(1, length + 1, dtype=torch.float64)
    u = torch.sin(12.9898 * i + 78.233 * (k + 1)) * 43758.5453
    return 2 * (u - torch.floor(u)) - 1


@torch.no_grad()
def initialize(net, workload):
    layers = [net.get_submodule(op["name"]) for op in workload["network"] if "name" in op]
    parameters = [p for layer in layers for p in (layer.weight, layer.bias) if p is not None]
    for k, parameter in enumerate(parameters):
        values = noise(parameter.numel(), k).reshape(parameter.shape)
        parameter.copy_(scaled(values, is_weight=any(parameter is layer.weight for layer in layers)))
    if workload.get("mode") == "inference":
        for layer in layers:
            if isinstance(layer, nn.BatchNorm2d):
                layer.running_mean.copy_(layer.bias)
                layer.running_var.copy_(layer.weight)


def scaled(values, is_weight):
    if not is_weight:
        return 0.1 * values
    if values.dim() == 1:
        return 1 + 0.1 * values
    return values * math.sqrt(6 / values[0].numel())
