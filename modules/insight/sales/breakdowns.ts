import type { InsightHours, InsightSources, InsightStores } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { answering, type Answer, type Asked } from '../asking/asking.ts';
import { mean } from '../asking/ratio.ts';
import { emptySlice, sliceFigures, sumOf, totalFigures } from './sales.ts';
import { readHourSales, readSourceSales, readStoreSales, type SliceRow } from './sales-store.ts';

const mostFirst = (a: SliceRow<string>, b: SliceRow<string>): number =>
  b.payable - a.payable || b.orders - a.orders || (a.key < b.key ? -1 : 1);

const anything = (slice: SliceRow<unknown>): boolean =>
  slice.orders + slice.orders_before + slice.refunded + slice.refunded_before > 0;

/** Sales by where the orders came from, the greatest first. */
export const salesBySource = (ctx: Ctx, asked: Asked): Answer<InsightSources> =>
  answering(ctx, asked, async (question) => {
    const slices = (await readSourceSales(question.reader, question.range)).filter(anything);
    const all = sumOf(slices);
    const sources = slices
      .sort(mostFirst)
      .map((slice) => ({ source: slice.key, ...sliceFigures(slice, all, question) }));
    return { ...question.frame('sources'), ...totalFigures(all, question), sources };
  });

/** Sales by hour of the store's own clock, all 24 of them. */
export const salesByHour = (ctx: Ctx, asked: Asked): Answer<InsightHours> =>
  answering(ctx, asked, async (question) => {
    const slices = await readHourSales(question.reader, question.range);
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
    const { range, storeId, period } = question;
    const sold = (await readStoreSales(question.reader, range)).filter(anything);
    const guests = await question.walk('guestsByStore', { span: period });
    const all = sumOf(sold);
    const selling = new Set(sold.map((slice) => slice.key));
    const asleep = question.stores
      .filter((store) => (storeId ?? store.store_id) === store.store_id && !selling.has(store.store_id))
      .map((store) => emptySlice(store.store_id));
    const byId = new Map(question.stores.map((store) => [store.store_id, store]));
    const stores = [...sold, ...asleep].sort(mostFirst).map((slice) => {
      const store = byId.get(slice.key);
      return {
        storeId: slice.key,
        code: store?.code ?? null,
        name: store?.name ?? null,
        timeZone: store?.time_zone ?? null,
        averageTicket: question.moneyOrNull(mean(slice.payable, slice.orders)),
        guests: guests.get(slice.key) ?? 0,
        ...sliceFigures(slice, all, question),
      };
    });
    return { ...question.frame('stores'), ...totalFigures(all, question), stores };
  });
