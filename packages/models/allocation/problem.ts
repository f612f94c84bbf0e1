import { refuse, type Refusal, type Refused } from '@shuke/kernel';

/** Who may get what, what it would bring, and within which limits. Tables are flat: customer `i`, offer `j` is at `i * offers + j`. */
export interface Problem {
  readonly customers: number;
  readonly offers: number;
  /** Expected incremental margin against giving nothing, the offer's own cost taken off, in minor units; NaN where it may not be given. */
  readonly margin: Float64Array;
  /** What it takes of the budget, expected, in minor units, never below 0. */
  readonly cost: Float64Array;
  /** The sum of costs is at most this. */
  readonly budget: number;
  /** How many may get each offer at most; Infinity for no limit. */
  readonly caps?: ArrayLike<number>;
  /** Groups of which at least so many people get an offer, as far as the budget and the caps allow. */
  readonly groups?: Groups;
}

export interface Groups {
  /** Each customer's group, 0 and up. */
  readonly of: ArrayLike<number>;
  /** By group: the fewest people who get an offer. */
  readonly floors: ArrayLike<number>;
}

export type ProblemRefusal =
  'allocation_empty' | 'allocation_misshapen' | 'allocation_not_finite' | 'allocation_negative';

/** What is wrong with a problem, or null. */
export function faultOf(problem: Problem): Refused<Refusal<ProblemRefusal>> | null {
  const { customers, offers, margin, cost, caps, groups } = problem;
  if (!(customers > 0 && offers > 0)) return refuse('allocation_empty');
  const cells = customers * offers;
  const misshapen =
    margin.length !== cells ||
    cost.length !== cells ||
    (caps !== undefined && caps.length !== offers) ||
    (groups !== undefined && (groups.of.length !== customers || !inRange(groups)));
  if (misshapen) return refuse('allocation_misshapen', { customers, offers });
  return limitFault(problem) ?? cellFault(problem);
}

function limitFault({ budget, caps, groups }: Problem): Refused<Refusal<ProblemRefusal>> | null {
  const limits = [budget, ...Array.from(caps ?? []), ...Array.from(groups?.floors ?? [])];
  if (limits.some(Number.isNaN)) return refuse('allocation_not_finite');
  return limits.some((limit) => limit < 0) ? refuse('allocation_negative') : null;
}

function cellFault({ margin, cost }: Problem): Refused<Refusal<ProblemRefusal>> | null {
  for (let at = 0; at < margin.length; at += 1) {
    const value = margin[at]!;
    // NaN says that this offer may not be given, whatever it would cost.
    if (value !== value) continue;
    if (!Number.isFinite(value) || !Number.isFinite(cost[at]!)) return refuse('allocation_not_finite', { cell: at });
    if (cost[at]! < 0) return refuse('allocation_negative', { cell: at });
  }
  return null;
}

function inRange({ of, floors }: Groups): boolean {
  for (let i = 0; i < of.length; i += 1) if (!(of[i]! >= 0 && of[i]! < floors.length)) return false;
  return true;
}

/** The cap of an offer. */
export const capOf = ({ caps }: Problem, offer: number): number => caps?.[offer] ?? Number.POSITIVE_INFINITY;

const SMALL_CELLS = 50_000;

/** A problem of so few cells that going over all of them hundreds of times takes no noticeable time. */
export const isSmall = ({ margin }: Pick<Problem, 'margin'>): boolean => margin.length <= SMALL_CELLS;

/**
 * The same town in small: `size` customers spread evenly over all, with limits in proportion. Prices that balance it nearly
 * balance the whole, for a hundredth of the work.
 */
export function sampleOf(problem: Problem, size: number): Problem {
  const { customers, offers, caps, groups } = problem;
  if (customers <= size) return problem;
  const share = size / customers;
  const margin = new Float64Array(size * offers);
  const cost = new Float64Array(size * offers);
  const of = new Int32Array(size);
  for (let k = 0; k < size; k += 1) {
    const i = Math.floor(k / share);
    margin.set(problem.margin.subarray(i * offers, (i + 1) * offers), k * offers);
    cost.set(problem.cost.subarray(i * offers, (i + 1) * offers), k * offers);
    of[k] = groups?.of[i] ?? 0;
  }
  return {
    customers: size,
    offers,
    margin,
    cost,
    budget: problem.budget * share,
    caps: caps && Float64Array.from(caps, (cap) => cap * share),
    groups: groups && { of, floors: Float64Array.from(groups.floors, (floor) => floor * share) },
  };
}
