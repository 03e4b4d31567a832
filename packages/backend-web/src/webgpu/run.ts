import type {WebGPUBackend, WebGPUProgram} from '@tensorflow/tfjs-backend-webgpu';
import {type TensorInfo, util} from '@tensorflow/tfjs-core';

/** A compute shader: what it reads, what it writes, and how many work groups do so. */
export interface Shader {
  /** Names the shader among all others: one with the same name has the same code. */
  readonly name: string;
  /** The tensors that it reads, by the names that the code gives them; all are float32. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  /** Whole numbers that it reads as `uniforms.NAME`. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly shape: number[];
  readonly workgroup: [number, number, number];
  readonly groups: [number, number, number];
  /** WGSL with a function `main`, which writes `result`, a flat array. */
  readonly code: string;
}

/** Runs a shader on TF.js's WebGPU backend, and gives the float32 tensor that it wrote. */
export function run(backend: WebGPUBackend, {name, inputs, sizes, shape, workgroup, groups, code}: Shader): TensorInfo {
  const program: WebGPUProgram = {
    shaderKey: name,
    variableNames: Object.keys(inputs),
    uniforms: Object.keys(sizes)
      .map(size => `${size} : i32,`)
      .join(' '),
    outputShape: shape,
    workgroupSize: workgroup,
    // Where y is used, TF.js leaves the index to the shader.
    dispatchLayout: {x: [0], y: [0]},
    dispatch: groups,
    getUserCode: () => code,
  };
  const uniforms = Object.values(sizes).map(size => ({type: 'int32', data: [size]}));
  return backend.runWebGPUProgram(program, Object.values(inputs), 'float32', uniforms);
}

const THREADS = 64;
/** Groups in a row; WebGPU allows 65,535 in each direction. */
const ROW = 32_768;

/** Runs `value(index)`, WGSL that gives each number of the result by itself. */
export function runEach(
  backend: WebGPUBackend,
  {code, sizes, ...shader}: Omit<Shader, 'workgroup' | 'groups'>,
): TensorInfo {
  const size = util.sizeFromShape(shader.shape);
  const groups = Math.ceil(size / THREADS);
  return run(backend, {
    ...shader,
    sizes: {...sizes, count: size},
    workgroup: [THREADS, 1, 1],
    groups: [Math.min(groups, ROW), Math.ceil(groups / ROW), 1],
    code: `${code}
    fn main() {
      let index = i32((workgroupId.y * numWorkgroups.x + workgroupId.x) * ${THREADS}u + localIndex);
      if (index < uniforms.count) {
        result[index] = value(index);
      }
    }`,
  });
}
