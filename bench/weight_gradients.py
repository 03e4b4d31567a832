"""Ways to compute weight gradients of convolutions on TensorFlow: milliseconds, medians of interleaved rounds.

.peers/bin/python bench/weight_gradients.py float32
.peers/bin/python bench/weight_gradients.py bfloat16

packages/backend-node-gpu/src/compile/weight-gradients.ts chooses by what this shows.
"""

import os
import sys
from statistics import median
from time import perf_counter

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from tensorflow import raw_ops as ops

ROUNDS = 15
# batch, channels in, out, size of image, of map, of kernel
SHAPES = [
    (64, 64, 64, 22, 22, 3),
    (64, 128, 128, 11, 11, 3),
    (64, 256, 256, 6, 6, 3),
    (64, 512, 512, 3, 3, 3),
    (256, 64, 64, 24, 24, 3),
    (256, 128, 128, 12, 12, 3),
    (256, 256, 256, 6, 6, 3),
    (256, 512, 512, 3, 3, 3),
    (16, 64, 64, 30, 30, 3),
    (16, 128, 128, 15, 15, 3),
    (16, 256, 256, 8, 8, 3),
    (16, 512, 512, 4, 4, 3),
    (16, 64, 64, 56, 56, 3),
    (16, 128, 128, 28, 28, 3),
    (16, 256, 256, 14, 14, 3),
    (16, 512, 512, 7, 7, 3),
    (128, 64, 64, 32, 32, 3),
    (128, 128, 128, 16, 16, 3),
    (128, 256, 256, 8, 8, 3),
    (128, 512, 512, 4, 4, 3),
    (128, 16, 16, 32, 32, 3),
    (128, 32, 32, 16, 16, 3),
    (128, 64, 64, 8, 8, 3),
    (8, 512, 512, 7, 7, 3),
    (4, 512, 512, 7, 7, 3),
    (37, 256, 256, 6, 6, 3),
    (64, 64, 128, 22, 11, 3),
    (64, 128, 256, 11, 6, 3),
    (64, 256, 512, 6, 3, 3),
    (256, 64, 128, 24, 12, 3),
    (256, 128, 256, 12, 6, 3),
    (256, 256, 512, 6, 3, 3),
    (16, 64, 128, 30, 15, 3),
    (16, 128, 256, 15, 8, 3),
    (16, 256, 512, 8, 4, 3),
    (128, 64, 128, 32, 16, 3),
    (128, 128, 256, 16, 8, 3),
    (128, 256, 512, 8, 4, 3),
    (16, 128, 128, 56, 28, 3),
    (16, 256, 256, 28, 14, 3),
    (16, 512, 512, 14, 7, 3),
    (128, 16, 32, 32, 16, 3),
    (128, 32, 64, 16, 8, 3),
    (64, 64, 128, 22, 11, 1),
    (64, 128, 256, 11, 6, 1),
    (64, 256, 512, 6, 3, 1),
    (16, 256, 512, 56, 28, 1),
    (16, 512, 1024, 28, 14, 1),
    (16, 1024, 2048, 14, 7, 1),
    (16, 64, 256, 56, 56, 1),
    (16, 256, 64, 56, 56, 1),
    (16, 128, 512, 28, 28, 1),
    (16, 512, 128, 28, 28, 1),
    (16, 256, 1024, 14, 14, 1),
    (16, 1024, 256, 14, 14, 1),
    (16, 512, 2048, 7, 7, 1),
    (16, 2048, 512, 7, 7, 1),
]


def recorded(x, g, shape, stride):
    """TensorFlow's own, with zeros around the image as an operation of their own where the stride asks for them."""
    border = shape[0] // 2
    if stride > 1 and border:
        x = tf.pad(x, [[0, 0], [border, border], [border, border], [0, 0]])
    return ops.Conv2DBackpropFilter(
        input=x,
        filter_sizes=shape,
        out_backprop=g,
        strides=[1, stride, stride, 1],
        padding="SAME" if stride == 1 else "VALID",
    )


def convolution(x, g, shape, stride):
    """The gradient slides over the image as a filter would. Images take the place of channels, and the channels of the
    image lie side by side in its width."""
    n, size, channels = x.shape[0], x.shape[1], shape[2]
    before = shape[0] // 2
    after = stride * (g.shape[1] - 1) + shape[0] - size - before
    if after < 0:
        return None
    image = tf.reshape(tf.transpose(x, [1, 2, 3, 0]), [1, size, size * channels, n])
    return ops.Conv2D(
        input=image,
        filter=tf.transpose(g, [1, 2, 0, 3]),
        strides=[1, 1, 1, 1],
        dilations=[1, stride, stride * channels, 1],
        padding="EXPLICIT",
        explicit_paddings=[0, 0, before, after, before * channels, after * channels, 0, 0],
    )


def product(x, g, shape, stride):
    """Where the kernel has one weight: positions are rows, channels are columns."""
    if shape[0] > 1 or stride > 1:
        return None
    return tf.matmul(tf.reshape(x, [-1, shape[2]]), tf.reshape(g, [-1, shape[3]]), transpose_a=True)


WAYS = [recorded, convolution, product]


def time_shape(n, channels, filters, size, map_size, kernel, dtype):
    stride = 1 if size == map_size else 2
    x = tf.cast(tf.random.stateless_normal([n, size, size, channels], [1, 1]), dtype)
    g = tf.cast(tf.random.stateless_normal([n, map_size, map_size, filters], [2, 2]), dtype)
    shape = [kernel, kernel, channels, filters]
    functions = {}
    for way in WAYS:
        function = tf.function(lambda x, g, way=way: way(x, g, shape, stride))
        result = function(x, g)
        if result is None:
            continue
        result = tf.cast(tf.reshape(result, [-1]), tf.float32)
        reference = functions.setdefault("reference", result)
        difference = tf.reduce_max(tf.abs(result - reference)) / tf.reduce_max(tf.abs(reference))
        assert difference < 2e-2, f"{way.__name__} is another gradient"
        functions[way.__name__] = function
    del functions["reference"]
    times = {name: [] for name in functions}
    for _ in range(ROUNDS):
        for name, function in functions.items():
            began = perf_counter()
            function(x, g)
            times[name].append(1000 * (perf_counter() - began))
    return [f"{median(times[way.__name__]):.1f}" if way.__name__ in times else "" for way in WAYS]


dtype = tf.as_dtype(sys.argv[1] if len(sys.argv) > 1 else "float32")
print(f"TensorFlow {tf.__version__}, {dtype.name}")
print("| batch, channels, maps, kernel | " + " | ".join(way.__name__ for way in WAYS) + " |")
print("|---|" + "--:|" * len(WAYS))
for n, channels, filters, size, map_size, kernel in SHAPES:
    cells = time_shape(n, channels, filters, size, map_size, kernel, dtype)
    print(f"| {n}, {channels} to {filters}, {size} to {map_size}, {kernel} | " + " | ".join(cells) + " |", flush=True)
