import { systemCtx, type Job } from '@shuke/db';
import { merchantRound } from '@shuke/merchant';
import { REFRESH_ALL } from './saved/follow-people.ts';
import { refreshAll } from './saved/refresh-all.ts';

const refreshAllJob: Job<{ merchantId: string }> = {
  name: REFRESH_ALL,
  run: async (services, { merchantId }, stopping) => {
    await refreshAll(systemCtx(services, merchantId), { only: 'all', stopping });
  },
};

/** Hourly: a business day begins at another hour at each merchant, and classes and tags change without an event. */
const refreshRound = merchantRound({
  name: 'audience:refresh',
  schedule: '23 * * * *',
  work: (ctx, stopping) => refreshAll(ctx, { only: 'stale', stopping }),
});

export const audienceJobs: Job<never>[] = [refreshAllJob, refreshRound];
