/** What is to be taken out of spends and put in, each from the greatest to the least; nothing stands in both. */
export interface SpendChange {
  readonly out: readonly number[];
  readonly into: readonly number[];
}

/** How some people's spends, from the greatest to the least, became others; null where they are the same. */
export function changeOf(before: Float64Array, after: Float64Array): SpendChange | null {
  const change = { out: [] as number[], into: [] as number[] };
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    const [was, is] = [before[a] ?? -Infinity, after[b] ?? -Infinity];
    if (was >= is) a += 1;
    if (is >= was) b += 1;
    if (was > is) change.out.push(was);
    if (is > was) change.into.push(is);
  }
  return change.out.length + change.into.length === 0 ? null : change;
}

/** Spends from the greatest to the least after a change. What is taken out is among them. */
export function exchanged(spends: Float64Array, { out, into }: SpendChange): Float64Array {
  const changed = new Float64Array(spends.length - out.length + into.length);
  let [size, gone, come] = [0, 0, 0];
  for (let at = 0; at < spends.length; at += 1) {
    const spend = spends[at]!;
    while (come < into.length && into[come]! > spend) changed[size++] = into[come++]!;
    if (out[gone] === spend) gone += 1;
    else changed[size++] = spend;
  }
  while (come < into.length) changed[size++] = into[come++]!;
  return changed;
}

export const isSameChange = (a: SpendChange | null, b: SpendChange): boolean =>
  a !== null && isSameList(a.out, b.out) && isSameList(a.into, b.into);

const isSameList = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);
