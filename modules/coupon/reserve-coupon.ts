import { inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, HOUR_MS, MINUTE_MS, must, newId, ok, type Result } from '@shuke/kernel';
import type { Claim } from './claim-rules.ts';
import { openCoupons } from './desk.ts';
import type { ClaimRefusal, KeyReused } from './errors.ts';
import { insertHold } from './reservation-store.ts';

export interface ReserveCoupon extends Claim {
  readonly key: string;
  readonly code: string;
  /** How long the use is held; a quarter of an hour unless told, a day at most. */
  readonly ttlMs?: number;
}

export interface Reservation {
  readonly reservationId: string;
  readonly couponId: string;
  readonly orderRef: string;
  /** When the hold falls back by itself, RFC 3339. */
  readonly expiresAt: string;
}

export const DEFAULT_TTL_MS = 15 * MINUTE_MS;
export const MAX_TTL_MS = 24 * HOUR_MS;

/**
 * Holds one use of a coupon for an order until the time is up, the order redeems it, or it is released. Reserving
 * again for the same order prolongs the hold. A hold never outlives its coupon.
 */
export function reserveCoupon(ctx: Ctx, cmd: ReserveCoupon): Promise<Result<Reservation, ClaimRefusal | KeyReused>> {
  return inTx(ctx, { key: cmd.key, input: cmd, storeRefusals: true }, (tx) => reserve(tx, cmd));
}

async function reserve(tx: Tx, cmd: ReserveCoupon): Promise<Result<Reservation, ClaimRefusal>> {
  const { orderRef, ttlMs = DEFAULT_TTL_MS } = cmd;
  assert(ttlMs > 0 && ttlMs <= MAX_TTL_MS, 'a hold lasts at most a day');
  const claim = { merchantId: tx.merchantId, code: cmd.code, orderRef, customerId: cmd.customerId };
  const desk = await openCoupons(tx, [claim]);
  const why = desk.why(claim);
  if (why) return why;
  const { couponId, expiresAt } = must(desk.coupon(tx.merchantId, cmd.code), 'a claimable coupon is locked');
  const until = new Date(Math.min(tx.now.getTime() + ttlMs, expiresAt.getTime()));
  const hold = await insertHold(tx, { reservationId: newId(), couponId, orderRef, expiresAt: until });
  return ok({ reservationId: hold.reservationId, couponId, orderRef, expiresAt: hold.expiresAt.toISOString() });
}
