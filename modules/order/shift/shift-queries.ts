import type { ShiftReport, ShiftsQuery, ShiftView } from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { listedStoreOf } from '../open-place.ts';
import { readShift, shiftPage, sumsOf } from './shift-store.ts';
import { reportView, shiftView } from './shift-view.ts';

type ShiftNotFound = Refusal<'shift_not_found'>;

/** A shift with what it sold: of an open one so far, of a closed one for good. */
export function shiftReport(ctx: Ctx, shiftId: string): Promise<Result<ShiftReport, ShiftNotFound>> {
  const own = ctx.actor.storeId;
  return inRead<Result<ShiftReport, ShiftNotFound>>(ctx, async (tx) => {
    const shift = await readShift(tx, shiftId);
    if (!shift || (own !== null && shift.storeId !== own)) return refuse('shift_not_found', { shiftId });
    const { currency } = await merchantSettings(tx);
    return ok(reportView(shift, await sumsOf(tx, shiftId), currency));
  });
}

export interface ShiftList {
  readonly items: ShiftView[];
  readonly next: string | null;
}

type ListRefusal = Refusal<'order_store_unknown' | 'order_store_not_yours'>;

const PAGE = 50;

/** A page of shifts of a store, the newest first; of all stores where none is named. */
export function listShifts(ctx: Ctx, query: ShiftsQuery): Promise<Result<ShiftList, ListRefusal>> {
  const { storeCode, status, after, limit = PAGE } = query;
  const isOpen = status === undefined ? null : status === 'open';
  return inRead<Result<ShiftList, ListRefusal>>(ctx, async (tx) => {
    const store = await listedStoreOf(tx, ctx.actor, storeCode);
    if (!store.ok) return store;
    const rows = await shiftPage(tx, { storeId: store.value, isOpen, after: after ?? null, rows: limit + 1 });
    const { currency } = await merchantSettings(tx);
    const items = rows.slice(0, limit).map((shift) => shiftView(shift, currency));
    return ok({ items, next: rows.length > limit ? must(items.at(-1), 'a full page has a last shift').shiftId : null });
  });
}
