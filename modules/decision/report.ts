import type { Verdict } from '@shuke/contract';
import {
  liftInterval,
  sampleRatio,
  upperCap,
  shortened,
  variance,
  type Arm,
  type SampleRatio,
} from '@shuke/models/proof';
import type { Outcome, RedemptionTotals } from './report-store.ts';

/** What a customer spent in so many days before the offers is the covariate that takes noise out of the comparison. */
export const COVARIATE_DAYS = 90;

/** What an interval is made by, in words for who reads a report. */
export const METHOD =
  'asymptotic confidence sequence, 95 %, intent to treat, winsorised at 99 %, CUPED on 90 days before';

/** One group of the comparison; money in minor units. */
export interface Group {
  readonly customers: number;
  readonly buyers: number;
  readonly salesMinor: number;
  readonly salesPerCustomerMinor: number;
}

/** An effect a customer in minor units, with its interval; nulls where the sample cannot carry one, and why. */
export interface EffectMinor {
  readonly perCustomerMinor: number | null;
  readonly lowMinor: number | null;
  readonly highMinor: number | null;
  readonly verdict: Verdict;
  readonly why: string | null;
}

export interface Comparison {
  readonly treated: Group;
  readonly control: Group;
  /** On net sales. */
  readonly lift: EffectMinor;
  /** On gross profit: margin of what was sold at full price, less every discount. */
  readonly profit: EffectMinor;
  readonly sampleRatio: SampleRatio & { readonly expectedControl: number };
}

export interface ComparisonTerms {
  readonly marginBps: number;
  readonly controlBps: number;
  readonly horizonDays: number;
}

/** Redeemed by given, rounded half up to the basis point; null for none given. */
export const redemptionRate = ({ given, redeemed }: Pick<RedemptionTotals, 'given' | 'redeemed'>): number | null =>
  given === 0 ? null : Math.floor((redeemed * 20_000 + given) / (2 * given)) / 10_000;

/** Compares everybody who was given an offer, used or not, with everybody from whom one was withheld. */
export function compare(outcomes: readonly Outcome[], terms: ComparisonTerms): Comparison {
  const treated = outcomes.filter(({ arm }) => arm === 'treated');
  const control = outcomes.filter(({ arm }) => arm === 'control');
  const expectedControl = terms.controlBps / 10_000;
  const margin = terms.marginBps / 10_000;
  const profitOf = (one: Outcome): number => one.grossMinor * margin - one.discountMinor;
  const effect = (outcomeOf: (one: Outcome) => number, scale: number): EffectMinor =>
    effectOf({ treated, control, outcomeOf, scale, horizonDays: terms.horizonDays });
  return {
    treated: groupOf(treated),
    control: groupOf(control),
    lift: effect((one) => one.salesMinor, 1),
    profit: effect(profitOf, margin),
    sampleRatio: { ...sampleRatio(treated.length, control.length, expectedControl), expectedControl },
  };
}

function groupOf(group: readonly Outcome[]): Group {
  const salesMinor = group.reduce((sum, { salesMinor: own }) => sum + own, 0);
  return {
    customers: group.length,
    buyers: group.filter(({ orders }) => orders > 0).length,
    salesMinor,
    salesPerCustomerMinor: group.length === 0 ? 0 : Math.round(salesMinor / group.length),
  };
}

interface Compared {
  readonly treated: readonly Outcome[];
  readonly control: readonly Outcome[];
  readonly outcomeOf: (one: Outcome) => number;
  /** By how much the outcome is smaller than net sales, roughly; it tunes the interval. */
  readonly scale: number;
  readonly horizonDays: number;
}

function effectOf({ treated, control, outcomeOf, scale, horizonDays }: Compared): EffectMinor {
  const armOf = (group: readonly Outcome[]): Arm => ({
    outcomes: Float64Array.from(group, outcomeOf),
    covariates: Float64Array.from(group, (one) => one.beforeMinor),
  });
  const each = expectedVariance([...treated, ...control], horizonDays) * scale * scale;
  const tuned = each * (1 / Math.max(1, treated.length) + 1 / Math.max(1, control.length));
  const found = liftInterval(armOf(treated), armOf(control), { expectedVariance: tuned });
  if (!found.ok) {
    const why = found.refusal.code;
    return { perCustomerMinor: null, lowMinor: null, highMinor: null, verdict: 'not_proven_yet', why };
  }
  const { difference, low, high } = found.value;
  return {
    perCustomerMinor: Math.round(difference),
    lowMinor: Math.round(low),
    highMinor: Math.round(high),
    verdict: low > 0 ? 'proven_gain' : high < 0 ? 'proven_loss' : 'not_proven_yet',
    why: null,
  };
}

// Spending before the offers, over as many days, of which the covariate explains half of σ. Where nobody bought lately,
// as with the lapsed: one in ten buys once. It tunes the interval and needs to be right within a factor of ten only.
function expectedVariance(customers: readonly Outcome[], horizonDays: number): number {
  if (customers.length < 2) return 1;
  const before = Float64Array.from(customers, ({ beforeMinor }) => beforeMinor);
  const spread = variance(shortened(before, upperCap([before], 0.99)));
  const byPast = ((spread * horizonDays) / COVARIATE_DAYS) * 0.25;
  if (byPast > 0) return byPast;
  const ticketMinor = customers.reduce((sum, one) => sum + one.ticketMinor, 0) / customers.length;
  return Math.max(1, 0.1 * ticketMinor * ticketMinor);
}
