import type { Job } from '@shuke/db';
import { merchantRound } from '@shuke/merchant';
import { evaluateDueTiers } from './evaluate-due-tiers.ts';

/** Raises and lowers tiers, every hour. */
export const loyaltyJobs: readonly Job[] = [
  merchantRound({ name: 'loyalty:tiers', schedule: '27 * * * *', work: evaluateDueTiers }),
];
