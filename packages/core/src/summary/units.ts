/** `11,689,512`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Three figures and a power of a thousand: `1.81 G`, `41.5 k`. */
export function formatRounded(count: number): string {
  const units = ['', ' k', ' M', ' G', ' T'];
  let power = count === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  let value = Number((count / 1000 ** power).toPrecision(3));
  if (value >= 1000 && power < units.length - 1) {
    value /= 1000;
    power++;
  }
  return `${power === 0 ? value : value.toPrecision(3)}${units[power]}`;
}

/** `56x56x64`. */
export function formatShape(shape: readonly number[]): string {
  return shape.join('x');
}

/** A pair as one number where both are the same: `7`, `1x7`. */
export function formatPair([height, width]: readonly [number, number]): string {
  return height === width ? String(height) : `${height}x${width}`;
}
