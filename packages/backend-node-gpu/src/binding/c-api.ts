import koffi from 'koffi';
import {EngineError} from '../errors.js';
import {releasePages} from './resident-memory.js';
import {withoutStderr} from './stderr.js';

/** An address on the native side: a handle of TensorFlow's C API. */
export type Pointer = bigint;

/** Declarations of TensorFlow's C API (tensorflow/c/c_api.h, tensorflow/c/eager/c_api.h), as koffi reads them. */
const declarations = {
  TF_Version: 'const char* TF_Version()',

  TF_NewStatus: 'void* TF_NewStatus()',
  TF_DeleteStatus: 'void TF_DeleteStatus(void*)',
  TF_GetCode: 'int TF_GetCode(void* status)',
  TF_Message: 'const char* TF_Message(void* status)',

  TFE_NewContextOptions: 'void* TFE_NewContextOptions()',
  TFE_DeleteContextOptions: 'void TFE_DeleteContextOptions(void*)',
  TFE_ContextOptionsSetConfig: 'void TFE_ContextOptionsSetConfig(void*, const void* proto, size_t size, void* status)',
  TFE_NewContext: 'void* TFE_NewContext(void* options, void* status)',
  TFE_ContextListDevices: 'void* TFE_ContextListDevices(void* context, void* status)',
  TF_DeleteDeviceList: 'void TF_DeleteDeviceList(void*)',
  TF_DeviceListCount: 'int TF_DeviceListCount(void*)',
  TF_DeviceListName: 'const char* TF_DeviceListName(void*, int index, void* status)',
  TF_DeviceListType: 'const char* TF_DeviceListType(void*, int index, void* status)',

  TFE_NewOp: 'void* TFE_NewOp(void* context, const char* name, void* status)',
  TFE_DeleteOp: 'void TFE_DeleteOp(void*)',
  TFE_OpSetDevice: 'void TFE_OpSetDevice(void* op, const char* device, void* status)',
  TFE_OpAddInput: 'void TFE_OpAddInput(void* op, void* handle, void* status)',
  TFE_Execute: 'void TFE_Execute(void* op, void* outputs, void* outputCount, void* status)',
  TFE_OpSetAttrString: 'void TFE_OpSetAttrString(void* op, const char* name, const void* value, size_t length)',
  TFE_OpSetAttrInt: 'void TFE_OpSetAttrInt(void* op, const char* name, int64_t value)',
  TFE_OpSetAttrFloat: 'void TFE_OpSetAttrFloat(void* op, const char* name, float value)',
  TFE_OpSetAttrBool: 'void TFE_OpSetAttrBool(void* op, const char* name, uint8_t value)',
  TFE_OpSetAttrType: 'void TFE_OpSetAttrType(void* op, const char* name, int value)',
  TFE_OpSetAttrShape: 'void TFE_OpSetAttrShape(void* op, const char* name, const void* dims, int rank, void* status)',
  TFE_OpSetAttrValueProto:
    'void TFE_OpSetAttrValueProto(void* op, const char* name, const void* proto, size_t size, void* status)',
  TFE_OpSetAttrIntList: 'void TFE_OpSetAttrIntList(void* op, const char* name, const void* values, int count)',
  TFE_OpSetAttrFloatList: 'void TFE_OpSetAttrFloatList(void* op, const char* name, const void* values, int count)',
  TFE_OpSetAttrBoolList: 'void TFE_OpSetAttrBoolList(void* op, const char* name, const void* values, int count)',
  TFE_OpSetAttrTypeList: 'void TFE_OpSetAttrTypeList(void* op, const char* name, const void* values, int count)',

  TFE_NewTensorHandle: 'void* TFE_NewTensorHandle(void* tensor, void* status)',
  TFE_DeleteTensorHandle: 'void TFE_DeleteTensorHandle(void*)',
  TFE_TensorHandleDataType: 'int TFE_TensorHandleDataType(void*)',
  TFE_TensorHandleNumDims: 'int TFE_TensorHandleNumDims(void*, void* status)',
  TFE_TensorHandleDim: 'int64_t TFE_TensorHandleDim(void*, int index, void* status)',
  TFE_TensorHandleResolve: 'void* TFE_TensorHandleResolve(void*, void* status)',

  TF_AllocateTensor: 'void* TF_AllocateTensor(int dtype, const void* dims, int rank, size_t bytes)',
  TF_DeleteTensor: 'void TF_DeleteTensor(void*)',
  TF_TensorData: 'void* TF_TensorData(void*)',
  TF_TensorByteSize: 'size_t TF_TensorByteSize(void*)',
  TF_StringInit: 'void TF_StringInit(void* string)',
  TF_StringCopy: 'void TF_StringCopy(void* string, const void* source, size_t size)',
  TF_StringGetDataPointer: 'void* TF_StringGetDataPointer(void* string)',
  TF_StringGetSize: 'size_t TF_StringGetSize(void* string)',

  TF_NewBuffer: 'void* TF_NewBuffer()',
  TF_NewBufferFromString: 'void* TF_NewBufferFromString(const void* bytes, size_t size)',
  TF_DeleteBuffer: 'void TF_DeleteBuffer(void*)',
  TF_NewGraph: 'void* TF_NewGraph()',
  TF_DeleteGraph: 'void TF_DeleteGraph(void*)',
  TF_GraphGetOpDef: 'void TF_GraphGetOpDef(void* graph, const char* name, void* buffer, void* status)',
  TF_NewOperation: 'void* TF_NewOperation(void* graph, const char* op, const char* name)',
  TF_AddInput: 'void TF_AddInput(void* description, TF_Output input)',
  TF_AddInputList: 'void TF_AddInputList(void* description, const void* inputs, int count)',
  TF_SetAttrValueProto:
    'void TF_SetAttrValueProto(void* description, const char* name, const void* proto, size_t size, void* status)',
  TF_SetAttrType: 'void TF_SetAttrType(void* description, const char* name, int dtype)',
  TF_SetAttrTensor: 'void TF_SetAttrTensor(void* description, const char* name, void* tensor, void* status)',
  TF_FinishOperation: 'void* TF_FinishOperation(void* description, void* status)',
  TF_OperationOutputType: 'int TF_OperationOutputType(TF_Output output)',
  TF_GraphGetTensorNumDims: 'int TF_GraphGetTensorNumDims(void* graph, TF_Output output, void* status)',
  TF_GraphGetTensorShape:
    'void TF_GraphGetTensorShape(void* graph, TF_Output output, void* dims, int rank, void* status)',
  TF_NewImportGraphDefOptions: 'void* TF_NewImportGraphDefOptions()',
  TF_DeleteImportGraphDefOptions: 'void TF_DeleteImportGraphDefOptions(void*)',
  TF_ImportGraphDefOptionsAddInputMapping:
    'void TF_ImportGraphDefOptionsAddInputMapping(void* options, const char* name, int index, TF_Output source)',
  TF_GraphImportGraphDef: 'void TF_GraphImportGraphDef(void* graph, void* buffer, void* options, void* status)',
  TF_GraphOperationByName: 'void* TF_GraphOperationByName(void* graph, const char* name)',
  TF_GraphToFunctionWithControlOutputs:
    'void* TF_GraphToFunctionWithControlOutputs(void* graph, const char* name, uint8_t hash, int opCount, const void* ops, int inputCount, const void* inputs, int outputCount, const void* outputs, const void* outputNames, int controlCount, const void* controls, const void* controlNames, const void* options, const char* description, void* status)',
  TF_DeleteFunction: 'void TF_DeleteFunction(void*)',
  TFE_ContextAddFunction: 'void TFE_ContextAddFunction(void* context, void* function, void* status)',
  TFE_ContextRemoveFunction: 'void TFE_ContextRemoveFunction(void* context, const char* name, void* status)',

  TF_NewSessionOptions: 'void* TF_NewSessionOptions()',
  TF_DeleteSessionOptions: 'void TF_DeleteSessionOptions(void*)',
  TF_SetConfig: 'void TF_SetConfig(void* options, const void* proto, size_t size, void* status)',
  TF_NewSession: 'void* TF_NewSession(void* graph, void* options, void* status)',
  TF_CloseSession: 'void TF_CloseSession(void*, void* status)',
  TF_DeleteSession: 'void TF_DeleteSession(void*, void* status)',
  TF_SessionRun:
    'void TF_SessionRun(void* session, void* runOptions, const void* inputs, const void* inputValues, int inputCount, const void* outputs, void* outputValues, int outputCount, const void* targets, int targetCount, void* runMetadata, void* status)',
} as const;

