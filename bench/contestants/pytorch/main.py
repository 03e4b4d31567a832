"""PyTorch. The variant's words switch `channels-last`, `compile` and `bfloat16` or `float16` on; the conversation is that of
serve.py."""

import sys
from contextlib import nullcontext
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy

sys.path.append(str(Path(__file__).parents[1]))

from network import build, fold, noise
from serve import serve


# The first scale of a loss in float16: so low that nobody skips the first steps, whose losses are compared.
LOSS_SCALE = 1024


def narrow_type(variant):
    """What convolutions compute in, if not float32."""
    words = variant.split("-")
    return torch.float16 if "float16" in words else torch.bfloat16 if "bfloat16" in words else None


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
    narrow = narrow_type(variant)
    scaler = torch.amp.GradScaler(device, init_scale=LOSS_SCALE, enabled=narrow is torch.float16)

    def loss_of(x, y):
        with torch.autocast(device, dtype=narrow) if narrow else nullcontext():
            return cross_entropy(net(x), y)

    forward = torch.compile(loss_of) if "compile" in variant else loss_of

    def step():
        optimizer.zero_grad()
        loss = forward(x, y)
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
        return loss.item()

    return step


def open_inference(net, x, y, variant, device, workload):
    net = fold(net.eval())
    if narrow := narrow_type(variant):
        net, x = net.to(narrow), x.to(narrow)
    if "compile" in variant:
        torch._inductor.config.freezing = True  # weights in the layout that the kernels like best
        net = torch.compile(net)

    @torch.no_grad()
    def step():
        logits = net(x).float().cpu()
        return cross_entropy(logits, y).item()

    return step


serve(open_workload)
