import { ZERO } from './bins.ts';
import {
  gainOf,
  gainToBeat,
  valueOf,
  without,
  type ColumnSums,
  type Leaf,
  type Rules,
  type Split,
  type Sums,
} from './rules.ts';

/** The best place so far. Kept as one object, so that the loops over bins make none. */
interface Best {
  gain: number;
  /** The last bin of one side, counted from where the scan began; how many empty bins follow it. */
  step: number;
  empty: number;
  isUp: boolean;
  gradient: number;
  hessian: number;
}

/** Which way bins are gone through: one side grows from one end, and what is missing stays on the other. */
interface Scan {
  readonly column: ColumnSums;
  readonly leaf: Leaf;
  readonly rules: Rules;
  readonly first: number;
  readonly steps: number;
  readonly isUp: boolean;
}

/** Splits by size: bins up to one go left. What is missing goes to the side where it gains more. */
export function splitNumbers(column: ColumnSums, leaf: Leaf, rules: Rules): Split | null {
  const { count } = column.bins;
  const start = gainToBeat(leaf, rules);
  const best: Best = { gain: start, step: -1, empty: 0, isUp: false, gradient: 0, hessian: 0 };
  const isMissing = column.hessians[count]! > 0;
  const scan = rules.bounded ? scanBounded : scanFree;
  scan({ column, leaf, rules, first: count - 1, steps: count - 1, isUp: false }, best);
  if (isMissing) scan({ column, leaf, rules, first: 0, steps: count, isUp: true }, best);
  if (best.step < 0) return null;
  const near = { gradient: best.gradient, hessian: best.hessian };
  const [left, right] = best.isUp ? [near, without(leaf, near)] : [without(leaf, near), near];
  // Anywhere among bins without rows of this leaf is as good here; the middle is the safest for rows to come.
  const step = best.step + Math.floor(best.empty / 2);
  return {
    gain: best.gain - start,
    left,
    leftValue: valueOf(left, rules.l2, leaf),
    rightValue: valueOf(right, rules.l2, leaf),
    // Where nothing was missing, whoever lacks the number later goes with the more weighty side.
    missingLeft: isMissing ? !best.isUp : left.hessian >= right.hessian,
    lastLeft: best.isUp ? step : count - 2 - step,
    chosen: null,
  };
}

/**
 * Rows are not counted by bin: a bin has the share of the leaf's rows that it has of the hessian, rounded. What rounding leaves
 * over is taken to be in the bin of zero where this is the first. All as in LightGBM, so that the trees are its trees.
 */
function rowsLeftOver({ column: { bins, hessians }, leaf, isUp }: Scan, rowsAHessian: number): number {
  if (!isUp || bins.bounds[0] !== ZERO) return 0;
  let rows = leaf.rows;
  for (const hessian of hessians) rows -= Math.round(hessian * rowsAHessian);
  return rows;
}

function scanFree(scan: Scan, best: Best): void {
  const { leaf, rules, first, steps, isUp } = scan;
  const { gradients, hessians } = scan.column;
  const { gradient, hessian } = leaf;
  const { l2 } = rules;
  const { minLeafHessian: least, minLeafRows } = rules;
  const rowsAHessian = leaf.rows / hessian;
  const up = isUp ? 1 : -1;
  let isBest = false;
  let g = 0;
  let h = 0;
  let rows = rowsLeftOver(scan, rowsAHessian);
  for (let step = 0; step < steps; step += 1) {
    const bin = first + up * step;
    const added = hessians[bin]!;
    if (added === 0 && gradients[bin]! === 0) {
      if (isBest) best.empty += 1;
      continue;
    }
    isBest = false;
    g += gradients[bin]!;
    h += added;
    rows += Math.round(added * rowsAHessian);
    if (h < least || rows < minLeafRows) continue;
    if (hessian - h < least || leaf.rows - rows < minLeafRows) break;
    const rest = gradient - g;
    const gain = (g * g) / (h + l2) + (rest * rest) / (hessian - h + l2);
    if (gain <= best.gain) continue;
    isBest = true;
    Object.assign(best, { gain, step, empty: 0, isUp, gradient: g, hessian: h });
  }
}

/** The same with values kept within the leaf's bounds, and in their order where the column is monotone. */
function scanBounded(scan: Scan, best: Best): void {
  const { column, leaf, rules, first, steps, isUp } = scan;
  const { minLeafHessian: least, minLeafRows } = rules;
  const rowsAHessian = leaf.rows / leaf.hessian;
  const up = isUp ? 1 : -1;
  const rising = -up * column.monotone;
  let isBest = false;
  let rows = rowsLeftOver(scan, rowsAHessian);
  let near: Sums = { gradient: 0, hessian: 0 };
  for (let step = 0; step < steps; step += 1) {
    const bin = first + up * step;
    const added: Sums = { gradient: column.gradients[bin]!, hessian: column.hessians[bin]! };
    if (added.hessian === 0 && added.gradient === 0) {
      if (isBest) best.empty += 1;
      continue;
    }
    isBest = false;
    near = { gradient: near.gradient + added.gradient, hessian: near.hessian + added.hessian };
    rows += Math.round(added.hessian * rowsAHessian);
    if (near.hessian < least || rows < minLeafRows) continue;
    if (leaf.hessian - near.hessian < least || leaf.rows - rows < minLeafRows) break;
    const gain = boundedGain(near, rising, { leaf, l2: rules.l2 });
    if (gain <= best.gain) continue;
    isBest = true;
    Object.assign(best, { gain, step, empty: 0, isUp, ...near });
  }
}

/** What two sides gain; nothing where the near one does not lie where the column's direction wants it. */
function boundedGain(near: Sums, rising: number, { leaf, l2 }: { leaf: Leaf; l2: number }): number {
  const far = without(leaf, near);
  const [nearValue, farValue] = [valueOf(near, l2, leaf), valueOf(far, l2, leaf)];
  if ((nearValue - farValue) * rising < 0) return -Infinity;
  return gainOf(near, nearValue, l2) + gainOf(far, farValue, l2);
}
