import type { NewShift, ShiftView } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import type { KeyReused, ShiftRefusal } from '../errors.ts';
import { openPlaceOf } from '../open-place.ts';
import { shiftOpened } from './events.ts';
import { readCash, type Shift } from './shift.ts';
import * as store from './shift-store.ts';
import { shiftView } from './shift-view.ts';

export interface OpenShift {
  readonly key: string;
  readonly shift: NewShift;
}

/** Opens a shift with a float in the drawer. Whoever opens it, a person or a till's key, has one at a time in a store. */
export function openShift(
  ctx: Ctx,
  { key, shift: asked }: OpenShift,
): Promise<Result<ShiftView, ShiftRefusal | KeyReused>> {
  return inTx<ShiftView, ShiftRefusal>(ctx, { key, input: asked }, async (tx) => {
    const place = await openPlaceOf(tx, ctx.actor, asked.storeCode);
    if (!place.ok) return place;
    const { storeId, currency } = place.value;
    const float = readCash(asked.float, currency);
    if (!float.ok) return float;
    const begun = { shiftId: newId(), storeId, openedAt: tx.now, openedBy: ctx.actor.id, floatMinor: float.value };
    const shift: Shift = { ...begun, closedAt: null, closedBy: null, countedMinor: null };
    if ((await store.insertShift(tx, shift)) === 0) {
      const open = await store.openShiftOf(tx, storeId, ctx.actor.id);
      return refuse('shift_already_open', { shiftId: open?.shiftId ?? null });
    }
    await appendEvents(tx, [shiftOpened(shift)]);
    return ok(shiftView(shift, currency));
  });
}
