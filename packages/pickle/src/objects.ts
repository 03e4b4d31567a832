import {costs, type Machine} from './machine.js';
import type {Operations} from './operations.js';

/** What a pickle does with what it names, which is where it could do harm: only the globals given are ever reached. */
export const objects: Operations = {
  GLOBAL: [0x63, machine => pushGlobal(machine, machine.cursor.line(), machine.cursor.line())],
  STACK_GLOBAL: [0x93, pushStackGlobal],
  REDUCE: [0x52, call],
  NEWOBJ: [0x81, call],
  BUILD: [0x62, build],
  BINPERSID: [0x51, pushPersistent],
};

function pushGlobal(machine: Machine, module: string, name: string): void {
  const path = `${module}.${name}`;
  const {globals} = machine.options;
  if (!globals.has(path)) throw machine.refused(`asks for ${printable(path)}`);
  machine.push(globals.get(path));
}

function pushStackGlobal(machine: Machine): void {
  const name = machine.pop();
  const module = machine.pop();
  if (typeof name !== 'string' || typeof module !== 'string')
    throw machine.corrupt('names something by what is no text');
  pushGlobal(machine, module, name);
}

/** Only globals are functions: whatever else is on the stack, the pickle itself has made of values. */
function call(machine: Machine): void {
  const values = machine.pop();
  const made = machine.pop();
  if (typeof made !== 'function') throw machine.refused(`calls ${kindOf(made)}`);
  if (!Array.isArray(values)) throw machine.corrupt('calls a function with something that is no tuple');
  machine.push(made(values), costs.object);
}

function build(machine: Machine): void {
  const state = machine.pop();
  const object = machine.top();
  // Attributes of an OrderedDict, as PyTorch's versions of modules are.
  if (object instanceof Map) return;
  if (typeof object !== 'object' || object === null || !('setState' in object)) {
    throw machine.refused(`sets the state of ${kindOf(object)}`);
  }
  (object as {setState(state: unknown): void}).setState(state);
}

function pushPersistent(machine: Machine): void {
  const id = machine.pop();
  const {persistentLoad} = machine.options;
  if (!persistentLoad) throw machine.refused('asks for an object outside itself');
  machine.push(persistentLoad(id), costs.object);
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  return typeof value === 'object' ? `an object of ${value.constructor.name}` : `a ${typeof value}`;
}

/** A name as it may be shown: short, and without signs that a terminal would obey. */
function printable(name: string): string {
  const short = name.length > 100 ? `${name.slice(0, 100)}…` : name;
  return `'${short.replace(/[^ -~…]/g, '?')}'`;
}
