import {expect, test} from 'vitest';
import {cudaRequirements, libraryPaths, neededFiles} from './contents.js';

test('CUDA wheels are those of the extra and-cuda, in the spelling of any builder', () => {
  const metadata = [
    'Name: tensorflow',
    'Requires-Dist: numpy>=1.26.0',
    'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"',
    "Requires-Dist: nvidia-cudnn-cu12 (==8.9.7.29) ; extra == 'and-cuda'\r",
    'Requires-Dist: nvidia-nccl-cu12==2.19.3; platform_machine == "x86_64" and extra == "and-cuda"',
    'Requires-Dist: tensorflow-io-gcs-filesystem>=0.23.1; extra == "gcs-filesystem"',
  ].join('\n');
  expect(cudaRequirements(metadata)).toEqual([
    'nvidia-cublas-cu12<13.0,>=12.5.3.2',
    'nvidia-cudnn-cu12==8.9.7.29',
    'nvidia-nccl-cu12==2.19.3',
  ]);
});

test.each([
  [libraryPaths().library, true],
  [libraryPaths().framework, true],
  ['tensorflow/python/_pywrap_tensorflow_internal.so', false],
  ['tensorflow/THIRD_PARTY_NOTICES.txt', true],
  ['tensorflow-2.21.0.dist-info/METADATA', true],
  ['tensorflow-2.21.0.dist-info/LICENSE', true],
  ['tensorflow-2.21.0.dist-info/top_level.txt', false],
  ['nvidia/cuda_nvcc/bin/ptxas', true],
  ['nvidia/cuda_nvcc/nvvm/libdevice/libdevice.10.bc', true],
  ['nvidia/cublas/lib/libcublas.so.12', true],
  ['nvidia/cublas/include/cublas.h', false],
  ['nvidia/cublas/__init__.py', false],
  ['nvidia_cublas_cu12-12.9.dist-info/licenses/License.txt', true],
])('%s is needed: %s', (path, needed) => {
  const file = {path, size: 1, sha256: '', executable: false};
  expect(neededFiles([file])).toEqual(needed ? [file] : []);
});
