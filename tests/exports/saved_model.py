"""Opens models in TensorFlow, and in Keras."""

import json

import keras
import numpy as np
import tensorflow as tf
from cases import run_cases


def open_and_run(path, images, case):
    signature = tf.saved_model.load(path / 'saved-model').signatures['serving_default']
    logits = signature(tf.constant(images))['logits']
    layer = keras.layers.TFSMLayer(path / 'saved-model', call_endpoint='serving_default')
    np.testing.assert_allclose(layer(images)['logits'], logits, rtol=1e-5, atol=1e-5)
    assert json.loads((path / 'saved-model/assets.extra/metadata.json').read_text()) == {'classes': ['cat', 'dog']}
    return logits


run_cases(open_and_run)
