"""The other side of curves.mjs: trains a recipe's network with PyTorch as the notebooks do, and prints what it learned.

A JSON object on stdin is what to do, see `Request` in pytorch.mjs; on stdout comes a line for every step and every epoch.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.nn.functional import cross_entropy, interpolate

sys.path.append(str(Path(__file__).parents[1] / "contestants/pytorch"))

from network import assemble

# A record of CIFAR-10: its label, then 32 x 32 pixels of red, of green and of blue.
SIDE, CHANNELS = 32, 3
RECORD = 1 + SIDE * SIDE * CHANNELS
EVALUATION_BATCH = 100


def read_cifar(files):
    """Images [n, 3, 32, 32] as bytes, and labels [n]."""
    records = torch.frombuffer(bytearray(b"".join(file.read_bytes() for file in files)), dtype=torch.uint8)
    records = records.reshape(-1, RECORD)
    return records[:, 1:].reshape(-1, CHANNELS, SIDE, SIDE), records[:, 0].long()


class Inputs:
    """Bytes become what the network takes: scaled up to the same bytes as by Pillow, normalised, channels last."""

    def __init__(self, size, mean, std):
        self.size = size
        self.mean, self.std = (torch.tensor(values).reshape(1, -1, 1, 1) for values in (mean, std))

    def of(self, images):
        wide = scaled(images.float(), (SIDE, self.size))
        large = scaled(wide, (self.size, self.size))
        return ((large / 255 - self.mean) / self.std).contiguous(memory_format=torch.channels_last)


def scaled(images, size):
    """Pillow rounds to bytes after the rows and after the columns."""
    return interpolate(images, size=size, mode="bilinear", align_corners=False).round()


def evaluate(net, inputs, images, labels):
    net.eval()
    loss = correct = 0
    with torch.no_grad():
        for x, y in zip(images.split(EVALUATION_BATCH), labels.split(EVALUATION_BATCH)):
            logits = net(inputs.of(x))
            loss += cross_entropy(logits, y, reduction="sum").item()
            correct += (logits.argmax(1) == y).sum().item()
    net.train()
    return {"loss": loss / len(labels), "accuracy": correct / len(labels), "samples": len(labels)}


def main(request):
    recipe, seed = request["recipe"], request["seed"]
    torch.manual_seed(seed)
    folder = Path(request["folder"])
    images, labels = read_cifar([folder / f"data_batch_{i}.bin" for i in range(1, 6)])
    images, labels = images[: request["take"]], labels[: request["take"]]
    test_images, test_labels = read_cifar([folder / "test_batch.bin"])
    data = recipe["data"]
    inputs = Inputs(data["resize"], **data["normalize"])
    net = assemble(request["workload"])
    if weights := request.get("weights"):
        net.load_state_dict(load_file(weights))
    net = net.to(memory_format=torch.channels_last)
    settings = recipe["optimizer"]
    optimizer = torch.optim.SGD(
        net.parameters(),
        lr=recipe["learningRate"],
        momentum=settings["momentum"],
        weight_decay=settings["weightDecay"],
        nesterov=settings["nesterov"],
    )
    for epoch in range(request["epochs"]):
        order = torch.randperm(len(labels)) if data["shuffle"] else torch.arange(len(labels))
        loss_sum = correct = 0
        # The last batch has what is left, as with a DataLoader that is told nothing else.
        for chosen in order.split(recipe["batchSize"]):
            y = labels[chosen]
            optimizer.zero_grad()
            logits = net(inputs.of(images[chosen]))
            loss = cross_entropy(logits, y)
            loss.backward()
            optimizer.step()
            tell(type="step", loss=loss.item())
            loss_sum += loss.item() * len(y)
            correct += (logits.argmax(1) == y).sum().item()
        train = {"loss": loss_sum / len(labels), "accuracy": correct / len(labels), "samples": len(labels)}
        tell(type="epoch", train=train, valid=evaluate(net, inputs, test_images, test_labels))
    tell(type="end", about=f"PyTorch {torch.__version__}")


def tell(**event):
    print(json.dumps(event), flush=True)


main(json.load(sys.stdin))
