/**
 * The bytes of a file of CIFAR: for each record its labels, and an image whose red, green and blue planes count up from
 * the number of the record, from 100 and from 200.
 */
export function encodeCifar(labels: readonly (readonly number[])[]): Uint8Array {
  const records = labels.map((own, record) => {
    const planes = [record, 100, 200].flatMap(first => Array.from({length: 1024}, (_, i) => (first + i) % 256));
    return [...own, ...planes];
  });
  return Uint8Array.from(records.flat());
}
