import type { CapPeriod, PromotionStatus } from '@shuke/contract';
import { refuse, type Refused } from '@shuke/kernel';
import type { Caps, Promotion, Rules } from '@shuke/pricing';
import type { StatusRefusal } from './errors.ts';

/** What a rule says, before it has an id and a version. */
export type RuleTerms = Omit<Promotion, 'promotionId' | 'version'>;

/** A rule as it is asked for, with what its cap a period counts over. */
export interface RuleDraft {
  readonly terms: RuleTerms;
  readonly period: CapPeriod;
}

/** A promotion with its newest version. */
export interface PromotionRecord {
  readonly promotionId: string;
  readonly name: string;
  readonly status: PromotionStatus;
  readonly version: number;
  readonly rule: Promotion;
  readonly period: CapPeriod;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface VersionRecord {
  readonly version: number;
  readonly rule: Promotion;
  readonly period: CapPeriod;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** A live promotion whose uses are counted by customer. */
export interface CappedPromotion {
  readonly promotionId: string;
  readonly caps: Caps;
  readonly period: CapPeriod;
}

/** One rule set: what the pricing engine needs, and whose uses are to be counted. It never changes. */
export interface LiveRules extends Rules {
  readonly capped: readonly CappedPromotion[];
}

/** A rule set of these versions. */
export function liveRules(
  currency: string,
  versions: readonly { readonly rule: Promotion; readonly period: CapPeriod }[],
): LiveRules {
  const capped = versions.flatMap(({ rule: { promotionId, caps }, period }) =>
    caps && (caps.perCustomer !== undefined || caps.perPeriod !== undefined) ? [{ promotionId, caps, period }] : [],
  );
  return { currency, promotions: versions.map(({ rule }) => rule), capped };
}

/** Why a promotion cannot come to a status, or null. An end is for good; a draft has nothing to pause. */
export function statusFault(
  from: PromotionStatus,
  to: Exclude<PromotionStatus, 'draft'>,
): Refused<StatusRefusal> | null {
  if (from === 'ended' && to !== 'ended') return refuse('promotion_ended');
  return from === 'draft' && to === 'paused' ? refuse('promotion_not_live') : null;
}
