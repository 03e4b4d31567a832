/** An address in the memory of the WASM backend. */
export type Address = number;

/** What assembly/ exports. Shapes and meaning are told there, at each function. */
export interface NativeExports {
  columnSums(x: Address, rows: number, columns: number, sums: Address): void;
  filterGradient(window: Address, x: Address, dy: Address, filter: Address): void;
  inputGradient(window: Address, dy: Address, filter: Address, dx: Address): void;
  maxPoolGradient(window: Address, x: Address, y: Address, dy: Address, dx: Address): void;
}
