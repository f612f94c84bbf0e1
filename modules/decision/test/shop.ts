import { ensureProducts } from '@shuke/catalog';
import { createTemplate, type TemplateDraft } from '@shuke/coupon';
import { ensureCustomers, sealIdentifier } from '@shuke/customer';
import { inTx, type Ctx } from '@shuke/db';
import { businessDay, must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { createMerchant } from '@shuke/merchant';
import { contentHashOf, recordMany } from '@shuke/order';
import { actAs, type TestServices } from '@shuke/testkit';
import { CONTROL_BPS } from '../assumptions.ts';
import { bucketOf } from '../control-group.ts';
import { draftPlan, type DraftPlan } from '../index.ts';

/** A shop in Shanghai that counts in CNY. */
export interface Shop {
  readonly ctx: Ctx;
  readonly storeId: string;
}

let opened = 0;

export async function openShop(services: TestServices): Promise<Shop> {
  const made = await createMerchant(services, {
    name: 'A shop of a test',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    owner: { signInName: `owner-${(opened += 1)}`, displayName: 'Owner' },
    store: { code: 'S1', name: 'First' },
  });
  const { merchantId, storeId } = valueOf(made);
  return { ctx: actAs(services, merchantId), storeId: must(storeId, 'the shop has a store') };
}

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** The refusal's code, or `ok`. */
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);

/** So many new customers, by member number. */
export async function customers(ctx: Ctx, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, () => {
    const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, { kind: 'member_no', value: newId() });
    return { ...valueOf(sealed), source: 'test' };
  });
  const made = await inTx(ctx, {}, async (tx) => ok(await ensureCustomers(tx, rows)));
  return valueOf(made).map(({ customerId }) => customerId);
}

export const isControlled = (ctx: Ctx, customerId: string): boolean =>
  bucketOf(ctx.vault, ctx.actor.merchantId, customerId) < CONTROL_BPS;

/** So many new customers outside the control group, and one of it. Who is in it is drawn, so some more are made. */
export async function drawn(ctx: Ctx, free: number): Promise<{ free: string[]; controlled: string; others: string[] }> {
  const made = await customers(ctx, free + 150);
  const [controlled, ...moreControlled] = made.filter((id) => isControlled(ctx, id));
  const outside = made.filter((id) => !isControlled(ctx, id));
  const others = [...moreControlled, ...outside.slice(free)];
  return { free: outside.slice(0, free), controlled: controlled!, others };
}

/** A receipt of a test: who, when (a day at noon, or an instant), how much was paid and taken off. */
export interface Receipt {
  readonly customerId: string | null;
  readonly at: string | Date;
  readonly minor: number;
  readonly discountMinor?: number;
  readonly orderRef?: string;
}

/** Records receipts in one go, as an import does. */
export async function receipts(shop: Shop, rows: readonly Receipt[]): Promise<void> {
  const done = await inTx(shop.ctx, {}, async (tx) => {
    const [product] = await ensureProducts(tx, [{ sku: 'CUT', name: 'Cut' }]);
    const { productId } = valueOf(product!);
    const orders = rows.map(({ customerId, at, minor, discountMinor = 0, orderRef = newId() }) => {
      const orderedAt = typeof at === 'string' ? new Date(`${at}T12:00:00+08:00`) : at;
      const lines = [{ productId, quantityMilli: 1000, amountMinor: minor, discountMinor }];
      const content = { storeId: shop.storeId, customerId, orderedAt, lines };
      return {
        ...content,
        source: 'test',
        orderRef,
        contentHash: contentHashOf(content),
        businessDay: businessDay(orderedAt.getTime(), 'Asia/Shanghai'),
        grossMinor: minor + discountMinor,
        discountMinor,
        payableMinor: minor,
      };
    });
    const written = await recordMany(tx, orders);
    written.forEach(valueOf);
    return ok(null);
  });
  valueOf(done);
}

/** A visit on each of these days, at the same price. */
export const visits = (customerId: string, minor: number, days: readonly string[]): Receipt[] =>
  days.map((at) => ({ customerId, at, minor }));

const TERMS: TemplateDraft = {
  name: 'five off',
  kind: 'cash',
  amountMinor: 500,
  percentBps: null,
  itemSku: null,
  minSpendMinor: 0,
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validUntil: null,
  validDays: 14,
  usesPerCoupon: 1,
  issueLimit: null,
  customerLimit: null,
  budgetMinor: null,
};

export async function template(ctx: Ctx, own: Partial<TemplateDraft> = {}): Promise<string> {
  return valueOf(await createTemplate(ctx, { key: newId(), draft: { ...TERMS, ...own } })).templateId;
}

export const draft = (ctx: Ctx, own: Partial<DraftPlan> = {}) =>
  draftPlan(ctx, { key: newId(), name: 'Spring', budgetMinor: 1_000_000, ...own });
