import type { BillAddition, BillView } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import type { BillRefusal, KeyReused } from '../errors.ts';
import { addLines, type Bill } from './bill.ts';
import { writeBill } from './bill-store.ts';
import { viewOf } from './bill-view.ts';
import { billChanged } from './events.ts';
import { lockOneAsRead, whyUnknown } from './locked.ts';

export interface AddToBill {
  readonly key: string;
  readonly billId: string;
  readonly addition: BillAddition;
}

/**
 * Adds goods to an open bill, whatever others have added to it meanwhile: an order takes nothing from what a colleague
 * has read, so nobody is sent back to the table for it.
 */
export function addToBill(ctx: Ctx, cmd: AddToBill): Promise<Result<BillView, BillRefusal | KeyReused>> {
  const { key, billId, addition } = cmd;
  return inTx<BillView, BillRefusal>(ctx, { key, input: { billId, addition } }, async (tx) => {
    const unknown = await whyUnknown(tx, { skus: addition.lines.map(({ sku }) => sku), customerId: null });
    if (unknown) return unknown;
    const locked = await lockOneAsRead(tx, ctx.actor, { billId, version: null });
    if (!locked.ok) return locked;
    const lines = addLines(locked.value.lines, addition.lines);
    if (!lines.ok) return lines;
    const bill: Bill = { ...locked.value, lines: lines.value };
    await writeBill(tx, bill);
    const changed = { ...bill, version: bill.version + 1, updatedAt: tx.now };
    await appendEvents(tx, [billChanged(changed)]);
    return ok(await viewOf(tx, changed));
  });
}
