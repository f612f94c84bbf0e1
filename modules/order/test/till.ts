import type { CheckedOut, CheckoutRequest } from '@shuke/contract';
import { ensureProducts, setPrices } from '@shuke/catalog';
import { ensureCustomers, sealIdentifier } from '@shuke/customer';
import { inTx, type Ctx } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { NO_PROGRAMME, openCard, setProgramme, topUp, type ProgrammeDraft } from '@shuke/loyalty';
import type { RuleTerms } from '@shuke/promotion';
import { createPromotion, setPromotionStatus } from '@shuke/promotion';
import { checkOut } from '../index.ts';
import type { TestServices } from '@shuke/testkit';
import { openShop, valueOf, type Shop } from './shop.ts';

/** A shop that sells: noodles at 22.00, tea at 6.00, and an egg at 3.50 that costs 3.00 in the other store. */
export const PRICES = [
  { sku: 'NOODLE', name: '牛肉面', category: 'food/noodle', priceMinor: 2200 },
  { sku: 'TEA', name: '酸梅汤', category: 'drink', priceMinor: 600 },
  { sku: 'EGG', name: '卤蛋', category: 'food/side', priceMinor: 350 },
];

/** A point for each yuan, a hundred of which pay one; every tenth noodle a stamp card of its own is not needed here. */
export const PROGRAMME: ProgrammeDraft = {
  ...NO_PROGRAMME,
  points: {
    earn: { units: 1, perMinor: 100 },
    burn: { unitsPerStep: 100, stepMinor: 100, maxShareBps: 10_000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 0,
  },
  storedValue: { ...NO_PROGRAMME.storedValue, enabled: true, bonusRules: [{ fromMinor: 10_000, bonusMinor: 1_000 }] },
};

export async function openTill(services: TestServices, programme: ProgrammeDraft | null = PROGRAMME): Promise<Shop> {
  const shop = await openShop(services);
  await inTx(shop.ctx, {}, async (tx) => ok(await ensureProducts(tx, PRICES)));
  const rows = PRICES.map(({ sku, priceMinor }) => ({ sku, priceMinor }));
  const elsewhere = { sku: 'EGG', storeCode: 'S2', priceMinor: 300 };
  valueOf(await setPrices(shop.ctx, { key: newId(), rows: [...rows, elsewhere] }));
  if (programme) valueOf(await setProgramme(shop.ctx, { key: newId(), draft: programme }));
  return shop;
}

/** Makes a price rule that is live at once, and gives its id. */
export async function live(ctx: Ctx, terms: Partial<RuleTerms> & Pick<RuleTerms, 'benefit'>): Promise<string> {
  const draft = { terms: { trigger: 'automatic', priority: 0, ...terms }, period: 'day' } as const;
  const { promotionId } = valueOf(await createPromotion(ctx, { key: newId(), name: 'offer', draft }));
  valueOf(await setPromotionStatus(ctx, { key: newId(), promotionId, status: 'live' }));
  return promotionId;
}

/** A new member of the shop. */
export async function joins(ctx: Ctx): Promise<string> {
  const sealed = valueOf(sealIdentifier(ctx.vault, ctx.actor.merchantId, { kind: 'member_no', value: newId() }));
  const made = await inTx(ctx, {}, async (tx) => ok(await ensureCustomers(tx, [{ ...sealed, source: 'till' }])));
  return must(valueOf(made)[0], 'one was asked for').customerId;
}

/** A stored-value card of a customer with money on it, paid in cash in store S1. */
export async function cardWith(ctx: Ctx, customerId: string | null, amountMinor: number): Promise<string> {
  const card = valueOf(await openCard(ctx, { key: newId(), customerId }));
  valueOf(await topUp(ctx, { key: newId(), cardId: card.cardId, amountMinor, way: 'cash', storeCode: 'S1' }));
  return card.number;
}

type Basket = Readonly<Record<string, number>>;

export const lines = (basket: Basket): CheckoutRequest['lines'] =>
  Object.entries(basket).map(([sku, quantity]) => ({ sku, quantity: String(quantity) }));

export const cash = (amount: string): CheckoutRequest['tenders'] => [{ kind: 'cash', amount }];

/** A checkout of store S1 of a basket, paid in cash. */
export const sale = (basket: Basket, paid: string, more: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  orderRef: newId(),
  storeCode: 'S1',
  lines: lines(basket),
  tenders: paid === '0.00' ? [] : cash(paid),
  ...more,
});

export const sells = async (ctx: Ctx, request: CheckoutRequest): Promise<CheckedOut> =>
  valueOf(await checkOut(ctx, request));

/** The code of a refusal. */
export function codeOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'ok' : result.refusal.code;
}
