import { createMerchant } from '@shuke/merchant';
import { inBatch, inRead, type BatchTx, type Ctx, type Services } from '@shuke/db';
import { newId, type Refusal, type Result } from '@shuke/kernel';
import type { Benefit } from '@shuke/pricing';
import { actAs } from '@shuke/testkit';
import { createPromotion, rulesOf, ruleSetHeads, setPromotionStatus } from '../index.ts';
import type { LiveRules, RuleDraft, RuleTerms } from '../index.ts';

/** The value of a result that a test takes for granted. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}

/** The refusal's code, or `ok`. */
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);

/** How many results ended in which way. */
export function tally(results: readonly Result<unknown, Refusal>[]): Record<string, number> {
  const groups = Map.groupBy(results, codeOf);
  return Object.fromEntries([...groups].map(([code, all]) => [code, all.length]));
}

export const atOnce = <T>(count: number, call: (nth: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => call(nth)));

let shops = 0;

/** An owner of a merchant of their own, in CNY. */
export async function newShop(services: Services): Promise<Ctx> {
  const owner = { signInName: `owner-${(shops += 1)}@shop`, displayName: 'Owner' };
  const { merchantId } = valueOf(await createMerchant(services, { name: 'Shop', currency: 'CNY', owner }));
  return actAs(services, merchantId);
}

/** One off every order, but for what a test says of it. */
export const draft = (own: Partial<RuleTerms> = {}, period: RuleDraft['period'] = 'day'): RuleDraft => ({
  terms: { trigger: 'automatic', priority: 0, benefit: cash(100), ...own },
  period,
});

export const cash = (amountMinor: number): Benefit => ({ kind: 'cash', level: 'order', amountMinor });

export const newDraft = async (ctx: Ctx, one: RuleDraft = draft()): Promise<string> =>
  valueOf(await createPromotion(ctx, { key: newId(), name: 'a test of its own', draft: one })).promotionId;

export async function newLive(ctx: Ctx, one: RuleDraft = draft()): Promise<string> {
  const promotionId = await newDraft(ctx, one);
  valueOf(await setPromotionStatus(ctx, { key: newId(), promotionId, status: 'live' }));
  return promotionId;
}

/** Runs a step as checkouts do: as the batch poster, for these merchants. */
export const asPoster = <T>(services: Services, of: readonly Ctx[], step: (tx: BatchTx) => Promise<T>): Promise<T> =>
  inBatch(services, { merchantIds: of.map((ctx) => ctx.actor.merchantId), lockTimeoutMs: 10_000 }, step);

export async function headOf(ctx: Ctx): Promise<number> {
  const { merchantId } = ctx.actor;
  return (await inRead(ctx, (tx) => ruleSetHeads(tx, [merchantId]))).get(merchantId)!;
}

/** The rules of a rule set, by default of the live one. */
export async function rulesNow(ctx: Ctx, ruleSetNo?: number): Promise<LiveRules> {
  const { merchantId } = ctx.actor;
  const no = ruleSetNo ?? (await headOf(ctx));
  return inRead(ctx, (tx) => rulesOf(tx, { merchantId, ruleSetNo: no, currency: 'CNY' }));
}
