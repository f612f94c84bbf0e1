import type { BillQuoteRequest, BillsQuery, BillSummary, BillView, Quote } from '@shuke/contract';
import type { IdentifierRefusal } from '@shuke/customer';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { quote } from '../checkout/check-out.ts';
import type { AskRefusal, BillStateRefusal } from '../errors.ts';
import { listedStoreOf } from '../open-place.ts';
import { formatQuantityMilli } from '../order.ts';
import type { Bill } from './bill.ts';
import { openBills, readBills } from './bill-store.ts';
import { summaryOf, viewOf } from './bill-view.ts';

type BillNotFound = Refusal<'bill_not_found'>;

/** One bill with its lines, whatever became of it. To recall a sale that is held is to read it: it stays until it is paid. */
export function getBill(ctx: Ctx, billId: string): Promise<Result<BillView, BillNotFound>> {
  return inRead(ctx, async (tx) => {
    const bill = await billIn(tx, ctx, billId);
    return bill.ok ? ok(await viewOf(tx, bill.value)) : bill;
  });
}

/** Staff of one store see the bills of that store. */
async function billIn(tx: Tx, { actor }: Ctx, billId: string): Promise<Result<Bill, BillNotFound>> {
  const [bill] = await readBills(tx, [billId]);
  const isThere = bill !== undefined && (actor.storeId === null || actor.storeId === bill.storeId);
  return isThere ? ok(bill) : refuse('bill_not_found', { billId });
}

export interface BillPage {
  readonly items: BillSummary[];
  readonly next: string | null;
}

type ListRefusal = Refusal<'order_store_unknown' | 'order_store_not_yours'>;

const PAGE = 50;

/** A page of open bills of a store, held sales among them, the oldest first; of all stores where none is named. */
export function listOpenBills(ctx: Ctx, query: BillsQuery): Promise<Result<BillPage, ListRefusal>> {
  const { storeCode, after, limit = PAGE } = query;
  return inRead<Result<BillPage, ListRefusal>>(ctx, async (tx) => {
    const store = await listedStoreOf(tx, ctx.actor, storeCode);
    if (!store.ok) return store;
    const rows = await openBills(tx, { storeId: store.value, after: after ?? null, rows: limit + 1 });
    const items = rows.slice(0, limit).map(summaryOf);
    return ok({ items, next: rows.length > limit ? must(items.at(-1), 'a full page has a last bill').billId : null });
  });
}

/** Prices an open bill as a checkout of it would: its goods are its own, all else is asked as of a cart. */
export async function quoteBill(
  ctx: Ctx,
  { billId, ...asked }: BillQuoteRequest & { readonly billId: string },
): Promise<Result<Quote, BillStateRefusal | Refusal<'bill_empty'> | AskRefusal | IdentifierRefusal>> {
  const bill = await inRead(ctx, (tx) => billIn(tx, ctx, billId));
  if (!bill.ok) return bill;
  const { status, storeCode, source, customerId, lines } = bill.value;
  if (status !== 'open') return refuse('bill_not_open', { billId, status });
  if (lines.length === 0) return refuse('bill_empty', { billId });
  const names = asked.customer !== undefined || asked.customerId !== undefined;
  const goods = lines.map(({ sku, quantityMilli }) => ({ sku, quantity: formatQuantityMilli(quantityMilli) }));
  const whose = names || customerId === null ? {} : { customerId };
  return quote(ctx, { ...whose, ...asked, storeCode, source, lines: goods });
}
