import { ensureProducts, productsById } from '@shuke/catalog';
import type { BillSummary, BillView } from '@shuke/contract';
import type { Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { formatQuantityMilli } from '../order.ts';
import type { Bill } from './bill.ts';

export function summaryOf(bill: Bill): BillSummary {
  const { billId, storeId, storeCode, label, source, customerId, status, version, lines } = bill;
  const times = { createdAt: bill.createdAt.toISOString(), updatedAt: bill.updatedAt.toISOString() };
  return { billId, storeId, storeCode, label, source, customerId, status, version, lineCount: lines.length, ...times };
}

/** A bill with the names of its products. */
export async function viewOf(tx: Tx, bill: Bill): Promise<BillView> {
  const names = await namesOf(
    tx,
    bill.lines.map(({ sku }) => sku),
  );
  const { orderId, mergedInto, voidReason } = bill;
  const lines = bill.lines.map(({ sku, quantityMilli }) => ({
    sku,
    name: must(names.get(sku), 'what is on a bill is in the catalogue'),
    quantity: formatQuantityMilli(quantityMilli),
  }));
  return { ...summaryOf(bill), lines, orderId, mergedInto, voidReason };
}

// Rows without a name are looked up and never added.
async function namesOf(tx: Tx, skus: readonly string[]): Promise<Map<string, string>> {
  const found = await ensureProducts(
    tx,
    skus.map((sku) => ({ sku })),
  );
  const productIds = found.flatMap((product) => (product.ok ? [product.value.productId] : []));
  const products = await productsById(tx, productIds);
  return new Map([...products.values()].map(({ sku, name }) => [sku, name]));
}
