import type { Tx } from '@shuke/db';
import { refuse, type Refusal, type Refused } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { compileRules, type Promotion } from '@shuke/pricing';
import type { RuleRefusal } from './errors.ts';
import { knownAmong } from './promotion-store.ts';

/** Why a rule cannot be taken, were it the only one, or null. Whether it fits the others is asked when it goes live. */
export async function ruleFault(tx: Tx, rule: Promotion): Promise<Refused<RuleRefusal> | null> {
  const { currency } = await merchantSettings(tx);
  const compiled = compileRules({ currency, promotions: [rule] });
  if (!compiled.ok) return compiled.refusal.code === 'promotion_invalid' ? withoutId(compiled.refusal) : compiled;
  const excludes = rule.excludes ?? [];
  const known = excludes.length === 0 ? new Set<string>() : await knownAmong(tx, excludes);
  const unknown = excludes.find((promotionId) => !known.has(promotionId));
  return unknown === undefined ? null : refuse('promotion_not_found', { promotionId: unknown });
}

// A draft that is refused is nowhere, and its id would only lead astray.
const withoutId = ({ facts }: Refusal): Refused<Refusal<'promotion_invalid'>> =>
  refuse('promotion_invalid', { field: facts?.field ?? null });
