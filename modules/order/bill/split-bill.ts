import type { BillSplit, BillsSplit } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import type { BillRefusal, KeyReused } from '../errors.ts';
import { splitLines } from './bill.ts';
import { insertBill, writeBill } from './bill-store.ts';
import { viewOf } from './bill-view.ts';
import { billChanged, billOpened } from './events.ts';
import { lockOneAsRead } from './locked.ts';
import { newBill } from './open-bill.ts';

export interface SplitBill {
  readonly key: string;
  readonly billId: string;
  readonly split: BillSplit;
}

/** Moves goods of an open bill to a new one, which can be paid by itself. The customer stays with the old bill. */
export function splitBill(ctx: Ctx, cmd: SplitBill): Promise<Result<BillsSplit, BillRefusal | KeyReused>> {
  const { key, billId, split: asked } = cmd;
  return inTx<BillsSplit, BillRefusal>(ctx, { key, input: { billId, split: asked } }, async (tx) => {
    const locked = await lockOneAsRead(tx, ctx.actor, { billId, version: asked.version });
    if (!locked.ok) return locked;
    const parts = splitLines(locked.value.lines, asked.lines);
    if (!parts.ok) return parts;
    const { storeId, storeCode, source, version } = locked.value;
    const { label = locked.value.label } = asked;
    const split = newBill({ storeId, storeCode, label, source, customerId: null, lines: parts.value.split }, tx.now);
    await writeBill(tx, { ...locked.value, lines: parts.value.rest });
    await insertBill(tx, split, ctx.actor.id);
    const rest = { ...locked.value, lines: parts.value.rest, version: version + 1, updatedAt: tx.now };
    await appendEvents(tx, [billChanged(rest), billOpened(split, billId)]);
    return ok({ rest: await viewOf(tx, rest), split: await viewOf(tx, split) });
  });
}
