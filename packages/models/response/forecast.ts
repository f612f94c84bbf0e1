import { ok, refuse, type Result } from '@shuke/kernel';
import { rowsOf, rowsWhere, taken } from '../math/rows.ts';
import { EXPERTS, type Expert, type Lesson } from './experts.ts';
import { tabulate, type FactTable } from './fact-table.ts';
import { faultOf, MIN_PAIRS, MIN_REDEEMED, type CouponHistory, type ResponseFault } from './history.ts';
import { labelsAsOf } from './labels.ts';
import { openLedger } from './ledger.ts';

export interface Forecast {
  readonly households: Int32Array;
  /** How likely each of them redeems a coupon of the campaign, in the same order. */
  readonly chance: Float64Array;
  /** Pairs of household and campaign that began before this one, and how many were known to have redeemed. */
  readonly learntFrom: { readonly pairs: number; readonly redeemed: number };
}

/** Foretells campaigns of one history, each from what was known on the morning of its first day. */
export interface Forecaster {
  readonly facts: FactTable;
  forecast(campaign: number): Result<Forecast, ResponseFault>;
}

/**
 * Opens a history for foretelling who redeems. A campaign is learnt from the pairs of campaigns that began before it, with answers as far
 * as they were known by then. The experts count alike, by the mean of their log-odds: weights learnt from a few campaigns follow the
 * luck of those (Stock & Watson 2004). Refuses by name what it cannot read. Deterministic.
 */
export function openForecaster(
  history: CouponHistory,
  experts: Readonly<Record<string, Expert>> = EXPERTS,
): Result<Forecaster, ResponseFault> {
  const fault = faultOf(history);
  if (fault) return fault;
  const facts = tabulate(openLedger(history));
  return ok({ facts, forecast: (campaign) => forecastOf(facts, Object.values(experts), campaign) });
}

function forecastOf(facts: FactTable, experts: readonly Expert[], campaign: number): Result<Forecast, ResponseFault> {
  const rows = rowsWhere(facts.pairs.length, (i) => facts.pairs[i]!.campaign === campaign);
  if (rows.length === 0) return refuse('response_empty', { campaign });
  const day = facts.start[rows[0]!]!;
  const before = rowsWhere(facts.pairs.length, (i) => facts.start[i]! < day);
  const redeemed = before.filter((i) => facts.firstRedeemed[i]! < day).length;
  const learntFrom = { pairs: before.length, redeemed };
  const isOneClass = redeemed === 0 || redeemed === before.length;
  if (before.length >= MIN_PAIRS && isOneClass) return refuse('response_one_class', learntFrom);
  if (before.length < MIN_PAIRS || redeemed < MIN_REDEEMED) {
    return refuse('response_too_small', { ...learntFrom, atLeastPairs: MIN_PAIRS, atLeastRedeemed: MIN_REDEEMED });
  }
  const lesson = lessonFrom(facts, before, day);
  const asked = rowsOf(facts.x, rows);
  const chances = experts.map((expert) => expert(lesson, asked));
  return ok({
    households: Int32Array.from(rows, (row) => facts.pairs[row]!.household),
    chance: meeting(chances),
    learntFrom,
  });
}

function lessonFrom({ x, names, ...spans }: FactTable, rows: Int32Array, day: number): Lesson {
  const own = rowsOf(x, rows);
  const [start, end] = [taken(spans.start, rows), taken(spans.end, rows)];
  const labels = labelsAsOf(own, { start, end, firstRedeemed: taken(spans.firstRedeemed, rows) }, day);
  return { x: own, labels, names };
}

/** The chance at the mean of log-odds. */
function meeting(chances: readonly Float64Array[]): Float64Array {
  return chances[0]!.map((_, i) => {
    const odds = chances.reduce((sum, own) => sum + Math.log(own[i]! / (1 - own[i]!)), 0);
    return 1 / (1 + Math.exp(-odds / chances.length));
  });
}
