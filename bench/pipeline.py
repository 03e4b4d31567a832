"""The work of pipeline.mjs by PyTorch's DataLoader with Pillow: prints photos a second of one epoch, workers running."""

import math
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset


class Photos(Dataset):
    def __init__(self, folder: str, side: int):
        self.files = sorted(Path(folder).rglob("*.jpg"))
        self.classes = sorted({file.parent.name for file in self.files})
        self.side = side

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index: int):
        file = self.files[index]
        image = Image.open(file).convert("RGB")
        image = image.resize((self.side, self.side), Image.Resampling.BILINEAR, box=region(image.size))
        if random.random() < 0.5:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        return torch.from_numpy(np.array(image)), self.classes.index(file.parent.name)


def region(size):
    """As torchvision's RandomResizedCrop draws it."""
    width, height = size
    for _ in range(10):
        area = width * height * random.uniform(0.08, 1)
        ratio = math.exp(random.uniform(math.log(3 / 4), math.log(4 / 3)))
        w, h = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
        if 0 < w <= width and 0 < h <= height:
            left, top = random.randint(0, width - w), random.randint(0, height - h)
            return (left, top, left + w, top + h)
    return (0, 0, width, height)


if __name__ == "__main__":
    folder, workers, batch, side = sys.argv[1], *map(int, sys.argv[2:])
    photos = Photos(folder, side)
    loader = DataLoader(photos, batch_size=batch, shuffle=True, num_workers=workers, persistent_workers=workers > 0)
    # Workers start with the first batch, which is not counted.
    begin, seen = None, 0
    for images, labels in loader:
        if begin is None:
            begin = time.perf_counter()
            continue
        seen += len(labels)
    print(seen / (time.perf_counter() - begin))
