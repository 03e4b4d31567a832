import {dawn} from '../node/index.js';

/** Why there is no WebGPU here, or undefined. Asking starts it. */
export async function whyNoDawn(): Promise<string | undefined> {
  try {
    await dawn();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
