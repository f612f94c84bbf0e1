import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import * as store from './decision-store.ts';
import type { ApproveRefusal, KeyReused } from './errors.ts';
import type { Plan } from './plan.ts';

export interface PlanCommand {
  readonly key: string;
  readonly planId: string;
}

/** Approves a draft: from now on it may be issued. */
export function approvePlan(ctx: Ctx, { key, planId }: PlanCommand): Promise<Result<Plan, ApproveRefusal | KeyReused>> {
  return inTx<Plan, ApproveRefusal>(ctx, { key, input: ['approvePlan', planId] }, async (tx) => {
    const plan = await store.lockPlan(tx, planId);
    if (!plan) return refuse('plan_not_found', { planId });
    if (plan.status === 'discarded') return refuse('plan_discarded', { planId });
    if (plan.status !== 'draft') return refuse('plan_not_draft', { planId, status: plan.status });
    return ok(await store.approve(tx, planId, ctx.actor.id));
  });
}
