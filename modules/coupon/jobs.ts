import type { Job } from '@shuke/db';
import { merchantRound } from '@shuke/merchant';
import { expireCoupons } from './expire-coupons.ts';
import { lapseReservations } from './lapse-reservations.ts';

/** Gives back what expired coupons bound, and marks holds that are over as lapsed, every hour. Nothing waits for either. */
export const couponJobs: readonly Job[] = [
  merchantRound({ name: 'coupon:expire', schedule: '7 * * * *', work: expireCoupons }),
  merchantRound({ name: 'coupon:lapse', schedule: '37 * * * *', work: lapseReservations }),
];
