import { ok, refuse, seededRandom, type Refusal, type Result } from '@shuke/kernel';

export type SwitchbackRefusal = 'switchback_too_small' | 'switchback_not_finite' | 'switchback_incomplete';

/** What stores did in weeks: `treated[s][w]` says whether it was on in store `s` in week `w`, `outcomes[s][w]` what came of it, such as margin. */
export interface Switchback {
  readonly treated: readonly (readonly boolean[])[];
  readonly outcomes: readonly (readonly number[])[];
}

export interface SwitchbackLift {
  /** What being on adds to the outcome of one store in one week. */
  readonly effect: number;
  readonly low: number;
  readonly high: number;
  /** How often a draw at random would give an effect at least as large if it did nothing. */
  readonly pValue: number;
}

const DRAWS = 1_999;
const LEAST_STORES = 4;
const LEAST_WEEKS = 4;

/**
 * A plan for what every guest of a store sees, such as a menu: half of the stores are on each week, each store about half of
 * the weeks, drawn from a seed. By pairs: of two stores one is on.
 */
export function switchbackPlan({ stores, weeks, seed }: { stores: number; weeks: number; seed: number }): boolean[][] {
  const random = seededRandom(seed);
  const plan = Array.from({ length: stores }, () => Array.from({ length: weeks }, () => false));
  for (let week = 0; week < weeks; week += 1) {
    const order = Array.from({ length: stores }, (_, s) => s);
    for (let k = stores - 1; k > 0; k -= 1) {
      const other = random.int(k + 1);
      [order[k], order[other]] = [order[other]!, order[k]!];
    }
    // An odd store out is on every other week.
    for (const store of order.slice(0, Math.floor((stores + (week % 2)) / 2))) plan[store]![week] = true;
  }
  return plan;
}

/**
 * What a switchback earned: the difference between on and off after what is usual for each store and each week is taken away (two-way
 * fixed effects), with an interval from the draw itself: all effects that a randomisation test at `alpha` does not reject, so that
 * it needs no assumption about how weeks of one store hang together (Bojinov, Simchi-Levi & Zhao 2023, without carry-over). Deterministic for a seed.
 */
export function switchbackLift(
  { treated, outcomes }: Switchback,
  { alpha = 0.05, seed = 1 }: { alpha?: number; seed?: number } = {},
): Result<SwitchbackLift, Refusal<SwitchbackRefusal>> {
  const [stores, weeks] = [treated.length, treated[0]?.length ?? 0];
  if (stores < LEAST_STORES || weeks < LEAST_WEEKS) return refuse('switchback_too_small', { stores, weeks });
  const complete = outcomes.length === stores && [...treated, ...outcomes].every((row) => row.length === weeks);
  if (!complete) return refuse('switchback_incomplete');
  if (!outcomes.flat().every(Number.isFinite)) return refuse('switchback_not_finite');
  const residual = withoutMeans(outcomes);
  const own = slopeParts(treated, residual);
  if (own.square === 0) return refuse('switchback_incomplete');
  const effect = own.product / own.square;
  // Under an effect τ the outcomes less τ where it was on are the same under every draw: each draw's slope is linear in τ.
  const draws = Array.from({ length: DRAWS }, (_, k) => {
    const plan = switchbackPlan({ stores, weeks, seed: seed * 100_003 + k });
    const parts = slopeParts(plan, residual);
    return { slope: parts.product / parts.square, tilt: overlap(plan, treated) / parts.square };
  });
  const isRejected = (tau: number): boolean => pValueOf(draws, effect, tau) <= alpha;
  const scale = deviationOf(draws.map(({ slope }) => slope)) || Math.abs(effect) || 1;
  const radius = (side: 1 | -1): number => edgeOf((distance) => isRejected(effect + side * distance), scale);
  return ok({ effect, low: effect - radius(-1), high: effect + radius(1), pValue: pValueOf(draws, effect, 0) });
}

interface Draw {
  readonly slope: number;
  readonly tilt: number;
}

function pValueOf(draws: readonly Draw[], effect: number, tau: number): number {
  const seen = Math.abs(effect - tau);
  const extreme = draws.filter(({ slope, tilt }) => Math.abs(slope - tau * tilt) >= seen - 1e-12 * (1 + seen));
  return (extreme.length + 1) / (draws.length + 1);
}

/** The distance at which a test begins to reject, by doubling and halving. */
function edgeOf(isRejected: (distance: number) => boolean, scale: number): number {
  let high = scale;
  for (let doubling = 0; doubling < 40 && !isRejected(high); doubling += 1) high *= 2;
  let low = 0;
  for (let halving = 0; halving < 30; halving += 1) {
    const middle = (low + high) / 2;
    if (isRejected(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviationOf(values: readonly number[]): number {
  const centre = average(values);
  return Math.sqrt(average(values.map((value) => (value - centre) ** 2)));
}

/** A table less its rows' and its columns' means. */
function withoutMeans(table: readonly (readonly number[])[]): number[][] {
  const rows = table.map(average);
  const columns = table[0]!.map((_, week) => average(table.map((row) => row[week]!)));
  const all = average(rows);
  return table.map((row, s) => row.map((value, week) => value - rows[s]! - columns[week]! + all));
}

const asNumbers = (plan: readonly (readonly boolean[])[]): number[][] => plan.map((row) => row.map(Number));

const dot = (a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number =>
  a.reduce((sum, row, s) => sum + row.reduce((part, value, week) => part + value * b[s]![week]!, 0), 0);

function slopeParts(plan: readonly (readonly boolean[])[], residual: readonly (readonly number[])[]) {
  const centred = withoutMeans(asNumbers(plan));
  return { product: dot(centred, residual), square: dot(centred, centred) };
}

const overlap = (plan: readonly (readonly boolean[])[], treated: readonly (readonly boolean[])[]): number =>
  dot(withoutMeans(asNumbers(plan)), withoutMeans(asNumbers(treated)));
