import type { BillView, NewBill } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { instantToWallMs, newId, ok, type Result } from '@shuke/kernel';
import type { BillRefusal, KeyReused } from '../errors.ts';
import { openPlaceOf } from '../open-place.ts';
import { addLines, type Bill } from './bill.ts';
import { insertBill } from './bill-store.ts';
import { viewOf } from './bill-view.ts';
import { billOpened } from './events.ts';
import { whyUnknown } from './locked.ts';

export interface OpenBill {
  readonly key: string;
  readonly bill: NewBill;
}

/**
 * Opens a bill in a store: a table's, or with the source `counter` a sale that is held while the next guest is served.
 * Without a label it is called by the time on the store's clock.
 */
export function openBill(ctx: Ctx, { key, bill: asked }: OpenBill): Promise<Result<BillView, BillRefusal | KeyReused>> {
  return inTx<BillView, BillRefusal>(ctx, { key, input: asked }, async (tx) => {
    const place = await openPlaceOf(tx, ctx.actor, asked.storeCode);
    if (!place.ok) return place;
    const { storeId, timeZone } = place.value;
    const lines = addLines([], asked.lines ?? []);
    if (!lines.ok) return lines;
    const customerId = asked.customerId ?? null;
    const unknown = await whyUnknown(tx, { skus: lines.value.map(({ sku }) => sku), customerId });
    if (unknown) return unknown;
    const { storeCode, source = 'dine_in', label = timeAt(tx.now, timeZone) } = asked;
    const bill = newBill({ storeId, storeCode, label, source, customerId, lines: lines.value }, tx.now);
    await insertBill(tx, bill, ctx.actor.id);
    await appendEvents(tx, [billOpened(bill, null)]);
    return ok(await viewOf(tx, bill));
  });
}

/** A bill that nobody has seen yet. */
export function newBill(
  goods: Pick<Bill, 'storeId' | 'storeCode' | 'label' | 'source' | 'customerId' | 'lines'>,
  now: Date,
): Bill {
  const ends = { orderId: null, mergedInto: null, voidReason: null };
  return { ...goods, ...ends, billId: newId(), status: 'open', version: 1, createdAt: now, updatedAt: now };
}

/** What the clock on the store's wall shows, such as 18:05. */
const timeAt = (now: Date, timeZone: string): string =>
  new Date(instantToWallMs(now.getTime(), timeZone)).toISOString().slice(11, 16);
