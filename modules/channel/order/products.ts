import { ensureProducts } from '@shuke/catalog';
import type { Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import type { SaleLine } from '../amounts.ts';
import type { ChannelName } from '../channel.ts';
import { countItems } from './item-store.ts';

/** Packing and delivery stand on the sale as products of their own, so that the lines come to what was paid. */
const FEES = {
  packing: { sku: 'channel:packing', name: '打包费', category: '费用' },
  delivery: { sku: 'channel:delivery', name: '配送费', category: '费用' },
} as const;

const MAX_SKU = 100;

/**
 * The product of each line: what somebody has linked the platform's item to, else the product of its SKU, else one that is made
 * for the item, so that the order is taken although nobody has said yet what it is.
 */
export async function productsOf(tx: Tx, channel: ChannelName, lines: readonly SaleLine[]): Promise<string[]> {
  const sold = lines.flatMap(({ line }) => (line ? [line] : []));
  const skus = [...new Set(sold.flatMap(({ sku }) => sku ?? []))];
  const bySku = new Map<string, string>();
  const found = await ensureProducts(
    tx,
    skus.map((sku) => ({ sku })),
  );
  for (const [i, one] of found.entries()) if (one.ok) bySku.set(skus[i]!, one.value.productId);
  const items = new Map(
    sold.map(({ itemRef, name, sku }) => [itemRef, { itemRef, name, productId: bySku.get(sku ?? '') ?? null }]),
  );
  const linked = items.size > 0 ? await countItems(tx, channel, [...items.values()]) : new Map<string, string | null>();
  const rows = lines.map(({ line, kind }) =>
    line === null || kind !== 'goods'
      ? { productId: null, row: FEES[kind === 'packing' ? 'packing' : 'delivery'] }
      : { productId: linked.get(line.itemRef) ?? null, row: { sku: ownSku(channel, line.itemRef), name: line.name } },
  );
  const missing = rows.filter(({ productId }) => productId === null).map(({ row }) => row);
  const made = await ensureProducts(tx, missing);
  const madeBySku = new Map(missing.map(({ sku }, i) => [sku, made[i]!]));
  return rows.map(({ productId, row }) => {
    if (productId !== null) return productId;
    const product = must(madeBySku.get(row.sku), 'each missing product was asked for');
    return must(product.ok ? product.value.productId : null, 'a product with a name can be added');
  });
}

const ownSku = (channel: ChannelName, itemRef: string): string =>
  Array.from(`${channel}:${itemRef}`).slice(0, MAX_SKU).join('').trim();
