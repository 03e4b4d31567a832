import {WebEngineError} from '../errors.js';

/**
 * The GPU that WebGPU gives, the fast one where there are two.
 *
 * @throws WebEngineError `NO_GPU`
 */
export async function requestAdapter(): Promise<GPUAdapter> {
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) throw new WebEngineError('NO_GPU', 'Expected WebGPU, which is not here: use a newer browser, and https.');
  const adapter = await gpu.requestAdapter({powerPreference: 'high-performance'});
  if (adapter) return adapter;
  throw new WebEngineError(
    'NO_GPU',
    'Expected a GPU that WebGPU can use, and found none: install its driver (on Linux one for Vulkan), or use another engine.',
  );
}

/** What to call it; browsers tell little of a GPU. */
export function nameOf({description, device, vendor, architecture}: GPUAdapterInfo): string {
  return description || device || `${vendor} ${architecture}`.trim() || 'a GPU without a name';
}

/** Whether a CPU imitates it. */
export function isSoftware(info: GPUAdapterInfo): boolean {
  const isFallback = (info as GPUAdapterInfo & {isFallbackAdapter?: boolean}).isFallbackAdapter;
  return isFallback || /swiftshader|llvmpipe|lavapipe|basic render/i.test(`${info.architecture} ${info.description}`);
}
