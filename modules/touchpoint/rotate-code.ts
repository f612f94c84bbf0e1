import type { TouchpointView } from '@shuke/contract';
import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { assert, HOUR_MS, must, ok, refuse, type Result } from '@shuke/kernel';
import { listCodes, merchantSettings } from '@shuke/merchant';
import { newCodes } from './code.ts';
import type { KeyReused, TouchpointNotFound } from './errors.ts';
import { codeRotated } from './events.ts';
import { endLastingCode, insertCodes, lockTouchpoint, readTouchpoint } from './touchpoint-store.ts';
import { touchpointView } from './wire.ts';

export interface RotateCode {
  readonly key: string;
  readonly touchpointId: string;
  /** How long the old code goes on, so that the new paper can be hung first; not at all unless told. */
  readonly graceHours?: number | undefined;
}

/** Gives a touchpoint a new code, as when a photograph of the old one goes round. */
export function rotateCode(
  ctx: Ctx,
  { key, touchpointId, graceHours = 0 }: RotateCode,
): Promise<Result<TouchpointView, TouchpointNotFound | KeyReused>> {
  return inTx<TouchpointView, TouchpointNotFound>(ctx, { key, input: { touchpointId, graceHours } }, async (tx) => {
    if (!(await lockTouchpoint(tx, touchpointId))) return refuse('touchpoint_not_found', { touchpointId });
    const ended = await endLastingCode(tx, touchpointId, new Date(tx.now.getTime() + graceHours * HOUR_MS));
    assert(ended === 1, 'a touchpoint has one code without an end');
    const rows = newCodes(ctx.vault, 1).map((code) => ({ code, touchpointId }));
    await insertCodes(tx, rows);
    await listCodes(ctx, tx, rows);
    await appendEvents(tx, [codeRotated(touchpointId)]);
    const { currency } = await merchantSettings(tx);
    return ok(touchpointView(must(await readTouchpoint(tx, touchpointId), 'it was locked'), currency));
  });
}
