/**
 * The value that `k` others are at least as large as (`k` = 0 is the largest); −Infinity where there are no more than `k`. Reorders
 * the array. Hoare's quickselect (1961) with the middle of three as the pivot.
 */
export function kthLargest(values: Float64Array, k: number): number {
  if (k >= values.length) return Number.NEGATIVE_INFINITY;
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = middleOf(values[low]!, values[(low + high) >> 1]!, values[high]!);
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! > pivot) i += 1;
      while (values[j]! < pivot) j -= 1;
      if (i > j) break;
      const held = values[i]!;
      values[i] = values[j]!;
      values[j] = held;
      i += 1;
      j -= 1;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k]!;
}

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

const FIRST_CHUNK = 1_000;
const GROWTH = 8;

/** The indices of scores above −Infinity from the highest on, of equals the lower index first; sorts only as far as one reads. */
export function* descending(scores: Float64Array): Generator<number> {
  let above = Number.POSITIVE_INFINITY;
  let seen = 0;
  for (let chunk = FIRST_CHUNK; above > Number.NEGATIVE_INFINITY; chunk *= GROWTH) {
    const least = kthLargest(scores.slice(), seen + chunk - 1);
    const some: number[] = [];
    for (let i = 0; i < scores.length; i += 1) {
      const score = scores[i]!;
      const isNew = score < above || (seen === 0 && score === above);
      if (isNew && score >= least && score > Number.NEGATIVE_INFINITY) some.push(i);
    }
    yield* some.sort((a, b) => scores[b]! - scores[a]! || a - b);
    seen += some.length;
    above = least;
  }
}
