import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { ruleFault } from './check-rule.ts';
import type { KeyReused, RuleRefusal } from './errors.ts';
import { insertVersion, lockPromotion, updatePromotion } from './promotion-store.ts';
import type { RuleDraft } from './promotion.ts';
import { lockHead } from './rule-set-store.ts';
import { advanceRuleSet } from './rule-sets.ts';

export interface RevisePromotion {
  readonly key: string;
  readonly promotionId: string;
  /** The old name stays unless told. */
  readonly name?: string;
  readonly draft: RuleDraft;
}

export interface Revision {
  readonly version: number;
  /** The live rule set after it: the next one where the promotion is live. */
  readonly ruleSetNo: number;
}

/** Gives a promotion a new version, which is live at once where the promotion is. Earlier ones stay as they are. */
export function revisePromotion(
  ctx: Ctx,
  cmd: RevisePromotion,
): Promise<Result<Revision, RuleRefusal | Refusal<'promotion_ended'> | KeyReused>> {
  const { key, promotionId, draft } = cmd;
  return inTx<Revision, RuleRefusal | Refusal<'promotion_ended'>>(
    ctx,
    { key, input: cmd, storeRefusals: true },
    async (tx) => {
      const head = await lockHead(tx);
      const promotion = await lockPromotion(tx, promotionId);
      if (!promotion) return refuse('promotion_not_found', { promotionId });
      if (promotion.status === 'ended') return refuse('promotion_ended', { promotionId });
      const version = promotion.version + 1;
      const rule = { ...draft.terms, promotionId, version };
      const fault = await ruleFault(tx, rule);
      if (fault) return fault;
      await insertVersion(tx, { rule, period: draft.period, createdBy: ctx.actor.id });
      await updatePromotion(tx, promotionId, { ...promotion, name: cmd.name ?? promotion.name, version });
      if (promotion.status !== 'live') return ok({ version, ruleSetNo: head });
      const advanced = await advanceRuleSet(tx, head);
      return advanced.ok ? ok({ version, ruleSetNo: advanced.value }) : advanced;
    },
  );
}
