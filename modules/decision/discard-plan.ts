import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import * as store from './decision-store.ts';
import type { DiscardRefusal, KeyReused } from './errors.ts';

/** Discards a plan that has not been issued. To discard it again changes nothing. */
export function discardPlan(ctx: Ctx, planId: string): Promise<Result<null, DiscardRefusal | KeyReused>> {
  return inTx<null, DiscardRefusal>(ctx, {}, async (tx) => {
    const plan = await store.lockPlan(tx, planId);
    if (!plan) return refuse('plan_not_found', { planId });
    if (plan.issuingAt !== null) return refuse('plan_already_issued', { planId, issuingAt: plan.issuingAt });
    await store.discard(tx, planId);
    return ok(null);
  });
}
