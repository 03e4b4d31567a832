#!/usr/bin/env bash
# Everything that takes an NVIDIA GPU, in one call on Linux x64 with its driver, Node 20 and Python 3: installs all that is
# needed, compares with the references on the GPU, and times beside PyTorch on CUDA. Results go to runs/gpu.
#
# NOT RUN YET: no machine with a GPU has been at hand.
set -euo pipefail
cd "$(dirname "$0")/.."
out=runs/gpu
mkdir -p "$out"

step() { printf '\n== %s\n' "$1"; }
residual() { node apps/cli/dist/main.js "$@"; }

step 'the GPU'
nvidia-smi | tee "$out/nvidia-smi.txt"

step 'packages, build'
npm start

step 'TensorFlow for CUDA (3 GB to download)'
residual setup --gpu
residual doctor | tee "$out/doctor.txt"

step 'PyTorch for CUDA'
node scripts/peers.mjs
python=${RESIDUAL_PEERS_PYTHON:-.peers/bin/python}
"$python" -c 'import torch; assert torch.cuda.is_available(), "pip has installed a PyTorch without CUDA"'

step 'parity with the references, in full float32: no TF32'
(cd tests && NVIDIA_TF32_OVERRIDE=0 npx vitest run src/parity.test.ts src/compiled-steps.test.ts) | tee "$out/parity.txt"

step 'the bench beside PyTorch'
# ResNet-18 at 96 px, ResNet-50 at 224, and the notebooks.
contestants=pytorch-eager,pytorch-channels-last,pytorch-compile,pytorch-compile-channels-last
contestants+=,pytorch-bfloat16,pytorch-bfloat16-channels-last,pytorch-compile-bfloat16,pytorch-compile-bfloat16-channels-last
contestants+=,stock,eager,compiled,bfloat16
training='resnet18 resnet50 cifar10-notebook cifar10-notebook-inner-relu fashion-notebook cats-dogs-notebook mnist-residual
  cifar-resnet20 resnet18-small'
inference='resnet18-inference-32 resnet18-inference-1 resnet50-inference-32 resnet50-inference-1'
# One after another, so that one that fails does not hide the others.
for workload in $training $inference; do
  node bench/run.mjs "$workload" --device cuda --only "$contestants" --out "$out" || echo "failed: $workload"
done 2>&1 | tee "$out/bench.txt"

step 'where the time goes, the roofline, the largest batch'
for precision in float32 bfloat16; do
  residual bench --model resnet18 --input 96x96x3 --batch 256 --precision "$precision" --roofline
  residual bench --model resnet50 --batch 64 --precision "$precision" --profile --trace "$out/resnet50-$precision.json"
  residual bench --model resnet50 --precision "$precision" --find-batch
done 2>&1 | tee "$out/residual-bench.txt"

step "done: everything is in $out"
