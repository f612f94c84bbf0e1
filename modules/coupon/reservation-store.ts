import { sql, type Tx } from '@shuke/db';

export interface NewHold {
  readonly reservationId: string;
  readonly couponId: string;
  readonly orderRef: string;
  readonly expiresAt: Date;
}

/** Holds a use for an order, or prolongs the hold that the order has; one that lapsed unseen comes to life again. */
export const insertHold = (tx: Tx, hold: NewHold): Promise<{ reservationId: string; expiresAt: Date }> =>
  tx.one(sql`
    insert into coupon_reservation
      (merchant_id, reservation_id, coupon_id, order_ref, reserved_at, expires_at)
    values (${tx.merchantId}, ${hold.reservationId}, ${hold.couponId}, ${hold.orderRef}, ${tx.now}, ${hold.expiresAt})
    on conflict (merchant_id, coupon_id, order_ref) where ended_at is null
    do update set expires_at = greatest(coupon_reservation.expires_at, excluded.expires_at)
    returning reservation_id as "reservationId", expires_at as "expiresAt"`);

/** Ends one live hold; answers whether there was one. */
export async function releaseHold(tx: Tx, reservationId: string): Promise<boolean> {
  const released = await tx.run(sql`
    update coupon_reservation set ended_at = ${tx.now}, outcome = 'released'
     where merchant_id = ${tx.merchantId} and reservation_id = ${reservationId}
       and ended_at is null and expires_at > ${tx.now}`);
  return released === 1;
}

/** Ends one chunk of holds past their time, at the time at which they lapsed; answers how many. */
export const lapseHolds = (tx: Tx, limit: number): Promise<number> =>
  tx.run(sql`
    with due as (
      select reservation_id from coupon_reservation
       where merchant_id = ${tx.merchantId} and ended_at is null and expires_at <= ${tx.now}
       order by expires_at limit ${limit}
         for update skip locked
    )
    update coupon_reservation h set ended_at = h.expires_at, outcome = 'lapsed'
      from due
     where h.merchant_id = ${tx.merchantId} and h.reservation_id = due.reservation_id`);
