"""Opens models in ONNX Runtime."""

import onnxruntime
from cases import run_cases


def open_and_run(path, images, case):
    session = onnxruntime.InferenceSession(path / 'model.onnx')
    (name, shape), = [(one.name, one.shape) for one in session.get_inputs()]
    channels_first = images.transpose(0, 3, 1, 2)
    assert (name, shape) == ('input', ['batch', *channels_first.shape[1:]]), (name, shape)
    assert session.get_modelmeta().custom_metadata_map == {'classes': '["cat","dog"]'}
    logits, = session.run(['logits'], {'input': channels_first})
    return logits


run_cases(open_and_run)
