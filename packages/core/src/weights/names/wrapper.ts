/** What programs put before all names: DataParallel, torch.compile, Lightning, and the dictionaries of checkpoints. */
const wrapper = /^(?:(?:module|_orig_mod|model|backbone|net|state_dict)\.)+/;

/** A counter that PyTorch's batch norm keeps beside its statistics, and that nothing here needs. */
const counter = /(^|\.)num_batches_tracked$/;

/** A parameter's name without what a program put before it: `module.conv1.weight` becomes `conv1.weight`. */
export function unwrap(name: string): string {
  return name.replace(wrapper, '');
}

/** Whether a name is that of a counter of batches. */
export function isCounter(name: string): boolean {
  return counter.test(name);
}
