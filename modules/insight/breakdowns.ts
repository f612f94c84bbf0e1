import type { InsightHours, InsightProducts, InsightSources, InsightStores } from '@shuke/contract';
import { mergedPersons } from '@shuke/customer';
import type { Ctx } from '@shuke/db';
import { assert, type Result } from '@shuke/kernel';
import { answering, type Asked, type Question } from './asking.ts';
import type { InsightRefusal } from './errors.ts';
import { changeBps, mean, shareBps } from './ratio.ts';
import { emptySlice, sliceFigures, sumOf, totalFigures } from './sales.ts';
import {
  readHourSales,
  readProductSales,
  readSourceSales,
  readStoreSales,
  type ProductRow,
  type SliceRow,
} from './sales-store.ts';

type Answer<T> = Promise<Result<T, InsightRefusal>>;

const mostFirst = (a: SliceRow<string>, b: SliceRow<string>): number =>
  b.payable - a.payable || b.orders - a.orders || (a.key < b.key ? -1 : 1);

/** Sales by where the orders came from, the greatest first. */
export const salesBySource = (ctx: Ctx, asked: Asked): Answer<InsightSources> =>
  answering(ctx, asked, async (question) => {
    const slices = await readSourceSales(question.tx, question.range);
    const all = sumOf(slices);
    const sources = slices
      .sort(mostFirst)
      .map((slice) => ({ source: slice.key, ...sliceFigures(slice, all, question) }));
    return { ...question.frame('sources'), ...totalFigures(all, question), sources };
  });

/** Sales by hour of the store's own clock, all 24 of them. */
export const salesByHour = (ctx: Ctx, asked: Asked): Answer<InsightHours> =>
  answering(ctx, asked, async (question) => {
    const slices = await readHourSales(question.tx, question.range);
    const all = sumOf(slices);
    const hours = Array.from({ length: 24 }, (_, hour) => {
      const slice = slices.find((one) => one.key === hour) ?? emptySlice(hour);
      return { hour, ...sliceFigures(slice, all, question) };
    });
    return { ...question.frame('hours'), ...totalFigures(all, question), hours };
  });

/** Sales by store, the greatest first; stores without an order too. */
export const salesByStore = (ctx: Ctx, asked: Asked): Answer<InsightStores> =>
  answering(ctx, asked, async (question) => {
    const { tx, range, storeId, stores: known } = question;
    const sold = await readStoreSales(tx, range, await mergedPersons(tx));
    const all = sumOf(sold);
    const selling = new Set(sold.map((slice) => slice.key));
    const asleep = known
      .filter((store) => (storeId ?? store.store_id) === store.store_id && !selling.has(store.store_id))
      .map((store) => ({ ...emptySlice(store.store_id), guests: 0 }));
    const byId = new Map(known.map((store) => [store.store_id, store]));
    const stores = [...sold, ...asleep].sort(mostFirst).map((slice) => {
      const store = byId.get(slice.key);
      return {
        storeId: slice.key,
        code: store?.code ?? null,
        name: store?.name ?? null,
        timeZone: store?.time_zone ?? null,
        averageTicket: question.moneyOrNull(mean(slice.payable, slice.orders)),
        guests: slice.guests,
        ...sliceFigures(slice, all, question),
      };
    });
    return { ...question.frame('stores'), ...totalFigures(all, question), stores };
  });

const DEFAULT_PRODUCTS = 20;

/** The products that brought most. Reads every order line of the period and of its comparison. */
export const topProducts = (ctx: Ctx, asked: Asked & { limit?: number }): Answer<InsightProducts> =>
  answering(ctx, asked, async (question) => {
    const rows = await readProductSales(question.tx, question.range, asked.limit ?? DEFAULT_PRODUCTS);
    return {
      ...question.frame('products'),
      amount: question.money(rows[0]?.amount_of_all ?? 0),
      products: rows.map((row) => productFigures(row, question)),
    };
  });

const productFigures = (row: ProductRow, question: Question) => ({
  productId: row.product_id,
  sku: row.sku,
  name: row.name,
  category: row.category,
  quantity: milliText(row.quantity_milli),
  lines: row.lines,
  amount: question.money(row.amount),
  discount: question.money(row.discount),
  amountBps: shareBps(row.amount, row.amount_of_all),
  amountBefore: question.money(row.amount_before),
  amountChangeBps: changeBps(row.amount, row.amount_before),
});

/** Thousandths as a plain decimal: 1500 is "1.5", 2000 is "2". */
function milliText(milli: number): string {
  assert(Number.isSafeInteger(milli), 'a quantity is an integer of thousandths');
  const digits = Math.abs(milli).toString().padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return `${milli < 0 ? '-' : ''}${digits.slice(0, -3)}${fraction === '' ? '' : `.${fraction}`}`;
}
