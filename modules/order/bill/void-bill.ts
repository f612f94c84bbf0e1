import type { BillView, BillVoid } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import type { BillRefusal, KeyReused } from '../errors.ts';
import type { Bill } from './bill.ts';
import * as store from './bill-store.ts';
import { viewOf } from './bill-view.ts';
import { billVoided } from './events.ts';
import { lockOneAsRead } from './locked.ts';

export interface VoidBill extends BillVoid {
  readonly key: string;
  readonly billId: string;
}

/** Gives an open bill up unpaid, as it was read: who did it and why stays with it. */
export function voidBill(ctx: Ctx, { key, ...cmd }: VoidBill): Promise<Result<BillView, BillRefusal | KeyReused>> {
  return inTx<BillView, BillRefusal>(ctx, { key, input: cmd }, async (tx) => {
    const locked = await lockOneAsRead(tx, ctx.actor, cmd);
    if (!locked.ok) return locked;
    const { billId, reason, version } = cmd;
    await store.voidBill(tx, billId, { reason, by: ctx.actor.id });
    const ended = { status: 'void', voidReason: reason, version: version + 1, updatedAt: tx.now } as const;
    const bill: Bill = { ...locked.value, ...ended };
    await appendEvents(tx, [billVoided(bill, ctx.actor.id)]);
    return ok(await viewOf(tx, bill));
  });
}
