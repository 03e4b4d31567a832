"""PyTorch. Variant `eager`, `channels-last`, `compile` or `compile-channels-last`; the conversation is that of serve.mjs."""

import json
import sys
import time

import torch
from torch.nn.functional import cross_entropy

from network import build, noise


def open_workload(workload, variant):
    batch, (height, width, channels) = workload["batch"], workload["input"]
    layout = torch.channels_last if "channels-last" in variant else torch.contiguous_format
    net = build(workload).to(memory_format=layout)
    x = noise(batch * channels * height * width, -1).float().reshape(batch, channels, height, width)
    x = x.contiguous(memory_format=layout)
    y = (3 + 7 * torch.arange(batch)) % workload["classes"]
    settings = workload["optimizer"]
    optimizer = torch.optim.SGD(
        net.parameters(),
        lr=settings["learningRate"],
        momentum=settings["momentum"],
        weight_decay=settings.get("weightDecay", 0),
    )

    def loss_of(x, y):
        return cross_entropy(net(x), y)

    forward = torch.compile(loss_of) if "compile" in variant else loss_of

    def step():
        optimizer.zero_grad()
        loss = forward(x, y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", step


def run_steps(step, steps):
    began = time.perf_counter()
    losses = [step() for _ in range(steps)]
    return {"losses": losses, "seconds": time.perf_counter() - began}


def main():
    step = None
    try:
        for line in sys.stdin:
            request = json.loads(line)
            if step is None:
                about, step = open_workload(request["workload"], request["variant"])
                answer = {"about": about}
            else:
                answer = run_steps(step, request["steps"])
            print(json.dumps(answer), flush=True)
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


main()
