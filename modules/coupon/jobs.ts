import type { Ctx, Job, Services } from '@shuke/db';
import { Fault } from '@shuke/kernel';
import { forEachMerchant } from '@shuke/merchant';
import { expireCoupons } from './expire-coupons.ts';
import { lapseReservations } from './lapse-reservations.ts';

/** Gives back what expired coupons bound, every hour. */
const expire: Job = {
  name: 'coupon:expire',
  schedule: '7 * * * *',
  run: (services) => atEveryMerchant(services, 'coupon:expire', expireCoupons),
};

/** Marks holds that are over as lapsed, every hour. Nothing waits for it. */
const lapse: Job = {
  name: 'coupon:lapse',
  schedule: '37 * * * *',
  run: (services) => atEveryMerchant(services, 'coupon:lapse', lapseReservations),
};

export const couponJobs: readonly Job[] = [expire, lapse];

// What fails at one merchant must not keep the others waiting; the job as a whole then fails and is tried again.
async function atEveryMerchant(services: Services, job: string, work: (ctx: Ctx) => Promise<number>): Promise<void> {
  let failed = 0;
  await forEachMerchant(services, async (ctx) => {
    const { merchantId } = ctx.actor;
    try {
      const count = await work(ctx);
      if (count > 0) services.log.info({ job, merchantId, count }, 'past their time');
    } catch (error) {
      failed += 1;
      services.log.error({ job, merchantId, error: (error as Error).message }, 'job failed at one merchant');
    }
  });
  if (failed > 0) throw new Fault(`${job} failed at ${failed} merchants`);
}
