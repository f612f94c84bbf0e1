import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, type Result } from '@shuke/kernel';
import { ruleFault } from './check-rule.ts';
import type { KeyReused, RuleRefusal } from './errors.ts';
import { insertPromotion, insertVersion } from './promotion-store.ts';
import type { RuleDraft } from './promotion.ts';

export interface CreatePromotion {
  readonly key: string;
  readonly name: string;
  readonly draft: RuleDraft;
}

/** Creates a promotion as a draft, which prices nothing until it goes live. */
export function createPromotion(
  ctx: Ctx,
  { key, name, draft }: CreatePromotion,
): Promise<Result<{ promotionId: string }, RuleRefusal | KeyReused>> {
  return inTx(ctx, { key, input: { name, draft }, storeRefusals: true }, async (tx) => {
    const promotionId = newId();
    const rule = { ...draft.terms, promotionId, version: 1 };
    const fault = await ruleFault(tx, rule);
    if (fault) return fault;
    await insertPromotion(tx, promotionId, name);
    await insertVersion(tx, { rule, period: draft.period, createdBy: ctx.actor.id });
    return ok({ promotionId });
  });
}
