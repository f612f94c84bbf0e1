import { inTx, systemCtx, type Ctx, type Job } from '@shuke/db';
import { ok } from '@shuke/kernel';
import { merchantRound } from '@shuke/merchant';
import { customersAfter } from './activity-store.ts';
import { advance } from './advance.ts';
import { evaluateActivity, type VisitsOf } from './evaluate-activity.ts';
import { EVALUATE_MERCHANT, membersAmong } from './follow-people.ts';
import type { StageFact } from './ladder.ts';

const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Looks at every customer of a merchant: whoever has bought is a buyer at least, since the first order, and absence makes
 * people slow, lapsing and lost without an event. Stops between two lots of customers when the server goes down.
 */
export async function evaluateEverybody(ctx: Ctx, visitsOf: VisitsOf, stopping?: AbortSignal): Promise<void> {
  for (let after: string | undefined = BEFORE_ALL; after !== undefined && !stopping?.aborted;) {
    const from: string = after;
    const done = await inTx(ctx, {}, async (tx) => {
      const customerIds = await customersAfter(tx, from, AT_ONCE);
      const visits = await visitsOf(tx, customerIds);
      const buyers = [...visits].map(([customerId, { firstAt }]): StageFact => ({
        customerId,
        to: 'buyer',
        because: 'order',
        at: firstAt,
      }));
      await advance(tx, [...buyers, ...(await membersAmong(tx, buyers))]);
      await evaluateActivity(tx, customerIds, visitsOf);
      return ok(customerIds.length === AT_ONCE ? customerIds.at(-1) : undefined);
    });
    after = done.ok ? done.value : undefined;
  }
}

/** Every night, and for one merchant after an import. */
export const lifecycleJobs = (visitsOf: VisitsOf): readonly Job<never>[] => [
  merchantRound({
    name: 'customer.evaluate_everybody',
    schedule: '47 3 * * *',
    work: (ctx, stopping) => evaluateEverybody(ctx, visitsOf, stopping).then(() => 0),
  }),
  {
    name: EVALUATE_MERCHANT,
    run: (services, { merchantId }: { merchantId: string }, stopping) =>
      evaluateEverybody(systemCtx(services, merchantId), visitsOf, stopping),
  },
];
