import { inBatch, inRead, inTx, type BatchTx, type Ctx, type Services } from '@shuke/db';
import { must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import { actAs } from '@shuke/testkit';
import { ensureProducts, pricesSince, setPrices, setStock, type PriceChange, type PriceRow } from '../index.ts';

/** The value of a result that a test takes for granted. */
export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}

/** The refusal's code, or `ok`. */
export const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);

export const atOnce = <T>(count: number, call: (nth: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => call(nth)));

export interface Shop {
  readonly ctx: Ctx;
  readonly merchantId: string;
  /** Of the stores S1, S2 and S3. */
  readonly storeIds: readonly [string, string, string];
  readonly productIds: ReadonlyMap<string, string>;
}

let shops = 0;

/** A merchant with three stores and these products. */
export async function openShop(services: Services, skus: readonly string[] = ['tea', 'cake']): Promise<Shop> {
  const owner = { signInName: `owner-${(shops += 1)}@shop`, displayName: 'Owner' };
  const { merchantId } = valueOf(await createMerchant(services, { name: 'Shop', currency: 'CNY', owner }));
  const ctx = actAs(services, merchantId);
  const storeIds: string[] = [];
  for (const code of ['S1', 'S2', 'S3']) {
    storeIds.push(valueOf(await addStore(ctx, { key: newId(), code, name: code })).storeId);
  }
  const rows = skus.map((sku) => ({ sku, name: sku, category: 'goods' }));
  const ensured = valueOf(await inTx(ctx, {}, async (tx) => ok(await ensureProducts(tx, rows))));
  const productIds = new Map(ensured.map((one, i) => [skus[i]!, valueOf(one).productId]));
  return { ctx, merchantId, storeIds: storeIds as unknown as Shop['storeIds'], productIds };
}

export const price = ({ ctx }: Shop, ...rows: PriceChange[]) => setPrices(ctx, { key: newId(), rows });

/** Gives a product another name, and another category where one is told. */
export const rename = async ({ ctx }: Shop, sku: string, text: { name: string; category?: string }): Promise<void> =>
  void valueOf(await inTx(ctx, {}, async (tx) => ok(await ensureProducts(tx, [{ sku, ...text }], { update: true }))));

/** Counts goods in the first store, unless another is named. */
export const count = ({ ctx }: Shop, sku: string, { milli, at = 'S1' }: { milli: number | null; at?: string }) =>
  setStock(ctx, { key: newId(), rows: [{ sku, storeCode: at, quantityMilli: milli }] });

/** Runs a step as checkouts do: as the batch poster, for these merchants. */
export const asPoster = <T>(
  services: Services,
  shops: readonly Shop[],
  step: (tx: BatchTx) => Promise<T>,
): Promise<T> =>
  inBatch(services, { merchantIds: shops.map(({ merchantId }) => merchantId), lockTimeoutMs: 20_000 }, step);

export const pricesAfter = ({ ctx, merchantId }: Shop, version: number): Promise<PriceRow[]> =>
  inRead(ctx, (tx) => pricesSince(tx, merchantId, version));

export const productOf = ({ productIds }: Shop, sku: string): string =>
  must(productIds.get(sku), 'a test asks for a product that it made');
