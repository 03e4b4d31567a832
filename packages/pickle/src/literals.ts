import {costs, type Machine} from './machine.js';
import type {Operations} from './operations.js';

/** The longest integer that is read, in bytes: numbers of tensors fit into 8, PyTorch's signature into 10. */
const longestInteger = 32;

/** Values that stand in the pickle itself. */
export const literals: Operations = {
  NONE: [0x4e, machine => machine.push(null)],
  NEWTRUE: [0x88, machine => machine.push(true)],
  NEWFALSE: [0x89, machine => machine.push(false)],
  BININT: [0x4a, machine => machine.push(machine.cursor.int32())],
  BININT1: [0x4b, machine => machine.push(machine.cursor.uint8())],
  BININT2: [0x4d, machine => machine.push(machine.cursor.uint16())],
  INT: [0x49, pushDecimal],
  LONG1: [0x8a, machine => pushInteger(machine, machine.cursor.uint8())],
  BINFLOAT: [0x47, machine => machine.push(machine.cursor.float64(), costs.number)],
  BINUNICODE: [0x58, machine => pushText(machine, machine.cursor.uint32())],
  SHORT_BINUNICODE: [0x8c, machine => pushText(machine, machine.cursor.uint8())],
  BINUNICODE8: [0x8d, machine => pushText(machine, machine.cursor.length64())],
  BINSTRING: [0x54, machine => pushString(machine, machine.cursor.uint32())],
  SHORT_BINSTRING: [0x55, machine => pushString(machine, machine.cursor.uint8())],
  BINBYTES: [0x42, machine => pushBytes(machine, machine.cursor.uint32())],
  SHORT_BINBYTES: [0x43, machine => pushBytes(machine, machine.cursor.uint8())],
  BINBYTES8: [0x8e, machine => pushBytes(machine, machine.cursor.length64())],
  BYTEARRAY8: [0x96, machine => pushBytes(machine, machine.cursor.length64())],
};

/** Python 2 has 64-bit integers, and in protocol 0 false and true, as text. */
function pushDecimal(machine: Machine): void {
  const text = machine.cursor.line();
  if (text === '00' || text === '01') machine.push(text === '01');
  else if (/^-?\d{1,20}$/.test(text)) machine.push(numberOf(BigInt(text)), costs.number);
  else throw machine.corrupt('has an integer that is none');
}

function pushInteger(machine: Machine, length: number): void {
  if (length > longestInteger) throw machine.refused(`has an integer of ${length} bytes`);
  const bytes = machine.cursor.take(length);
  const unsigned = bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  machine.push(numberOf(BigInt.asIntN(8 * length, unsigned)), costs.text);
}

/** Integers are numbers as far as those are exact, and bigints from there on. */
function numberOf(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function pushText(machine: Machine, length: number): void {
  const bytes = machine.cursor.take(length);
  machine.options.allowance.take(2 * length, 'a text of the pickle');
  machine.push(machine.cursor.text(bytes), costs.text);
}

/** A text of Python 2, whose bytes may mean anything: each becomes the character of its number (Latin-1). */
function pushString(machine: Machine, length: number): void {
  const bytes = machine.cursor.take(length);
  machine.options.allowance.take(2 * length, 'a text of the pickle');
  let text = '';
  for (let at = 0; at < length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  machine.push(text, costs.text);
}

function pushBytes(machine: Machine, length: number): void {
  const bytes = machine.cursor.take(length);
  machine.push(new Uint8Array(bytes), length + costs.object);
}
