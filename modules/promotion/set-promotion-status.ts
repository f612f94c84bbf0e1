import type { PromotionStatus } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { RulesRefusal } from '@shuke/pricing';
import type { KeyReused, PromotionNotFound, StatusRefusal } from './errors.ts';
import { lockPromotion, updatePromotion } from './promotion-store.ts';
import { statusFault } from './promotion.ts';
import { lockHead } from './rule-set-store.ts';
import { advanceRuleSet } from './rule-sets.ts';

type Refused = PromotionNotFound | StatusRefusal | RulesRefusal;

export interface SetPromotionStatus {
  readonly key: string;
  readonly promotionId: string;
  readonly status: Exclude<PromotionStatus, 'draft'>;
}

/** Lets a promotion go live, pauses it or ends it for good, and gives the number of the rule set that is live then. */
export function setPromotionStatus(
  ctx: Ctx,
  cmd: SetPromotionStatus,
): Promise<Result<{ ruleSetNo: number }, Refused | KeyReused>> {
  const { key, promotionId, status } = cmd;
  return inTx<{ ruleSetNo: number }, Refused>(ctx, { key, input: cmd, storeRefusals: true }, async (tx) => {
    const head = await lockHead(tx);
    const promotion = await lockPromotion(tx, promotionId);
    if (!promotion) return refuse('promotion_not_found', { promotionId });
    const fault = statusFault(promotion.status, status);
    if (fault) return fault;
    if (promotion.status === status) return ok({ ruleSetNo: head });
    await updatePromotion(tx, promotionId, { ...promotion, status });
    const staysOff = promotion.status !== 'live' && status !== 'live';
    if (staysOff) return ok({ ruleSetNo: head });
    const advanced = await advanceRuleSet(tx, head);
    return advanced.ok ? ok({ ruleSetNo: advanced.value }) : advanced;
  });
}
