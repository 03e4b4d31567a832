"""Keras on TensorFlow, its step one tf.function. Variant `function` or `bfloat16`; the conversation is that of serve.py."""

import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy as np
import tensorflow as tf

sys.path.append(str(Path(__file__).parents[1]))

from network import build, noise
from serve import serve


def open_workload(workload, variant, device):
    for gpu in tf.config.list_physical_devices("GPU"):
        tf.config.experimental.set_memory_growth(gpu, True)
    if variant == "bfloat16":
        keras.mixed_precision.set_global_policy("mixed_bfloat16")
    batch, (height, width, channels) = workload["batch"], workload["input"]
    model = build(workload)
    images = noise(batch * channels * height * width, -1).reshape(batch, channels, height, width)
    x = tf.constant(images.transpose(0, 2, 3, 1).astype(np.float32))
    y = tf.constant((3 + 7 * np.arange(batch)) % workload["classes"])
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    about = f"Keras {keras.__version__} on TensorFlow {tf.__version__}"
    if workload.get("mode") == "inference":
        forward = tf.function(lambda x: model(x, training=False))
        return about, lambda: float(loss_of(y, tf.cast(forward(x), tf.float32)))

    settings = workload["optimizer"]
    optimizer = keras.optimizers.SGD(learning_rate=settings["learningRate"], momentum=settings["momentum"])
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_of(y, tf.cast(model(x, training=True), tf.float32))
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        return loss

    return about, lambda: float(step(x, y))


serve(open_workload)
