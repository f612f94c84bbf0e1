import type { BillChange, BillView } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import type { BillRefusal, KeyReused } from '../errors.ts';
import { changeLines, type Bill } from './bill.ts';
import { writeBill } from './bill-store.ts';
import { viewOf } from './bill-view.ts';
import { billChanged } from './events.ts';
import { lockOneAsRead, whyUnknown } from './locked.ts';

export interface ChangeBill {
  readonly key: string;
  readonly billId: string;
  readonly change: BillChange;
}

/** Changes an open bill as it was read: its lines, its label, whose it is. Of two who read one version one is refused. */
export function changeBill(ctx: Ctx, cmd: ChangeBill): Promise<Result<BillView, BillRefusal | KeyReused>> {
  const { key, billId, change } = cmd;
  return inTx<BillView, BillRefusal>(ctx, { key, input: { billId, change } }, async (tx) => {
    const { version, lines: changes = [], label, customerId } = change;
    // A product that leaves the bill was there; looked up before the lock, so that the bill is held for a moment only.
    const skus = changes.flatMap((one) => (one.change === 'remove' ? [] : [one.sku]));
    const unknown = await whyUnknown(tx, { skus, customerId: customerId ?? null });
    if (unknown) return unknown;
    const locked = await lockOneAsRead(tx, ctx.actor, { billId, version });
    if (!locked.ok) return locked;
    const lines = changeLines(locked.value.lines, changes);
    if (!lines.ok) return lines;
    const told = { ...(label === undefined ? {} : { label }), ...(customerId === undefined ? {} : { customerId }) };
    const bill: Bill = { ...locked.value, ...told, lines: lines.value };
    await writeBill(tx, bill);
    const changed = { ...bill, version: version + 1, updatedAt: tx.now };
    await appendEvents(tx, [billChanged(changed)]);
    return ok(await viewOf(tx, changed));
  });
}
