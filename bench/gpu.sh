#!/usr/bin/env bash
# Everything that takes an NVIDIA GPU, in one call on Linux x64 with its driver, Node 20 and Python 3: installs all that is
# needed, compares with the references on the GPU, and times beside PyTorch on CUDA. Results go to runs/gpu.
#
#   bash bench/gpu.sh             on the first GPU
#   GPU=1 bash bench/gpu.sh       on another one, as nvidia-smi counts them
#   DEVICE=cpu ROUNDS=1 SECONDS_EACH=0.1 TRAINING=mnist-residual INFERENCE= NETWORKS=mnist-residual bash bench/gpu.sh
#                                 a rehearsal without a GPU: leaves out what only a GPU can show
#
# NOT RUN ON A GPU YET: none has been at hand. Rehearsed on a CPU.
set -euo pipefail
cd "$(dirname "$0")/.."
export CUDA_DEVICE_ORDER=PCI_BUS_ID CUDA_VISIBLE_DEVICES=${GPU:-0} # what TensorFlow and PyTorch see: this one, as number 0
device=${DEVICE:-cuda}
rounds=${ROUNDS:-9}
seconds=${SECONDS_EACH:-2}
# ResNet-18 at 96 px, ResNet-50 at 224, and the notebooks.
training=${TRAINING-resnet18 resnet50 cifar10-notebook cifar10-notebook-inner-relu fashion-notebook cats-dogs-notebook
  mnist-residual cifar-resnet20 resnet18-small}
inference=${INFERENCE-resnet18-inference-32 resnet18-inference-1 resnet50-inference-32 resnet50-inference-1}
networks=${NETWORKS-resnet18 resnet50} # of which more than the speed is looked at
out=runs/gpu
mkdir -p "$out/tf32-off"

step() { printf '\n== %s\n' "$1"; }
residual() { node apps/cli/dist/main.js "$@"; }
on_gpu() { [ "$device" = cuda ]; }
# One after another, so that one that fails does not hide the others.
try() { "$@" || echo "failed: $*"; }

if on_gpu; then
  step 'the GPU'
  nvidia-smi | tee "$out/nvidia-smi.txt"

  step 'packages, build'
  npm start

  step 'TensorFlow for CUDA (3 GB to download)'
  residual setup --gpu

  step 'PyTorch for CUDA'
  node scripts/peers.mjs
  "${RESIDUAL_PEERS_PYTHON:-.peers/bin/python}" -c \
    'import torch; assert torch.cuda.is_available(), "pip has installed a PyTorch without CUDA"'
fi
residual doctor | tee "$out/doctor.txt"

step 'parity with the references, in full float32: no TF32'
(cd tests && NVIDIA_TF32_OVERRIDE=0 try npx vitest run src/parity.test.ts src/compiled-steps.test.ts) | tee "$out/parity.txt"

step 'float16 with its loss scaled'
(cd tests && try npx vitest run src/float16.test.ts) | tee "$out/float16.txt"

step 'the bench beside PyTorch'
float32=pytorch-eager,pytorch-channels-last,pytorch-compile,pytorch-compile-channels-last,compiled
contestants=$float32,stock,eager,bfloat16,float16
for narrow in bfloat16 float16; do
  contestants+=,pytorch-$narrow,pytorch-$narrow-channels-last,pytorch-compile-$narrow,pytorch-compile-$narrow-channels-last
done
bench() { try node bench/run.mjs "$1" --device "$device" --rounds "$rounds" --seconds "$seconds" --only "$2" --out "$3"; }
for workload in $training $inference; do bench "$workload" "$contestants" "$out"; done 2>&1 | tee "$out/bench.txt"

step 'float32 without TF32, all of them'
for workload in $training; do NVIDIA_TF32_OVERRIDE=0 bench "$workload" "$float32" "$out/tf32-off"; done 2>&1 |
  tee "$out/tf32-off/bench.txt"

step 'what the host does in a step, and what crosses to it: under 0.3 ms, and no weights'
# shellcheck disable=SC2086 # several networks
for precision in float32 bfloat16 float16; do
  try node bench/overhead.mjs $networks --precision "$precision" --out "$out/overhead-$precision.json"
done 2>&1 | tee "$out/overhead.txt"
if on_gpu; then
  # The driver's own count of what crosses the bus, in MB/s (columns rxpci, txpci), while weights would be 100 MB a step.
  nvidia-smi dmon --id "${GPU:-0}" --select ut --delay 1 --filename "$out/bus.txt" &
  counter=$!
  try node bench/overhead.mjs resnet50 --steps 500 | tee -a "$out/overhead.txt"
  kill "$counter"
  if command -v nsys >/dev/null; then
    try nsys profile --trace cuda --force-overwrite true --output "$out/steps" node bench/overhead.mjs resnet50 --steps 100
    try nsys stats --report cuda_gpu_mem_size_sum,cuda_gpu_kern_sum "$out/steps.nsys-rep" | tee "$out/copies.txt"
  fi
fi

step 'where the time goes, the roofline, the largest batch'
for network in $networks; do
  for precision in float32 bfloat16 float16; do
    options=(--model "$network" --precision "$precision")
    try residual bench "${options[@]}" --seconds "$seconds" --no-eager
    try residual bench "${options[@]}" --profile --trace "$out/$network-$precision.json"
    if on_gpu; then
      try residual bench "${options[@]}" --no-eager --roofline
      try residual bench "${options[@]}" --find-batch
    fi
  done
  try residual bench --model "$network" --seconds "$seconds" --no-eager --no-tf32
done 2>&1 | tee "$out/residual-bench.txt"

step "done: everything is in $out"
