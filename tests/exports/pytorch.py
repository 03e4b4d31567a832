"""Loads weights strictly into PyTorch's modules."""

import safetensors.torch
import torch
from cases import run_cases
from networks import networks


def open_and_run(path, images, case):
    network = networks.get(case['network'])
    if network is None:
        return None
    module = network()
    module.load_state_dict(safetensors.torch.load_file(path / 'model.safetensors'), strict=True)
    module.eval()
    with torch.inference_mode():
        return module(torch.from_numpy(images).permute(0, 3, 1, 2))


run_cases(open_and_run)
