import type { Ctx, Job, Services } from '@shuke/db';
import { Fault } from '@shuke/kernel';
import { expireLots } from './expire-lots.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** Does something for every merchant. The ledger knows none by itself: who puts the program together passes it. */
export type EveryMerchant = (services: Services, work: (ctx: Ctx) => Promise<void>) => Promise<void>;

/** The jobs of the ledger: what ended unspent is posted every hour, snapshots are taken every night. */
export const ledgerJobs = ({ everyMerchant }: { everyMerchant: EveryMerchant }): readonly Job[] => [
  jobOf({ name: 'ledger:expire', schedule: '17 * * * *', everyMerchant, work: expireLots }),
  jobOf({ name: 'ledger:snapshot', schedule: '41 2 * * *', everyMerchant, work: takeSnapshot }),
];

interface Round {
  readonly name: string;
  readonly schedule: string;
  readonly everyMerchant: EveryMerchant;
  readonly work: (ctx: Ctx) => Promise<number>;
}

// What fails at one merchant must not keep the others waiting; the job as a whole then fails and is tried again.
const jobOf = ({ name, schedule, everyMerchant, work }: Round): Job => ({
  name,
  schedule,
  async run(services) {
    let failed = 0;
    await everyMerchant(services, async (ctx) => {
      const { merchantId } = ctx.actor;
      try {
        const count = await work(ctx);
        if (count > 0) services.log.info({ job: name, merchantId, count }, 'written');
      } catch (error) {
        failed += 1;
        services.log.error({ job: name, merchantId, error: (error as Error).message }, 'job failed at one merchant');
      }
    });
    if (failed > 0) throw new Fault(`${name} failed at ${failed} merchants`);
  },
});
