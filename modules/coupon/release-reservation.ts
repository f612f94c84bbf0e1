import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import * as store from './reservation-store.ts';
import type { KeyReused, ReleaseRefusal } from './errors.ts';

export interface ReleaseReservation {
  readonly reservationId: string;
}

/** Gives a held use back before its time. A hold that was redeemed, released or has lapsed is not found. */
export function releaseReservation(
  ctx: Ctx,
  cmd: ReleaseReservation,
): Promise<Result<null, ReleaseRefusal | KeyReused>> {
  return inTx(ctx, {}, async (tx) =>
    (await store.releaseHold(tx, cmd.reservationId)) ? ok(null) : refuse('reservation_not_found'),
  );
}
