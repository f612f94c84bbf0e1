import { randomUUID } from 'node:crypto';
import { approvePlan, getPlan, issuePlan } from '@shuke/decision';
import { granted, neededPlan, type Command } from './command.ts';

/** `shuke issue`: approves a draft, where that is still to be done, and gives its coupons out. */
export const issue: Command = {
  usage: 'issue PLAN',
  says: 'approves a plan and issues its coupons; called again it finishes what was begun',
  async run({ ctx, args, print }) {
    const planId = neededPlan(args[0], issue);
    const { status } = granted(await getPlan(ctx, planId));
    if (status === 'draft') granted(await approvePlan(ctx, { key: randomUUID(), planId }));
    const onChunk = (settled: number): void => print(`… ${settled} settled`);
    const issued = granted(await issuePlan(ctx, { key: randomUUID(), planId, onChunk }));
    print(
      `Issued ${issued.issuedCount} of ${issued.offerCount} coupons. The control group of ${issued.controlCount} got none.`,
    );
    print(`Later: npm run shuke -- report ${planId}`);
  },
};
