import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';

/** Attributes of TensorFlow operations, as kernels write them. */
export const attribute = {
  type: (name: string, value: keyof typeof DType): Attribute => ({name, type: AttributeType.type, value: DType[value]}),
  int: (name: string, value: number | readonly number[]): Attribute => ({name, type: AttributeType.int, value}),
  float: (name: string, value: number): Attribute => ({name, type: AttributeType.float, value}),
  bool: (name: string, value: boolean): Attribute => ({name, type: AttributeType.bool, value}),
  string: (name: string, value: string): Attribute => ({name, type: AttributeType.string, value}),
};
