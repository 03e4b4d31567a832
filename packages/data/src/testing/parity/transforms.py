"""Writes transforms.json: what torchvision and Pillow make of a small picture.

    pip install numpy pillow torch torchvision
    python transforms.py > transforms.json
"""

import base64
import json

import numpy as np
import PIL
import torch
from PIL import Image

try:
    import torchvision
except RuntimeError:  # without its compiled half, which transforms of Pillow images do not need
    boxes = torch.library.Library("torchvision", "FRAGMENT")
    for name in ("nms", "qnms"):
        boxes.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import torchvision
from torchvision.transforms import InterpolationMode
from torchvision.transforms import autoaugment
from torchvision.transforms import functional as F

HEIGHT, WIDTH = 20, 26
rng = np.random.default_rng(7)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
waves = np.stack([np.sin(x / 4 + y / 9), np.cos(y / 3 - x / 11), np.sin((x + y) / 5)], axis=-1)
picture = np.clip(120 + 90 * waves + rng.normal(0, 25, waves.shape), 9, 240).astype(np.uint8)
source = Image.fromarray(picture)

METHODS = {"nearest": InterpolationMode.NEAREST, "bilinear": InterpolationMode.BILINEAR}


def affine(method, fill=0, **options):
    return F.affine(source, interpolation=METHODS[method], fill=[fill] * 3, **options)


CASES = {
    "brightness": [({"factor": f}, F.adjust_brightness(source, f)) for f in (0.3, 1.7)],
    "contrast": [({"factor": f}, F.adjust_contrast(source, f)) for f in (0.4, 1.6)],
    "saturation": [({"factor": f}, F.adjust_saturation(source, f)) for f in (0.0, 0.35, 1.8)],
    "hue": [({"shift": f}, F.adjust_hue(source, f)) for f in (-0.3, 0.1, 0.5)],
    "sharpness": [({"factor": f}, F.adjust_sharpness(source, f)) for f in (0.2, 1.9)],
    "posterize": [({"bits": n}, F.posterize(source, n)) for n in (2, 5)],
    "solarize": [({"threshold": 100.5}, F.solarize(source, 100.5))],
    "invert": [({}, F.invert(source))],
    "autoContrast": [({}, F.autocontrast(source))],
    "equalize": [({}, F.equalize(source))],
    "grayscale": [({}, F.rgb_to_grayscale(source, num_output_channels=3))],
    "rotate": [
        ({"degrees": d, "method": m, "fill": f}, F.rotate(source, d, METHODS[m], fill=[f] * 3))
        for d, m, f in ((30, "nearest", 0), (-17.5, "bilinear", 90), (180, "nearest", 0), (90, "bilinear", 0))
    ],
    "affine": [
        (options, affine(**options))
        for options in (
            {"angle": 20, "translate": [3, -2], "scale": 0.8, "shear": [10, 5], "method": "nearest"},
            {"angle": -40, "translate": [0, 1], "scale": 1.3, "shear": [0, -8], "method": "bilinear", "fill": 77},
            {"angle": 0, "translate": [5, 2], "scale": 1, "shear": [0, 0], "method": "nearest"},
        )
    ],
    "centerCrop": [({"size": s}, F.center_crop(source, s)) for s in ([7, 9], [24, 11])],
    "pad": [({"padding": 3, "mode": m}, F.pad(source, 3, 0, t)) for m, t in (("zero", "constant"), ("reflect", "reflect"))],
}

OPS = [("ShearX", 0.3), ("ShearY", -0.25), ("TranslateX", 4.7), ("TranslateY", -3.9), ("Rotate", -12), ("Color", -0.6)]


def encode(image):
    return base64.b64encode(np.asarray(image).tobytes()).decode()


def magnitudes(space):
    return {
        name: {"magnitudes": [round(v, 5) for v in values.reshape(-1).tolist()], "signed": signed} for name, (values, signed) in space.items()
    }


SPACES = {
    "randAugment": autoaugment.RandAugment()._augmentation_space(31, (HEIGHT, WIDTH)),
    "trivialAugment": autoaugment.TrivialAugmentWide()._augmentation_space(31),
    "autoAugment": autoaugment.AutoAugment()._augmentation_space(10, (HEIGHT, WIDTH)),
}

result = {
    "note": f"Pillow {PIL.__version__}, torchvision {torchvision.__version__.split('+')[0]}; base64 uint8 HWC",
    "source": {"height": HEIGHT, "width": WIDTH, "channels": 3, "data": encode(source)},
    "cases": {
        name: [{"options": o, "height": i.height, "width": i.width, "data": encode(i)} for o, i in made]
        for name, made in CASES.items()
    },
    "ops": [
        {"op": op, "magnitude": m, "data": encode(autoaugment._apply_op(source, op, m, InterpolationMode.NEAREST, None))}
        for op, m in OPS
    ],
    "spaces": {name: magnitudes(space) for name, space in SPACES.items()},
    "policies": {
        policy.value: autoaugment.AutoAugment(policy).policies
        for policy in (autoaugment.AutoAugmentPolicy.CIFAR10, autoaugment.AutoAugmentPolicy.IMAGENET)
    },
}
print(json.dumps(result))
