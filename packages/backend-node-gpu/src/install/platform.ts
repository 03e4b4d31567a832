import {release} from 'node:os';
import {EngineError} from '../errors.js';

/** The machine, as far as the choice of a TensorFlow wheel depends on it. */
export interface Host {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Version of the GNU C library, such as `2.36`; undefined elsewhere and on systems with another C library. */
  readonly glibc?: string | undefined;
  /** Version of the kernel: on macOS it tells the system's version. */
  readonly release: string;
}

/** The machine that runs this process. */
export function currentHost(): Host {
  const {header} = process.report.getReport() as unknown as {header: {glibcVersionRuntime?: string}};
  return {platform: process.platform, arch: process.arch, glibc: header.glibcVersionRuntime, release: release()};
}

/**
 * Why TensorFlow's library cannot run on `host`, in a sentence that also says what serves instead; undefined where it
 * can: Linux with the GNU C library and macOS, on x64 and arm64.
 */
export function unsupported({platform, arch, glibc}: Host): string | undefined {
  const instead = 'train on WASM instead, wasm() of @residual/backend-web, which needs no installation';
  if (platform === 'win32') {
    return `TensorFlow for Windows has no library with the C API: use Linux inside WSL 2, or ${instead}`;
  }
  if ((platform !== 'linux' && platform !== 'darwin') || (arch !== 'x64' && arch !== 'arm64')) {
    return `TensorFlow is built for Linux and macOS on x64 and arm64, this is ${platform} on ${arch}: ${instead}`;
  }
  if (platform === 'linux' && glibc === undefined) {
    return `TensorFlow is built for the GNU C library, this system has another one (musl?): ${instead}`;
  }
  return undefined;
}

/** A wheel to fetch. */
export interface WheelChoice {
  /** Name of the package on the index. */
  readonly name: string;
  readonly version: string;
}

/**
 * The wheel that carries TensorFlow's libraries for `host`.
 *
 * @throws EngineError `UNSUPPORTED` where there is none, for CUDA anywhere but on Linux x64 too.
 */
export function chooseWheel(host: Host, {gpu, version}: {gpu: boolean; version?: string | undefined}): WheelChoice {
  const reason = unsupported(host);
  if (reason !== undefined) throw new EngineError('UNSUPPORTED', reason);
  const linuxX64 = host.platform === 'linux' && host.arch === 'x64';
  if (gpu && !linuxX64) {
    const here = `${host.platform} on ${host.arch}`;
    throw new EngineError(
      'UNSUPPORTED',
      `TensorFlow's CUDA build is for Linux on x64, this is ${here}: set it up without gpu`,
    );
  }
  // The last TensorFlow for Macs with Intel processors.
  const latest = host.platform === 'darwin' && host.arch === 'x64' ? '2.16.2' : '2.21.0';
  return {name: linuxX64 && !gpu ? 'tensorflow-cpu' : 'tensorflow', version: version ?? latest};
}

/** Wheel tags of every system that `host` is compatible with, as pip's option `--platform` takes them. */
export function platformTags({platform, arch, glibc, release}: Host): string[] {
  if (platform === 'darwin') {
    const darwin = Number.parseInt(release, 10);
    // Darwin 20 is macOS 11, 24 is macOS 15; from then on both count alike: 25 is macOS 26.
    const macos = darwin < 25 ? darwin - 9 : darwin + 1;
    return [`macosx_${macos}_0_${arch === 'x64' ? 'x86_64' : 'arm64'}`];
  }
  const machine = arch === 'x64' ? 'x86_64' : 'aarch64';
  const minor = Number(glibc?.split('.')[1] ?? 17);
  const exact = Array.from({length: Math.max(0, minor - 4)}, (_, index) => `manylinux_2_${minor - index}_${machine}`);
  const legacy = ['manylinux2014', ...(arch === 'x64' ? ['manylinux2010', 'manylinux1'] : [])];
  return [...exact, ...legacy.map(name => `${name}_${machine}`)];
}
