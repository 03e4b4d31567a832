"""Convolutions of 3x3 over small maps and their input gradients on TensorFlow, image by image and with the images of a
batch side by side in one wide map: milliseconds, medians of interleaved rounds.

.peers/bin/python bench/small_maps.py float32
.peers/bin/python bench/small_maps.py bfloat16

packages/backend-node-gpu/src/compile/small-maps.ts chooses by what this shows.
"""

import os
import sys
from statistics import median
from time import perf_counter

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from tensorflow import raw_ops as ops

ROUNDS = 15
# batch, channels, size of map
SHAPES = [
    *((64, 512, size) for size in (2, 3, 4, 5, 6, 7)),
    *((batch, 512, 3) for batch in (2, 4, 8, 16, 32, 128, 256)),
    *((batch, 512, 4) for batch in (2, 4, 8, 16, 32, 128, 256)),
    *((batch, 512, 7) for batch in (1, 4, 8, 16, 32)),
    *((64, channels, size) for channels in (64, 128, 256) for size in (2, 3, 4)),
    (16, 256, 8),
    (64, 256, 6),
]


def convolution(x, w, dilations=1):
    return ops.Conv2D(input=x, filter=w, strides=[1, 1, 1, 1], padding="SAME", dilations=[1, 1, dilations, 1])


def input_gradient(x, w, dilations=1):
    return ops.Conv2DBackpropInput(
        input_sizes=x.shape,
        filter=w,
        out_backprop=x,
        strides=[1, 1, 1, 1],
        padding="SAME",
        dilations=[1, 1, dilations, 1],
    )


def side_by_side(way):
    def wide(x, w):
        n, size, _, channels = x.shape
        image = tf.reshape(tf.transpose(x, [1, 2, 0, 3]), [1, size, size * n, channels])
        return tf.transpose(tf.reshape(way(image, w, n), [size, size, n, channels]), [2, 0, 1, 3])

    return wide


WAYS = {
    "convolution": convolution,
    "side by side": side_by_side(convolution),
    "input gradient": input_gradient,
    "side by side ": side_by_side(input_gradient),
}


def time_shape(n, channels, size, dtype):
    x = tf.cast(tf.random.stateless_normal([n, size, size, channels], [1, 1]), dtype)
    w = tf.cast(tf.random.stateless_normal([3, 3, channels, channels], [2, 2]), dtype)
    functions = {name: tf.function(way) for name, way in WAYS.items()}
    results = [tf.cast(function(x, w), tf.float32) for function in functions.values()]
    for one, other in (results[:2], results[2:]):
        difference = tf.reduce_max(tf.abs(one - other)) / tf.reduce_max(tf.abs(one))
        assert difference < 2e-2, "side by side is another result"
    times = {name: [] for name in functions}
    for _ in range(ROUNDS):
        for name, function in functions.items():
            began = perf_counter()
            function(x, w)
            times[name].append(1000 * (perf_counter() - began))
    return [f"{median(times[name]):.2f}" for name in WAYS]


dtype = tf.as_dtype(sys.argv[1] if len(sys.argv) > 1 else "float32")
print(f"TensorFlow {tf.__version__}, {dtype.name}")
print("| batch, channels, map | " + " | ".join(WAYS) + " |")
print("|---|" + "--:|" * len(WAYS))
for n, channels, size in SHAPES:
    cells = time_shape(n, channels, size, dtype)
    print(f"| {n}, {channels}, {size} | " + " | ".join(cells) + " |", flush=True)
