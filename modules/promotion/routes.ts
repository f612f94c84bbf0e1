import * as contract from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok, type Refusal, type Result } from '@shuke/kernel';
import { findStores, listStores, merchantSettings } from '@shuke/merchant';
import type { Promotion } from '@shuke/pricing';
import { createPromotion } from './create-promotion.ts';
import { getPromotion, listPromotions, promotionHistory } from './promotion-queries.ts';
import type { PromotionRecord, RuleDraft } from './promotion.ts';
import { revisePromotion } from './revise-promotion.ts';
import { ruleFromWire, storeCodesIn } from './rule-from-wire.ts';
import { ruleToWire, storeIdsIn, type RulePlace } from './rule-to-wire.ts';
import { setPromotionStatus } from './set-promotion-status.ts';

/** A rule as it was sent, read in the merchant's currency and with the merchant's stores. */
async function draftOf(ctx: Ctx, rule: contract.PromotionRule): Promise<Result<RuleDraft, Refusal>> {
  return inRead(ctx, async (tx) => {
    const { currency } = await merchantSettings(tx);
    const stores = await findStores(tx, storeCodesIn(rule));
    return ruleFromWire(rule, { currency, storeIds: new Map([...stores].map(([code, one]) => [code, one.storeId])) });
  });
}

const STORES_A_PAGE = 1000;

/** What the rules are written by. Stores are read only where a rule names one. */
async function placeOf(ctx: Ctx, rules: readonly Promotion[]): Promise<RulePlace> {
  const { currency } = await inRead(ctx, merchantSettings);
  const storeCodes = new Map<string, string>();
  if (rules.every((rule) => storeIdsIn(rule).length === 0)) return { currency, storeCodes };
  for (let after: string | undefined; ;) {
    const page = await listStores(ctx, { after, limit: STORES_A_PAGE });
    for (const { storeId, code } of page.items) storeCodes.set(storeId, code);
    if (page.next === null) return { currency, storeCodes };
    after = page.next;
  }
}

const viewOf = ({ rule, period, ...record }: PromotionRecord, place: RulePlace): contract.PromotionView => ({
  ...record,
  rule: ruleToWire(rule, period, place),
  createdAt: record.createdAt.toISOString(),
  updatedAt: record.updatedAt.toISOString(),
});

async function thePromotion(ctx: Ctx, promotionId: string): Promise<Result<contract.PromotionView, Refusal>> {
  const found = await getPromotion(ctx, promotionId);
  return found.ok ? ok(viewOf(found.value, await placeOf(ctx, [found.value.rule]))) : found;
}

/** A refusal of pricing with the field as the wire names it: `benefit.capMinor` is sent as `rule.benefit.cap`. */
function inWireNames<T>(result: Result<T, Refusal>): Result<T, Refusal> {
  const field = result.ok ? undefined : result.refusal.facts?.field;
  if (result.ok || result.refusal.code !== 'promotion_invalid' || typeof field !== 'string') return result;
  const facts = { ...result.refusal.facts, field: `rule.${field.replace(/(Minor|Ms)$/, '')}` };
  return { ok: false, refusal: { code: result.refusal.code, facts } };
}

const RULE_REFUSALS = ['promotion_invalid', 'promotion_not_found', 'promotion_store_unknown'] as const;

const writes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/promotions',
    summary: 'Create a promotion as a draft, which prices nothing yet',
    access: 'promotion:write',
    keyed: true,
    body: contract.NewPromotion,
    answer: contract.PromotionView,
    status: 201,
    refusals: RULE_REFUSALS,
    handle: async (ctx, { key, body: { name, rule } }) => {
      const draft = await draftOf(ctx, rule);
      if (!draft.ok) return draft;
      const created = inWireNames(await createPromotion(ctx, { key, name, draft: draft.value }));
      return created.ok ? thePromotion(ctx, created.value.promotionId) : created;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/promotions/:promotionId/versions',
    summary: 'Revise a promotion; of a live one the new version is live at once',
    access: 'promotion:write',
    keyed: true,
    params: contract.PromotionParams,
    body: contract.PromotionRevision,
    answer: contract.PromotionView,
    status: 201,
    refusals: [...RULE_REFUSALS, 'promotion_ended', 'promotions_too_many'],
    handle: async (ctx, { key, params: { promotionId }, body: { name, rule } }) => {
      const draft = await draftOf(ctx, rule);
      if (!draft.ok) return draft;
      const revised = inWireNames(await revisePromotion(ctx, { key, promotionId, name, draft: draft.value }));
      return revised.ok ? thePromotion(ctx, promotionId) : revised;
    },
  }),
  route({
    method: 'PUT',
    url: '/v1/promotions/:promotionId/status',
    summary: 'Let a promotion go live, pause it, or end it for good',
    access: 'promotion:write',
    keyed: true,
    params: contract.PromotionParams,
    body: contract.PromotionStatusChange,
    answer: contract.PromotionView,
    refusals: [
      ...(['promotion_not_found', 'promotion_ended', 'promotion_not_live'] as const),
      ...(['promotions_too_many', 'promotion_invalid'] as const),
    ],
    handle: async (ctx, { key, params: { promotionId }, body: { status } }) => {
      const changed = inWireNames(await setPromotionStatus(ctx, { key, promotionId, status }));
      return changed.ok ? thePromotion(ctx, promotionId) : changed;
    },
  }),
];

const reads: Route[] = [
  route({
    method: 'GET',
    url: '/v1/promotions',
    summary: 'Promotions with their newest rules, the newest first',
    access: 'promotion:read',
    query: contract.PromotionsQuery,
    answer: contract.PromotionPage,
    handle: async (ctx, { query }) => {
      const { items, next } = await listPromotions(ctx, query);
      const place = await placeOf(
        ctx,
        items.map(({ rule }) => rule),
      );
      return ok({ items: items.map((one) => viewOf(one, place)), next });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/promotions/:promotionId',
    summary: 'One promotion with its newest rule',
    access: 'promotion:read',
    params: contract.PromotionParams,
    answer: contract.PromotionView,
    refusals: ['promotion_not_found'],
    handle: (ctx, { params }) => thePromotion(ctx, params.promotionId),
  }),
  route({
    method: 'GET',
    url: '/v1/promotions/:promotionId/versions',
    summary: 'Every version that a promotion ever had, the newest first',
    access: 'promotion:read',
    params: contract.PromotionParams,
    query: contract.PromotionVersionsQuery,
    answer: contract.PromotionVersionPage,
    refusals: ['promotion_not_found'],
    handle: async (ctx, { params, query }) => {
      const history = await promotionHistory(ctx, { ...params, ...query });
      if (!history.ok) return history;
      const { items, next } = history.value;
      const place = await placeOf(
        ctx,
        items.map(({ rule }) => rule),
      );
      const views = items.map(({ version, rule, period, createdAt, createdBy }) => ({
        version,
        rule: ruleToWire(rule, period, place),
        createdAt: createdAt.toISOString(),
        createdBy,
      }));
      return ok({ items: views, next: next === null ? null : String(next) });
    },
  }),
];

export const promotionRoutes: Route[] = [...reads, ...writes];
