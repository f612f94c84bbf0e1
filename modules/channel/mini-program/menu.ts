import type { MiniProgramMenu, MiniProgramMenuQuery } from '@shuke/contract';
import { listPrices, productsById, stockOf } from '@shuke/catalog';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { formatMinor, must, ok, type Refusal, type Result } from '@shuke/kernel';
import { findStores, listStores, merchantSettings } from '@shuke/merchant';
import { formatQuantityMilli } from '@shuke/order';

type Priced = Extract<Awaited<ReturnType<typeof listPrices>>, { ok: true }>['value'];

const PAGE = 50;

/** What general prices and the own prices of a store come to: its own before the general one, by product, a page of them. */
export function menuPage(general: Priced, own: Priced, limit: number): Priced {
  const byProduct = new Map([...general.items, ...own.items].map((item) => [item.productId, item]));
  const all = [...byProduct.values()].toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
  const items = all.slice(0, limit);
  const isMore = all.length > limit || general.next !== null || own.next !== null;
  return { items, next: isMore ? (items.at(-1)?.productId ?? null) : null };
}

/** A page of what a store sells, with its prices there and what is left. */
export async function readMenu(
  ctx: Ctx,
  { storeCode, after, limit = PAGE }: MiniProgramMenuQuery,
): Promise<Result<MiniProgramMenu, Refusal<'catalog_store_unknown' | 'catalog_store_not_yours'>>> {
  const own = await listPrices(ctx, { storeCode, after, limit });
  if (!own.ok) return own;
  const general = await listPrices(ctx, { after, limit });
  if (!general.ok) return general;
  const page = menuPage(general.value, own.value, limit);
  return inRead(ctx, async (tx) => ok({ items: await itemsOf(tx, storeCode, page), next: page.next }));
}

async function itemsOf(tx: Tx, storeCode: string, { items }: Priced): Promise<MiniProgramMenu['items']> {
  const { currency } = await merchantSettings(tx);
  const { storeId } = must((await findStores(tx, [storeCode])).get(storeCode), 'a store with prices is there');
  const productIds = items.map(({ productId }) => productId);
  const products = await productsById(tx, productIds);
  const counted = await stockOf(
    tx,
    productIds.map((productId) => ({ storeId, productId })),
  );
  const left = new Map(counted.map((row) => [row.productId, formatQuantityMilli(Math.max(0, row.quantityMilli))]));
  return items.map(({ productId, sku, name, priceMinor }) => ({
    productId,
    sku,
    name,
    category: products.get(productId)?.category ?? null,
    price: formatMinor(priceMinor, currency),
    left: left.get(productId) ?? null,
  }));
}

/** A page of the stores that are open for business. */
export async function readStores(ctx: Ctx, query: { readonly after?: string | undefined }) {
  const { items, next } = await listStores(ctx, query);
  return { items: items.filter(({ active }) => active).map(({ code, name }) => ({ code, name })), next };
}
