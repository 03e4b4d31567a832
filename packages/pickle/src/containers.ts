import {costs, type Machine} from './machine.js';
import type {Operations} from './operations.js';

/** The most keys that are not texts: unlike texts, numbers can be chosen so that a `Map` becomes slow. */
const mostNumericKeys = 16_384;

/** Lists and tuples (arrays), dictionaries (`Map`) and sets (`Set`). */
export const containers: Operations = {
  EMPTY_LIST: [0x5d, machine => machine.push([], costs.list)],
  EMPTY_TUPLE: [0x29, machine => machine.push([], costs.tuple)],
  EMPTY_DICT: [0x7d, machine => machine.push(new Map(), costs.dictionary)],
  EMPTY_SET: [0x8f, machine => machine.push(new Set(), costs.dictionary)],
  MARK: [0x28, machine => machine.mark()],
  LIST: [0x6c, machine => machine.push(machine.popMark())],
  TUPLE: [0x74, machine => machine.push(machine.popMark())],
  TUPLE1: [0x85, machine => pushTuple(machine, 1)],
  TUPLE2: [0x86, machine => pushTuple(machine, 2)],
  TUPLE3: [0x87, machine => pushTuple(machine, 3)],
  APPEND: [0x61, machine => append(machine, [machine.pop()])],
  APPENDS: [0x65, machine => append(machine, machine.popMark())],
  DICT: [0x64, makeDictionary],
  SETITEM: [0x73, machine => setItems(machine, [machine.pop(), machine.pop()].reverse())],
  SETITEMS: [0x75, machine => setItems(machine, machine.popMark())],
  ADDITEMS: [0x90, addItems],
  FROZENSET: [0x91, makeFrozenSet],
};

function pushTuple(machine: Machine, length: number): void {
  const values = Array.from({length}, () => machine.pop());
  machine.push(values.reverse(), costs.tuple);
}

function append(machine: Machine, values: readonly unknown[]): void {
  const list = machine.top();
  if (!Array.isArray(list)) throw machine.corrupt('appends to something that is no list');
  machine.options.allowance.take(costs.value * values.length, 'a list of the pickle');
  for (const value of values) list.push(value);
}

function makeDictionary(machine: Machine): void {
  const items = machine.popMark();
  machine.push(new Map(), costs.dictionary);
  setItems(machine, items);
}

function setItems(machine: Machine, items: readonly unknown[]): void {
  const dictionary = machine.top();
  if (!(dictionary instanceof Map)) throw machine.corrupt('sets items of something that is no dictionary');
  if (items.length % 2) throw machine.corrupt('gives a dictionary a key without a value');
  machine.options.allowance.take(4 * costs.value * items.length, 'a dictionary of the pickle');
  for (let i = 0; i < items.length; i += 2) {
    requireKey(machine, items[i]);
    dictionary.set(items[i], items[i + 1]);
  }
}

function addItems(machine: Machine): void {
  const items = machine.popMark();
  const set = machine.top();
  if (!(set instanceof Set)) throw machine.corrupt('adds to something that is no set');
  addAll(machine, set, items);
}

function makeFrozenSet(machine: Machine): void {
  const items = machine.popMark();
  const set = new Set<unknown>();
  machine.push(set, costs.dictionary);
  addAll(machine, set, items);
}

function addAll(machine: Machine, set: Set<unknown>, items: readonly unknown[]): void {
  machine.options.allowance.take(4 * costs.value * items.length, 'a set of the pickle');
  for (const item of items) {
    requireKey(machine, item);
    set.add(item);
  }
}

function requireKey(machine: Machine, key: unknown): void {
  if (typeof key !== 'number' && typeof key !== 'bigint') return;
  if (++machine.numericKeys > mostNumericKeys)
    throw machine.refused(`has more than ${mostNumericKeys} numbers as keys`);
}
