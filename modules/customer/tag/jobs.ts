import { systemCtx, type Job } from '@shuke/db';
import { Fault } from '@shuke/kernel';
import { forEachMerchant } from '@shuke/merchant';
import { LEARN_IMPORTED, learnImported, type Orders, type OrderSpan } from './learn-imported.ts';
import { recomputeTags } from './recompute-tags.ts';

/** Works out all tags again, every night. What was learned as it happened is the same, so that a difference is worth a line. */
const recompute: Job = {
  name: 'customer:tags',
  schedule: '41 3 * * *',
  async run(services, _payload, stopping) {
    let failed = 0;
    await forEachMerchant(services, async (ctx) => {
      const { merchantId } = ctx.actor;
      try {
        const changed = await recomputeTags(ctx, stopping);
        if (changed > 0) services.log.warn({ merchantId, changed }, 'tags were not as their evidence has them');
      } catch (error) {
        failed += 1;
        services.log.error({ merchantId, error: (error as Error).message }, 'tags could not be worked out again');
      }
    });
    if (failed > 0) throw new Fault(`tags of ${failed} merchants could not be worked out again`);
  },
};

const learn = (orders: Orders): Job<OrderSpan & { merchantId: string }> => ({
  name: LEARN_IMPORTED,
  run: (services, { merchantId, ...span }, stopping) =>
    learnImported(systemCtx(services, merchantId), { span, orders, stopping }),
});

export const tagJobs = (orders: Orders): readonly Job<never>[] => [recompute, learn(orders)];
