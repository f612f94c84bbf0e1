import { Fault } from '@shuke/kernel';
import type { Ctx, Services } from './ctx.ts';
import type { Job } from './jobs.ts';

/** Does something for every merchant. Who they are this package does not know. */
export type EveryMerchant = (services: Services, work: (ctx: Ctx) => Promise<void>) => Promise<void>;

/** What comes round by itself and is done for one merchant after the other. */
export interface Round {
  readonly name: string;
  /** A crontab line in UTC. */
  readonly schedule: string;
  readonly everyMerchant: EveryMerchant;
  /** Answers how much it did, for the log. */
  readonly work: (ctx: Ctx, stopping?: AbortSignal) => Promise<number>;
}

/**
 * The job of a round. What fails at one merchant keeps no other waiting; the job as a whole then fails and is tried again, so
 * that its work must be such that a repeat does no harm.
 */
export const roundJob = ({ name, schedule, everyMerchant, work }: Round): Job => ({
  name,
  schedule,
  async run(services, _payload, stopping) {
    let failed = 0;
    await everyMerchant(services, async (ctx) => {
      const { merchantId } = ctx.actor;
      try {
        const count = await work(ctx, stopping);
        if (count > 0) services.log.info({ job: name, merchantId, count }, 'done at one merchant');
      } catch (error) {
        failed += 1;
        services.log.error({ job: name, merchantId, error: (error as Error).message }, 'job failed at one merchant');
      }
    });
    if (failed > 0) throw new Fault(`${name} failed at ${failed} merchants`);
  },
});
