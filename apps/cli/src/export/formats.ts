import {type ExportOptions, exportOnnx, exportSafetensors, exportSavedModel, exportTfjs} from '@residual/core';
import type {LayersModel} from '@tensorflow/tfjs-layers';

/** A format of other programs: one file, or a folder of files by their paths in it. */
export interface Format {
  /** Who opens it, and by what. */
  readonly opensIn: string;
  /** For a folder: a file by which one is known. */
  readonly landmark?: string;
  encode(model: LayersModel, options: ExportOptions): Promise<Uint8Array | Record<string, Uint8Array>>;
}

export type FormatName = 'tfjs' | 'saved-model' | 'onnx' | 'safetensors';

/** Every format by the name that `--format` takes. */
export const FORMATS: Readonly<Record<FormatName, Format>> = {
  tfjs: {opensIn: 'TensorFlow.js: tf.loadLayersModel', landmark: 'model.json', encode: exportTfjs},
  'saved-model': {
    opensIn: "TensorFlow in Python: tf.saved_model.load(folder).signatures['serving_default']",
    landmark: 'saved_model.pb',
    encode: exportSavedModel,
  },
  onnx: {opensIn: 'ONNX Runtime: InferenceSession; images with channels first', encode: exportOnnx},
  safetensors: {
    opensIn: 'PyTorch: net.load_state_dict(safetensors.torch.load_file(file))',
    encode: exportSafetensors,
  },
};
