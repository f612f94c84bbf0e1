import { ensureProducts } from '@shuke/catalog';
import { ensureCustomers, mergeCustomers, sealIdentifier, unmergeCustomers } from '@shuke/customer';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { businessDay, must, newId, ok, parseMinor, wallToInstantMs, type Refusal, type Result } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import { recordMany, type OrderRow } from '@shuke/order';
import { actAs, type TestServices } from '@shuke/testkit';

export interface ShopTerms {
  readonly currency?: string;
  readonly timeZone?: string;
  readonly dayStartMinute?: number;
  /** Code → time zone. */
  readonly stores?: Readonly<Record<string, string>>;
}

export interface Shop {
  readonly ctx: Ctx;
  readonly currency: string;
  readonly dayStartMinute: number;
  readonly zones: Readonly<Record<string, string>>;
  /** Ids by store code, by member number, by SKU. */
  readonly stores: Map<string, string>;
  readonly customers: Map<string, string>;
  readonly products: Map<string, string>;
}

/** Opens a merchant of its own, with an owner and stores. */
export async function openShop(services: TestServices, terms: ShopTerms = {}): Promise<Shop> {
  const { timeZone = 'Asia/Shanghai', dayStartMinute = 240, stores: zones = { S1: timeZone } } = terms;
  const owner = { signInName: `owner-${newId()}`, displayName: 'Owner' };
  const created = await createMerchant(services, {
    name: 'A shop',
    currency: terms.currency ?? 'CNY',
    timeZone,
    dayStartMinute,
    owner,
  });
  const ctx = actAs(services, valueOf(created).merchantId);
  const stores = new Map<string, string>();
  for (const [code, zone] of Object.entries(zones)) {
    const store = await addStore(ctx, { code, name: `Store ${code}`, timeZone: zone === timeZone ? null : zone });
    stores.set(code, valueOf(store).storeId);
  }
  return {
    ctx,
    currency: terms.currency ?? 'CNY',
    dayStartMinute,
    zones,
    stores,
    customers: new Map(),
    products: new Map(),
  };
}

/** One receipt. `at` is what the store's clock showed. */
export interface Receipt {
  readonly store: string;
  readonly at: string;
  /** A member number, or null. */
  readonly customer: string | null;
  readonly source: string;
  readonly lines: readonly { sku: string; category: string | null; milli: number; amount: number; discount: number }[];
}

export function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

/** Puts the rows of a table of expected figures together. */
export const of = (...parts: object[]): object => Object.assign({}, ...parts);

/** The business day of a receipt, as the till would say it. */
export function dayOf(
  shop: Pick<Shop, 'zones' | 'dayStartMinute'>,
  { at, store }: Pick<Receipt, 'at' | 'store'>,
): string {
  const zone = must(shop.zones[store], 'the store is known');
  return businessDay(wallToInstantMs(Date.parse(`${at}Z`), zone), zone, shop.dayStartMinute);
}

export async function merge({ ctx }: Shop, fromCustomerId: string, intoCustomerId: string): Promise<void> {
  valueOf(await mergeCustomers(ctx, { key: newId(), fromCustomerId, intoCustomerId, because: 'guest_said' }));
}

export const unmerge = async ({ ctx }: Shop, customerId: string): Promise<void> =>
  void valueOf(await unmergeCustomers(ctx, { key: newId(), customerId }));

let refs = 0;

/** Records receipts by the commands of the modules that own them. */
export async function record(shop: Shop, receipts: readonly Receipt[]): Promise<void> {
  const recorded = await inTx(shop.ctx, {}, async (tx) => {
    await learnCustomers(shop, tx, receipts);
    await learnProducts(shop, tx, receipts);
    return ok(
      await recordMany(
        tx,
        receipts.map((receipt) => orderOf(shop, receipt)),
      ),
    );
  });
  for (const order of valueOf(recorded)) valueOf(order);
}

async function learnCustomers(shop: Shop, tx: Tx, receipts: readonly Receipt[]): Promise<void> {
  const { vault, actor } = shop.ctx;
  const names = [...new Set(receipts.flatMap(({ customer }) => (customer === null ? [] : [customer])))];
  const rows = names.map((value) => ({
    ...valueOf(sealIdentifier(vault, actor.merchantId, { kind: 'member_no', value })),
    source: 'till',
  }));
  const found = await ensureCustomers(tx, rows);
  names.forEach((name, i) => shop.customers.set(name, found[i]!.customerId));
}

async function learnProducts(shop: Shop, tx: Tx, receipts: readonly Receipt[]): Promise<void> {
  const rows = receipts.flatMap(({ lines }) => lines).map(({ sku, category }) => ({ sku, name: `a ${sku}`, category }));
  const found = await ensureProducts(tx, rows);
  rows.forEach(({ sku }, i) => shop.products.set(sku, valueOf(found[i]!).productId));
}

function orderOf(shop: Shop, receipt: Receipt): OrderRow {
  const lines = receipt.lines.map(({ sku, milli, amount, discount }) => ({
    productId: must(shop.products.get(sku), 'the product is known'),
    quantityMilli: milli,
    amountMinor: amount,
    discountMinor: discount,
  }));
  const payableMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const discountMinor = lines.reduce((sum, line) => sum + line.discountMinor, 0);
  const zone = must(shop.zones[receipt.store], 'the store is known');
  const order = {
    storeId: must(shop.stores.get(receipt.store), 'the store is known'),
    customerId: receipt.customer === null ? null : must(shop.customers.get(receipt.customer), 'the customer is known'),
    source: receipt.source,
    orderRef: `R${(refs += 1)}`,
    orderedAt: new Date(wallToInstantMs(Date.parse(`${receipt.at}Z`), zone)),
    businessDay: dayOf(shop, receipt),
    lines,
  };
  return {
    ...order,
    contentHash: Buffer.alloc(16),
    payableMinor,
    discountMinor,
    grossMinor: payableMinor + discountMinor,
  };
}

/** One line a receipt: `S1 2026-01-05T09:10 ann till coffee:drinks*1=20.00 cake*2=30.00-5.00`; `-` is nobody. */
export const receiptsOf = (text: string): Receipt[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [store, at, customer, source, ...items] = line.trim().split(/\s+/);
      return {
        store: store!,
        at: at!,
        customer: customer === '-' ? null : customer!,
        source: source!,
        lines: items.map(lineOf),
      };
    });

function lineOf(item: string): Receipt['lines'][number] {
  const [, sku, category, quantity, amount, discount] = /^(\w+)(?::(\w+))?\*([\d.]+)=([\d.]+)(?:-([\d.]+))?$/.exec(
    item,
  )!;
  const minor = (text: string): number => must(parseMinor(text, 'CNY'), 'an amount has two digits');
  return {
    sku: sku!,
    category: category ?? null,
    milli: Number(quantity) * 1000,
    amount: minor(amount!),
    discount: minor(discount ?? '0'),
  };
}
