"""A workload's network as a Keras model with the workload's initial parameters."""

import math

import numpy as np
from keras import Model, layers, ops


def build(workload):
    start = x = layers.Input(workload["input"])
    outputs, named = {}, []
    for op in workload["network"]:
        x = outputs[op["input"]] if "input" in op else x
        if op["op"] == "add":
            x = layers.Add()([x, outputs[op["to"]]])
        elif op["op"] == "subsample":
            x = x[:, :: op["stride"], :: op["stride"]]
        elif op["op"] == "padChannels":
            x = ops.pad(x, [(0, 0), (0, 0), (0, 0), (op["each"], op["each"])])
        else:
            layer = layer_of(op)
            x = layer(padded(op, x))
            if "name" in op:
                named.append((op, layer))
        if "output" in op:
            outputs[op["output"]] = x
    model = Model(start, x)
    initialize(named, has_statistics=workload.get("mode") == "inference")
    return model


def layer_of(op):
    if op["op"] == "conv":
        same = "same" if is_same(op) else "valid"
        bias = op.get("bias", True)
        return layers.Conv2D(op["filters"], op["kernel"], op.get("stride", 1), same, use_bias=bias)
    if op["op"] == "batchNorm":
        return layers.BatchNormalization(momentum=0.9, epsilon=1e-5)
    if op["op"] == "maxPool":
        return layers.MaxPooling2D(op["size"], op.get("stride"))
    if op["op"] == "averagePool":
        return layers.AveragePooling2D(op["size"])
    if op["op"] == "globalAveragePool":
        return layers.GlobalAveragePooling2D()
    if op["op"] == "flatten":
        return layers.Flatten()
    if op["op"] == "linear":
        return layers.Dense(op["units"])
    if op["op"] == "relu":
        return layers.ReLU()
    raise ValueError(f"Keras contestant: no operation {op['op']}")


def is_same(op):
    """SAME equals PyTorch's padding at stride 1; everywhere else the image is padded first."""
    return op.get("stride", 1) == 1 and op.get("padding", 0) == (op["kernel"] - 1) / 2


def padded(op, x):
    """What PyTorch's layers do inside and those of Keras leave to a layer before."""
    if op["op"] == "flatten":
        return layers.Permute((3, 1, 2))(x)  # channels first, as the weights of the next layer have it
    if not op.get("padding") or (op["op"] == "conv" and is_same(op)):
        return x
    return layers.ZeroPadding2D(op["padding"])(x)  # before a max-pool zeros serve as minus infinity, after a ReLU


def initialize(named, has_statistics):
    """Sets the initial parameters, which PyTorch numbers in this order; Keras lists the weight before the bias too."""
    k = 0
    for op, layer in named:
        weights = []
        for variable in layer.trainable_variables:
            values = initial(op, list(variable.shape), k, is_weight=not weights)
            weights.append(values)
            k += 1
        if op["op"] == "batchNorm":
            gamma, beta = weights
            weights += [beta, gamma] if has_statistics else [np.zeros_like(beta), np.ones_like(gamma)]
        layer.set_weights(weights)


def initial(op, shape, k, is_weight):
    values = noise(math.prod(shape), k)
    if not is_weight:
        return 0.1 * values
    if op["op"] == "batchNorm":
        return 1 + 0.1 * values
    values = values * math.sqrt(6 / (values.size / shape[-1]))
    # PyTorch has the outputs first: [out, in, height, width] and [out, in].
    if op["op"] == "linear":
        return values.reshape(shape[::-1]).T
    return values.reshape([shape[axis] for axis in (3, 2, 0, 1)]).transpose(2, 3, 1, 0)


def noise(length, k):
    """The numbers that every contestant computes for itself: see values.mjs."""
    u = np.sin(12.9898 * np.arange(1, length + 1) + 78.233 * (k + 1)) * 43758.5453
    return 2 * (u - np.floor(u)) - 1
