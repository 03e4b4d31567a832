"""PyTorch. The variant's words switch `channels-last`, `compile` and `bfloat16` on; the conversation is that of serve.mjs."""

import json
import sys
import time
from contextlib import nullcontext

import torch
from torch.nn.functional import cross_entropy

from network import build, fold, noise


def open_workload(workload, variant, device):
    torch.backends.cuda.matmul.allow_tf32 = True  # cuDNN's convolutions may by default, and so may TensorFlow's
    batch, (height, width, channels) = workload["batch"], workload["input"]
    layout = torch.channels_last if "channels-last" in variant else torch.contiguous_format
    net = build(workload).to(device, memory_format=layout)
    x = noise(batch * channels * height * width, -1).float().reshape(batch, channels, height, width)
    x = x.to(device).contiguous(memory_format=layout)
    y = (3 + 7 * torch.arange(batch)) % workload["classes"]
    open_mode = open_inference if workload.get("mode") == "inference" else open_training
    place = torch.cuda.get_device_name() if device == "cuda" else f"{torch.get_num_threads()} threads"
    return f"PyTorch {torch.__version__}, {place}", open_mode(net, x, y, variant, device, workload)


def open_training(net, x, y, variant, device, workload):
    settings = workload["optimizer"]
    optimizer = torch.optim.SGD(
        net.parameters(),
        lr=settings["learningRate"],
        momentum=settings["momentum"],
        weight_decay=settings.get("weightDecay", 0),
    )
    y = y.to(device)

    def loss_of(x, y):
        with torch.autocast(device, dtype=torch.bfloat16) if "bfloat16" in variant else nullcontext():
            return cross_entropy(net(x), y)

    forward = torch.compile(loss_of) if "compile" in variant else loss_of

    def step():
        optimizer.zero_grad()
        loss = forward(x, y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def open_inference(net, x, y, variant, device, workload):
    net = fold(net.eval())
    if "bfloat16" in variant:
        net, x = net.bfloat16(), x.bfloat16()
    if "compile" in variant:
        torch._inductor.config.freezing = True  # weights in the layout that the kernels like best
        net = torch.compile(net)

    @torch.no_grad()
    def step():
        logits = net(x).float().cpu()
        return cross_entropy(logits, y).item()

    return step


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
                about, step = open_workload(request["workload"], request["variant"], request["device"])
                answer = {"about": about}
            else:
                answer = run_steps(step, request["steps"])
            print(json.dumps(answer), flush=True)
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}), flush=True)


main()
