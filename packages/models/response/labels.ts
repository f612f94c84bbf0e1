import { fitRidge, predictRidge } from '../math/ridge.ts';
import { rowsOf, rowsWhere, taken } from '../math/rows.ts';
import type { Features } from '../trees/index.ts';

/** When pairs were asked and answered, up to a day. */
export interface Spans {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly firstRedeemed: Float64Array;
}

const ROUNDS = 5;
const PENALTY = 300;
/** Below so many redemptions of ended campaigns, they are taken to be spread evenly over a window. */
const FEW = 20;

/**
 * How likely each pair of campaigns that have begun redeems before its campaign ends, as far as a day can know: 1 for those that did
 * before that day, 0 for ended campaigns without, and in between for running ones, whose silence so far says little at first and
 * much at the end. A mixture cure model by expectation and maximisation (Farewell 1982): the chance by a line over what is known, the
 * delay by the delays of ended campaigns as a share of their windows.
 */
export function labelsAsOf(x: Features, spans: Spans, day: number): Float64Array {
  const known = spans.firstRedeemed.map((first) => (first < day ? 1 : 0));
  const wouldHave = answeredShare(spans, day);
  if (wouldHave.every((share) => share === 1)) return known;
  const ended = known.map((one, i) => (wouldHave[i] === 1 ? one : NaN));
  // Where no campaign has ended with an answer, silence has to count as a no at first.
  let labels = ended.includes(1) ? ended : known;
  for (let round = 0; round < ROUNDS; round += 1) {
    const chance = chanceFrom(x, labels);
    labels = known.map((one, i) => (one === 1 ? 1 : stillToCome(chance[i]!, wouldHave[i]!)));
  }
  return labels;
}

/** The chance of each row by a line over those whose label is known; at first those of running campaigns are left out. */
function chanceFrom(x: Features, labels: Float64Array): Float64Array {
  const rows = rowsWhere(x.rows, (i) => !Number.isNaN(labels[i]!));
  const line = fitRidge(rowsOf(x, rows), taken(labels, rows), { family: 'logit', penalty: PENALTY });
  return predictRidge(line, x);
}

/** Bayes: it redeems after all, though it has not while a share `by` of those who redeem have. */
const stillToCome = (chance: number, by: number): number => (chance * (1 - by)) / (1 - chance * by);

/** By pair: which share of those who redeem at all have done so by the day, by how far their window has come. */
function answeredShare({ start, end, firstRedeemed }: Spans, day: number): Float64Array {
  const delays: number[] = [];
  for (let i = 0; i < start.length; i += 1) {
    if (end[i]! < day && firstRedeemed[i]! < day)
      delays.push((firstRedeemed[i]! - start[i]!) / (end[i]! - start[i]! + 1));
  }
  delays.sort((a, b) => a - b);
  return start.map((from, i) => {
    if (end[i]! < day) return 1;
    const passed = (day - from) / (end[i]! - from + 1);
    if (delays.length < FEW) return passed;
    const earlier = delays.findIndex((delay) => delay >= passed);
    return ((earlier < 0 ? delays.length : earlier) + 0.5) / (delays.length + 1);
  });
}
