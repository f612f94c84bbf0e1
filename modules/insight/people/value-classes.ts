import { bestCount, selectGreatest } from './best.ts';
import { compareIds } from './person-ids.ts';
import { historiesAt, type Standings } from './standings.ts';

/** The places of the value classes among VALUE_CLASSES of the contract. */
const [TOP, MIDDLE, LOW, NONE] = [0, 1, 2, 3] as const;

/**
 * The value class of everybody, by the place of its name: by rank of the year's spend a fifth on top, middle to the half, low;
 * none without spend. Only who spends as much as the last of a class is compared further, for a full order of a million takes
 * ten times as long.
 */
export function valueClasses(standings: Standings): Uint8Array {
  const { count, yearMinor } = standings;
  const classes = new Uint8Array(count).fill(NONE);
  const spends = aboveNothing(yearMinor.subarray(0, count));
  if (spends.length === 0) return classes;
  const half = Math.ceil(spends.length / 2);
  const halfCut = selectGreatest(spends, half);
  const top = bestCount(spends.length);
  const topCut = selectGreatest(spends.subarray(0, half), top);
  for (let at = 0; at < count; at += 1) {
    const spend = yearMinor[at]!;
    if (spend > topCut) classes[at] = TOP;
    else if (spend > halfCut) classes[at] = MIDDLE;
    else if (spend > 0) classes[at] = LOW;
  }
  // Equals at the cut of the half first: where both cuts are one, the best of the equals are then taken into the top.
  takeBest(standings, { cut: halfCut, upTo: half, into: MIDDLE, classes });
  takeBest(standings, { cut: topCut, upTo: top, into: TOP, classes });
  return classes;
}

function aboveNothing(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let size = 0;
  for (let at = 0; at < values.length; at += 1) if (values[at]! > 0) kept[size++] = values[at]!;
  return kept.subarray(0, size);
}

interface Cut {
  readonly cut: number;
  readonly upTo: number;
  readonly into: number;
  readonly classes: Uint8Array;
}

/** Of those who spent exactly as much as the last of a class, takes as many into it as it holds besides who spent more. */
function takeBest(standings: Standings, { cut, upTo, into, classes }: Cut): void {
  const equals: number[] = [];
  let more = 0;
  for (let at = 0; at < standings.count; at += 1) {
    if (standings.yearMinor[at]! > cut) more += 1;
    else if (standings.yearMinor[at] === cut) equals.push(at);
  }
  equals.sort((a, b) => compareEquals(standings, a, b));
  for (const at of equals.slice(0, upTo - more)) classes[at] = into;
}

/** Of equal spend, who came on more days; then who came last; then the lower id. */
const compareEquals = (standings: Standings, a: number, b: number): number =>
  standings.visitDays[b]! - standings.visitDays[a]! ||
  standings.lastDay[b]! - standings.lastDay[a]! ||
  compareIds(historiesAt(standings, a).ids, standings.person[a]!, [
    historiesAt(standings, b).ids,
    standings.person[b]!,
  ]);
