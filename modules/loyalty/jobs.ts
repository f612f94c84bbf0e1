import type { Job } from '@shuke/db';
import { Fault } from '@shuke/kernel';
import { forEachMerchant } from '@shuke/merchant';
import { evaluateDueTiers } from './evaluate-due-tiers.ts';

const tiers: Job = {
  name: 'loyalty:tiers',
  schedule: '27 * * * *',
  async run(services) {
    let failed = 0;
    await forEachMerchant(services, async (ctx) => {
      const { merchantId } = ctx.actor;
      // What fails at one merchant must not keep the others waiting; the job as a whole then fails and is tried again.
      try {
        const count = await evaluateDueTiers(ctx);
        if (count > 0) services.log.info({ job: 'loyalty:tiers', merchantId, count }, 'tiers changed');
      } catch (error) {
        failed += 1;
        services.log.error(
          { job: 'loyalty:tiers', merchantId, error: (error as Error).message },
          'job failed at one merchant',
        );
      }
    });
    if (failed > 0) throw new Fault(`loyalty:tiers failed at ${failed} merchants`);
  },
};

/** Raises and lowers tiers, every hour. */
export const loyaltyJobs: readonly Job[] = [tiers];
