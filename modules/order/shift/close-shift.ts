import type { ShiftReport } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refused, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import type { KeyReused, ShiftRefusal } from '../errors.ts';
import { shiftClosed } from './events.ts';
import { readCash, totalsOfShift } from './shift.ts';
import * as store from './shift-store.ts';
import { reportView } from './shift-view.ts';

export interface CloseShift {
  readonly key: string;
  readonly shiftId: string;
  /** What was counted in the drawer, as on the wire. */
  readonly counted: string;
}

/**
 * Closes a shift with what was counted, and reports it. It waits for checkouts and refunds under way, so that the report
 * holds exactly those that succeeded; nothing joins the shift afterwards. Whoever works in the store may close it.
 */
export function closeShift(
  ctx: Ctx,
  { key, ...cmd }: CloseShift,
): Promise<Result<ShiftReport, ShiftRefusal | KeyReused>> {
  return inTx<ShiftReport, ShiftRefusal>(ctx, { key, input: cmd }, async (tx) => {
    const { currency } = await merchantSettings(tx);
    const counted = readCash(cmd.counted, currency);
    if (!counted.ok) return counted;
    const { storeId, id: closedBy } = ctx.actor;
    const { shiftId } = cmd;
    const shift = await store.markClosed(tx, { shiftId, storeId, closedBy, countedMinor: counted.value });
    if (!shift) return whyNotClosable(tx, shiftId, storeId);
    const sums = await store.sumsOf(tx, shiftId);
    await appendEvents(tx, [shiftClosed(shift, totalsOfShift(shift, sums))]);
    return ok(reportView(shift, sums, currency));
  });
}

async function whyNotClosable(tx: Tx, shiftId: string, storeId: string | null): Promise<Refused<ShiftRefusal>> {
  const shift = await store.readShift(tx, shiftId);
  const isThere = shift && (storeId === null || shift.storeId === storeId);
  return isThere ? refuse('shift_closed', { shiftId }) : refuse('shift_not_found', { shiftId });
}
