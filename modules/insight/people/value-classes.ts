import { bestCount } from './best.ts';
import { historiesAt, type Classified } from './standings.ts';
import { compareIds } from '@shuke/kernel';

/** The places of the value classes among VALUE_CLASSES of the contract. */
const [TOP, MIDDLE, LOW, NONE] = [0, 1, 2, 3] as const;

/**
 * Judges everybody's value, given the spends of the year from the greatest to the least: by rank a fifth on top, middle to the
 * half, low; none without spend. Only who spends as much as the last of a class is compared further, for a full order of a
 * million takes ten times as long.
 */
export function judgeValue(classified: Classified, spends: Float64Array): void {
  const { rows, yearMinor, value, out } = classified;
  const [top, half] = [bestCount(spends.length), Math.ceil(spends.length / 2)];
  const topCut = spends[top - 1] ?? Infinity;
  const halfCut = spends[half - 1] ?? Infinity;
  const equals: number[][] = [[], []];
  for (let row = 0; row < rows; row += 1) {
    const spend = yearMinor[row]!;
    value[row] = spend > topCut ? TOP : spend > halfCut ? MIDDLE : spend > 0 ? LOW : NONE;
    if (out[row] === 1) continue;
    if (spend === topCut) equals[0]!.push(row);
    if (spend === halfCut) equals[1]!.push(row);
  }
  // Equals at the cut of the half first: where both cuts are one, the best of the equals are then taken into the top.
  takeBest(classified, { equals: equals[1]!, count: half - above(spends, halfCut), into: MIDDLE });
  takeBest(classified, { equals: equals[0]!, count: top - above(spends, topCut), into: TOP });
}

/** How many of descending spends are greater than one. */
function above(spends: Float64Array, cut: number): number {
  let [low, high] = [0, spends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spends[middle]! > cut) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Cut {
  /** Who spent exactly as much as the last of the class. */
  readonly equals: number[];
  /** So many of them it holds besides who spent more. */
  readonly count: number;
  readonly into: number;
}

function takeBest(classified: Classified, { equals, count, into }: Cut): void {
  equals.sort((a, b) => compareEquals(classified, a, b));
  for (const row of equals.slice(0, Math.max(0, count))) classified.value[row] = into;
}

/** Of equal spend, who came on more days; then who came last; then the lower id. */
const compareEquals = (of: Classified, a: number, b: number): number =>
  of.visitDays[b]! - of.visitDays[a]! ||
  of.lastDay[b]! - of.lastDay[a]! ||
  compareIds(historiesAt(of, a).ids, of.person[a]!, [historiesAt(of, b).ids, of.person[b]!]);
