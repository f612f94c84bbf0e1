import type { Features } from '../trees/index.ts';

/** Columns with more distinct values than this are amounts, whose logarithm may say more than they do. */
const FEW_VALUES = 12;

/** Which columns of a sample are amounts: never below zero and with many values. Fixed on what is learnt from. */
export function amountsAmong({ columns }: Features): number[] {
  return [...columns.keys()].filter((j) => {
    const seen = new Set<number>();
    let low = Infinity;
    for (let i = 0; i < columns[j]!.length && low >= 0; i += 1) {
      low = Math.min(low, columns[j]![i]!);
      if (seen.size <= FEW_VALUES) seen.add(columns[j]![i]!);
    }
    return low >= 0 && seen.size > FEW_VALUES;
  });
}

/** The columns, the logarithms of the amounts among them, and the products of each two that both vary. */
export function widened({ rows, columns }: Features, amounts: readonly number[]): Features {
  const logs = amounts.map((j) => Float64Array.from(columns[j]!, (value) => Math.log1p(Math.max(0, value))));
  const single = columns.map((column, j) => logs[amounts.indexOf(j)] ?? column);
  const products = single.flatMap((one, j) => single.slice(j + 1).map((other) => product(one, other)));
  return { rows, columns: [...columns, ...logs, ...products] };
}

const product = (one: ArrayLike<number>, other: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: one.length }, (_, i) => one[i]! * other[i]!);
