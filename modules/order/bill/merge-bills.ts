import type { BillMerge, BillView } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import type { BillRefusal, KeyReused } from '../errors.ts';
import { mergeLines, type Bill } from './bill.ts';
import { endAsMerged, writeBill } from './bill-store.ts';
import { viewOf } from './bill-view.ts';
import { billsMerged } from './events.ts';
import { lockAsRead } from './locked.ts';

export interface MergeBills {
  readonly key: string;
  /** The bill that the others come onto. */
  readonly billId: string;
  readonly merge: BillMerge;
}

/**
 * Puts open bills onto another of the same store, all or none, each as it was read. The bill keeps its label; whose it is
 * comes from the first of them that says so.
 */
export function mergeBills(ctx: Ctx, cmd: MergeBills): Promise<Result<BillView, BillRefusal | KeyReused>> {
  const { key, billId, merge } = cmd;
  return inTx<BillView, BillRefusal>(ctx, { key, input: { billId, merge } }, async (tx) => {
    const others = merge.bills.map((other) => other.billId);
    const twice = others.find((id, i) => id === billId || others.indexOf(id) < i);
    if (twice !== undefined) return refuse('bill_named_twice', { billId: twice });
    const locked = await lockAsRead(tx, ctx.actor, [{ billId, version: merge.version }, ...merge.bills]);
    if (!locked.ok) return locked;
    const into = must(locked.value[0], 'the bill that others come onto is locked');
    const elsewhere = locked.value.find(({ storeId }) => storeId !== into.storeId);
    if (elsewhere) return refuse('bill_not_found', { billId: elsewhere.billId });
    const lines = mergeLines(locked.value);
    if (!lines.ok) return lines;
    const customerId = locked.value.find((bill) => bill.customerId !== null)?.customerId ?? null;
    const bill: Bill = { ...into, customerId, lines: lines.value };
    await writeBill(tx, bill);
    await endAsMerged(tx, others, billId);
    await appendEvents(tx, [billsMerged(bill, others)]);
    return ok(await viewOf(tx, { ...bill, version: bill.version + 1, updatedAt: tx.now }));
  });
}
