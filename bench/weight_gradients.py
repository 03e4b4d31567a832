"""Ways to compute the weight gradient of a 3x3 convolution on TensorFlow: milliseconds, medians of interleaved rounds.

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
# batch, channels in, out, size of image and of map; at stride 2 the image comes padded.
SHAPES = [
    (64, 64, 64, 22, 22),
    (64, 128, 128, 11, 11),
    (64, 256, 256, 6, 6),
    (64, 512, 512, 3, 3),
    (16, 256, 256, 8, 8),
    (16, 512, 512, 4, 4),
    (16, 512, 512, 7, 7),
    (128, 64, 64, 8, 8),
    (64, 64, 128, 24, 11),
    (64, 128, 256, 13, 6),
    (64, 256, 512, 8, 3),
    (16, 512, 512, 15, 7),
]


def recorded(x, g, shape, stride):
    padding = "SAME" if stride == 1 else "VALID"
    return ops.Conv2DBackpropFilter(
        input=x, filter_sizes=shape, out_backprop=g, strides=[1, stride, stride, 1], padding=padding
    )


def patches(x, g, shape, stride):
    padding = "SAME" if stride == 1 else "VALID"
    rows = ops.ExtractImagePatches(
        images=x, ksizes=[1, 3, 3, 1], strides=[1, stride, stride, 1], rates=[1, 1, 1, 1], padding=padding
    )
    return tf.matmul(tf.reshape(rows, [-1, 9 * shape[2]]), tf.reshape(g, [-1, shape[3]]), transpose_a=True)


def convolution(x, g, shape, stride):
    """Images and channels change places."""
    if stride > 1:
        return None
    padded = tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]])
    images, kernel = tf.transpose(padded, [3, 1, 2, 0]), tf.transpose(g, [1, 2, 0, 3])
    return tf.transpose(tf.nn.conv2d(images, kernel, 1, "VALID"), [1, 2, 0, 3])


def taps(x, g, shape, stride):
    """A product for each weight of the kernel."""
    n, size, map_size = x.shape[0], x.shape[1], g.shape[1]
    if stride > 1:
        missing = -size % stride
        x = tf.pad(x, [[0, 0], [0, missing], [0, missing], [0, 0]])
        steps = (size + missing) // stride
        x = tf.transpose(tf.reshape(x, [n, steps, stride, steps, stride, shape[2]]), [2, 4, 0, 1, 3, 5])

    def tap(i, j):
        if stride > 1:
            part, slopes = x[i % stride, j % stride, :, i // stride :, j // stride :][:, :map_size, :map_size], g
        else:
            rows, columns = meeting(i), meeting(j)
            part = x[:, rows[0] : rows[1], columns[0] : columns[1]]
            slopes = g[:, rows[0] - i + 1 : rows[1] - i + 1, columns[0] - j + 1 : columns[1] - j + 1]
        return tf.matmul(tf.reshape(part, [-1, shape[2]]), tf.reshape(slopes, [-1, shape[3]]), transpose_a=True)

    def meeting(at):
        return max(0, at - 1), min(size, size + at - 1)

    return tf.stack([tap(i, j) for i in range(3) for j in range(3)])


WAYS = [recorded, patches, convolution, taps]


def time_shape(n, channels, filters, size, map_size, dtype):
    stride = 1 if size == map_size else 2
    x = tf.cast(tf.random.stateless_normal([n, size, size, channels], [1, 1]), dtype)
    g = tf.cast(tf.random.stateless_normal([n, map_size, map_size, filters], [2, 2]), dtype)
    shape = [3, 3, channels, filters]
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
print("| batch, channels, maps | " + " | ".join(way.__name__ for way in WAYS) + " |")
print("|---|" + "--:|" * len(WAYS))
for n, channels, filters, size, map_size in SHAPES:
    cells = time_shape(n, channels, filters, size, map_size, dtype)
    print(f"| {n}, {channels} to {filters}, {size} to {map_size} | " + " | ".join(cells) + " |", flush=True)
