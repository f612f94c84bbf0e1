import { systemCtx, type Job } from '@shuke/db';
import { merchantRound } from '@shuke/merchant';
import { LEARN_IMPORTED, learnImported, type Orders, type OrderSpan } from './learn-imported.ts';
import { recomputeTags } from './recompute-tags.ts';

/** Works out all tags again, every night. What was learned as it happened is the same, so that a difference is worth a line. */
const recompute = merchantRound({
  name: 'customer:tags',
  schedule: '41 3 * * *',
  work: async (ctx, stopping) => {
    const changed = await recomputeTags(ctx, stopping);
    if (changed > 0)
      ctx.log.warn({ merchantId: ctx.actor.merchantId, changed }, 'tags were not as their evidence has them');
    return changed;
  },
});

const learn = (orders: Orders): Job<OrderSpan & { merchantId: string }> => ({
  name: LEARN_IMPORTED,
  run: (services, { merchantId, ...span }, stopping) =>
    learnImported(systemCtx(services, merchantId), { span, orders, stopping }),
});

export const tagJobs = (orders: Orders): readonly Job<never>[] => [recompute, learn(orders)];
