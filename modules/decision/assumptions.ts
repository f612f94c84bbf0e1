import type { PlanAssumptions, PlanAssumptionsInput } from '@shuke/contract';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';

/**
 * What a plan assumes until the shop's own proofs say better. Not measured here: round figures in the range of published
 * experiments with win-back and visit coupons. They are written into each plan and shown beside its result.
 *
 * `baseBps` is the chance of a visit within the horizon without an offer, `upliftBps` what a deep enough offer adds, and
 * `followOnVisits` the further visits that a regained customer makes within it, at most as many as so far. Who comes
 * anyway is not regained. Beyond lapsed both chances fall in inverse proportion to the absence.
 */
export const DEFAULT_ASSUMPTIONS: PlanAssumptions = {
  dueBps: 10_000,
  lateBps: 15_000,
  lapsedBps: 30_000,
  shortestGapDays: 3,
  marginBps: 6_000,
  redeemBps: 10_000,
  fullDepthBps: 2_000,
  reachBps: 12_500,
  priors: {
    new: { baseBps: 3_500, upliftBps: 800, followOnVisits: 1 },
    on_time: { baseBps: 7_000, upliftBps: 200, followOnVisits: 0 },
    due: { baseBps: 6_000, upliftBps: 500, followOnVisits: 0 },
    late: { baseBps: 3_000, upliftBps: 1_200, followOnVisits: 1 },
    lapsed: { baseBps: 800, upliftBps: 600, followOnVisits: 2 },
  },
};

/** The share of customers that no offer is ever made to, for comparison: permanent, in basis points. */
export const CONTROL_BPS = 1_000;

/** How long after issuing the groups are compared, unless a plan says otherwise. */
export const DEFAULT_HORIZON_DAYS = 30;

/** More templates than this in one plan make its log large and its choice no better. */
export const MAX_OFFERS = 20;

/** The defaults with what the caller sets. Refuses thresholds that are not in order. */
export function assumptionsWith(
  set: PlanAssumptionsInput = {},
): Result<PlanAssumptions, Refusal<'thresholds_out_of_order'>> {
  const { priors, ...others } = set;
  const all = { ...DEFAULT_ASSUMPTIONS, ...others, priors: { ...DEFAULT_ASSUMPTIONS.priors, ...priors } };
  const { dueBps, lateBps, lapsedBps } = all;
  if (dueBps > lateBps || lateBps > lapsedBps) {
    return refuse('thresholds_out_of_order', { dueBps, lateBps, lapsedBps });
  }
  return ok(all);
}
