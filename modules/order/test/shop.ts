import type { NewOrder, OrderRecorded } from '@shuke/contract';
import { createTemplate, issueCoupons, type TemplateDraft } from '@shuke/coupon';
import { inRead, sql, type Ctx } from '@shuke/db';
import { must, newId, type Refusal, type Result } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import { actAs, type TestServices } from '@shuke/testkit';
import { recordOrder } from '../index.ts';

/** A merchant with two stores, and short ways of saying what a till sends. */
export interface Shop {
  readonly ctx: Ctx;
  readonly storeId: string;
  readonly otherStoreId: string;
}

export async function openShop(services: TestServices): Promise<Shop> {
  const owner = { signInName: `owner-${newId()}`, displayName: '店主' };
  const store = { code: 'S1', name: '人民广场店' };
  const made = valueOf(await createMerchant(services, { name: '熟客面馆', dayStartMinute: 240, owner, store }));
  const ctx = actAs(services, made.merchantId);
  const other = valueOf(await addStore(ctx, { code: 'S2', name: '东京店', timeZone: 'Asia/Tokyo' }));
  return { ctx, storeId: must(made.storeId, 'the shop has a store'), otherStoreId: other.storeId };
}

/** Two bowls and a tea in store S1: 50.00 after 2.00 off, by a guest without a name. */
export const receipt = (change: Partial<NewOrder> = {}): NewOrder => ({
  orderRef: newId(),
  storeCode: 'S1',
  orderedAt: '2026-03-02T09:30:00+08:00',
  lines: [
    { sku: 'N1', name: '牛肉面', category: '面', quantity: '2', amount: '44.00', discount: '2.00' },
    { sku: 'D1', name: '酸梅汤', category: '饮品', quantity: '1', amount: '6.00' },
  ],
  ...change,
});

export const member = (value: string) => ({ kind: 'member_no' as const, value });

export const record = (ctx: Ctx, order: NewOrder, key: string = newId()) => recordOrder(ctx, { key, order });

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

export const recorded = async (ctx: Ctx, order: NewOrder): Promise<OrderRecorded> => valueOf(await record(ctx, order));

/** How many rows the merchant has of what recording makes. */
export const counts = (ctx: Ctx) =>
  inRead(ctx, async (tx) => {
    const { orders } = await tx.one<{ orders: number }>(sql`
      select count(*) as orders from sales_order where merchant_id = ${tx.merchantId}`);
    const { events } = await tx.one<{ events: number }>(sql`
      select count(*) as events from outbox where merchant_id = ${tx.merchantId} and type = 'order.recorded'`);
    return { orders, events };
  });

const TERMS: TemplateDraft = {
  name: 'ten off',
  kind: 'cash',
  amountMinor: 1000,
  percentBps: null,
  itemSku: null,
  minSpendMinor: 0,
  validFrom: new Date('2026-03-01T00:00:00Z'),
  validUntil: null,
  validDays: 30,
  usesPerCoupon: 1,
  issueLimit: null,
  customerLimit: null,
  budgetMinor: null,
};

/** Issues one coupon, to a customer or to the bearer, and gives its code. */
export async function coupon(ctx: Ctx, terms: Partial<TemplateDraft> = {}, customerId?: string): Promise<string> {
  const { templateId } = valueOf(await createTemplate(ctx, { key: newId(), draft: { ...TERMS, ...terms } }));
  const to = customerId ? { customerIds: [customerId] } : { count: 1 };
  const issue = valueOf(await issueCoupons(ctx, { key: newId(), templateId, to }));
  return must(issue.coupons[0], 'one coupon was issued').code;
}
