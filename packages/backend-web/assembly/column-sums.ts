/** Rows that are added up in registers before they join the total: sums of sums lose fewer digits. */
const CHUNK = 128;

/** Sums of the columns of `x` `[rows, columns]` into `sums` `[columns]`. */
export function columnSums(x: usize, rows: i32, columns: i32, sums: usize): void {
  const size = (<usize>columns) << 2;
  const wide = size & ~15;
  memory.fill(sums, 0, size);
  for (; rows > 0; rows -= CHUNK) {
    const end = x + <usize>min(CHUNK, rows) * size;
    for (let i: usize = 0; i < wide; i += 16) {
      let sum = f32x4.splat(0);
      for (let at = x + i; at < end; at += size) sum = f32x4.add(sum, v128.load(at));
      v128.store(sums + i, f32x4.add(v128.load(sums + i), sum));
    }
    for (let i = wide; i < size; i += 4) {
      let sum: f32 = 0;
      for (let at = x + i; at < end; at += size) sum += load<f32>(at);
      store<f32>(sums + i, load<f32>(sums + i) + sum);
    }
    x = end;
  }
}