/** `TF_Output`: one of the outputs of an operation of a graph. */
export interface OperationOutput {
  readonly operation: Pointer;
  readonly index: number;
}

type Argument = Pointer | number | string | NodeJS.ArrayBufferView | OperationOutput | null;
type Returns<D extends string> = D extends `const char*${string}`
  ? string
  : D extends `void* ${string}`
    ? Pointer
    : D extends `void ${string}`
      ? undefined
      : number;
type NativeFunction<R> = {
  (...args: Argument[]): R;
  async(...args: [...Argument[], (error: Error | null) => void]): void;
};

/** TensorFlow's C API: one function a declaration, under its own name. */
export type CApi = {readonly [Name in keyof typeof declarations]: NativeFunction<Returns<(typeof declarations)[Name]>>};

/**
 * Loads TensorFlow into the process and declares its C API.
 *
 * `framework` goes first and both are global: the main library takes its symbols from it.
 *
 * @throws EngineError `LOAD_FAILED` when a file cannot be loaded or lacks a function of the API.
 */
export function loadCApi({library, framework}: {library: string; framework: string}): CApi {
  try {
    return withoutStderr(() => {
      declareOutput();
      koffi.load(framework, {global: true});
      releasePages(framework);
      const handle = koffi.load(library, {global: true});
      releasePages(library);
      const entries = Object.entries(declarations).map(([name, declaration]) => [name, handle.func(declaration)]);
      return Object.fromEntries(entries) as CApi;
    });
  } catch (cause) {
    throw new EngineError(
      'LOAD_FAILED',
      `TensorFlow at ${library} does not load: ${(cause as Error).message}. Run \`residual setup\` to install one that does.`,
      {cause},
    );
  }
}

/** koffi keeps a type for the length of the process, in which this file may be loaded more than once. */
function declareOutput(): void {
  try {
    koffi.type('TF_Output');
  } catch {
    koffi.struct('TF_Output', {operation: 'void*', index: 'int'});
  }
}

/** A copy of what a `TF_Buffer` holds: its first fields are the address and the length. */
export function bytesOf(buffer: Pointer): Uint8Array {
  const fields = bytesAt(buffer, 16);
  const [address = 0n, length = 0n] = new BigUint64Array(fields.slice().buffer);
  return length === 0n ? new Uint8Array() : bytesAt(address, Number(length)).slice();
}

/** The `length` bytes at a native address, as a view: no copy, valid only while the native side keeps them. */
export function bytesAt(address: Pointer, length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(koffi.view(address, length));
}
