/** Of so many, the best 20 %: a fifth rounded up, so that where there is anyone there is a best one. */
export const bestCount = (customers: number): number => Math.ceil(customers / 5);

/**
 * Moves values so that the `count` greatest stand first, in any order, and answers the least of them: Hoare's selection, with
 * values equal to the pivot gathered, so that a million equal ones take one pass. Expected time is linear.
 */
export function selectGreatest(values: Float64Array, count: number): number {
  let low = 0;
  let high = values.length - 1;
  for (;;) {
    const pivot = middleOf(values[low]!, values[(low + high) >> 1]!, values[high]!);
    const [above, below] = partition(values, pivot, { low, high });
    if (count <= above) high = above - 1;
    else if (count > below) low = below;
    else return pivot;
  }
}

/** Puts what is greater first, what is less last, and answers where the equal ones begin and end. */
function partition(values: Float64Array, pivot: number, range: { low: number; high: number }): [number, number] {
  let { low: greater, low: at, high: less } = range;
  while (at <= less) {
    const value = values[at]!;
    if (value > pivot) {
      values[at++] = values[greater]!;
      values[greater++] = value;
    } else if (value < pivot) {
      values[at] = values[less]!;
      values[less--] = value;
    } else at += 1;
  }
  return [greater, less + 1];
}

const middleOf = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
