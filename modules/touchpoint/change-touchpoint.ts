import type { TouchpointChange, TouchpointView } from '@shuke/contract';
import { inTx, rowsChanged, type Ctx } from '@shuke/db';
import { must, ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { orLabelTaken, type KeyReused, type TouchpointNotFound, type TouchpointRefusal } from './errors.ts';
import { lockTouchpoint, readTouchpoint, updateTouchpoint } from './touchpoint-store.ts';
import { touchpointView } from './wire.ts';

type Refused = TouchpointNotFound | TouchpointRefusal;

/** Changes a touchpoint. Switched off, its codes lead nowhere; switched on again, the same paper works again. */
export function changeTouchpoint(
  ctx: Ctx,
  { touchpointId, ...change }: TouchpointChange & { touchpointId: string },
): Promise<Result<TouchpointView, Refused | KeyReused>> {
  return inTx<TouchpointView, Refused>(ctx, {}, async (tx) => {
    const before = await lockTouchpoint(tx, touchpointId);
    if (!before) return refuse('touchpoint_not_found', { touchpointId });
    const { currency } = await merchantSettings(tx);
    const costMinor = change.cost === undefined ? before.costMinor : parseMinor(change.cost, currency);
    if (costMinor === null) return refuse('touchpoint_invalid', { field: 'cost' });
    const { label = before.label, costPer = before.costPer, active = before.active } = change;
    const written = await orLabelTaken(updateTouchpoint(tx, { ...before, label, costPer, active, costMinor }));
    if (!written.ok) return written;
    await rowsChanged(tx, 'pub_touchpoint', [touchpointId]);
    return ok(touchpointView(must(await readTouchpoint(tx, touchpointId), 'it was locked'), currency));
  });
}
