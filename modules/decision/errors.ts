import type { Refusal } from '@shuke/kernel';

export type KeyReused = Refusal<'idempotency_key_reused'>;

export type PlanNotFound = Refusal<'plan_not_found'>;

/** Why a plan is not drafted, in the order in which the reasons are looked for. */
export type DraftRefusal = Refusal<
  | 'thresholds_out_of_order'
  | 'plan_as_of_in_future'
  | 'no_active_offer'
  | 'offer_not_active'
  | 'too_many_offers'
  | 'plan_budget_too_small'
  | 'no_customers'
>;

export type ApproveRefusal = PlanNotFound | Refusal<'plan_discarded' | 'plan_not_draft'>;

export type DiscardRefusal = PlanNotFound | Refusal<'plan_already_issued'>;

export type IssuePlanRefusal =
  PlanNotFound | Refusal<'plan_discarded' | 'plan_not_approved' | 'plan_already_issued' | 'plan_outdated'>;

export type ReportRefusal = PlanNotFound | Refusal<'plan_not_issued'>;
