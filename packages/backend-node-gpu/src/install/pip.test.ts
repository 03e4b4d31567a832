import {expect, test} from 'vitest';
import {announcedBytes} from './pip.js';

test.each([
  ['  Downloading tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl (273.8 MB)\n', 273.8e6],
  ['Downloading nvidia_cudnn_cu12-9.1-py3-none-any.whl (1.1 GB)', 1.1e9],
  ['Downloading small.whl (812 bytes)', 812],
  ['  Downloading tensorflow-2.21.0-cp312-cp312-any.whl.metadata (4.4 kB)\n', undefined],
  ['Using cached tensorflow-2.21.0-cp312-cp312-any.whl (273.8 MB)', undefined],
])('%s announces %s bytes', (line, bytes) => {
  expect(announcedBytes(line)).toBe(bytes);
});
