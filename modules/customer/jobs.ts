import type { Job } from '@shuke/db';
import { identityJobs } from './identity/jobs.ts';
import type { VisitsOf } from './lifecycle/evaluate-activity.ts';
import { lifecycleJobs } from './lifecycle/evaluate-everybody.ts';
import { linkJobs } from './link/settle-late-spends.ts';
import { tagJobs } from './tag/jobs.ts';
import type { Orders } from './tag/learn-imported.ts';

/** What of people comes round by itself, or after an import. Visits and orders are read by whoever may. */
export const customerJobs = ({ visitsOf, ...orders }: { visitsOf: VisitsOf } & Orders): readonly Job<never>[] => [
  ...identityJobs,
  ...linkJobs,
  ...lifecycleJobs(visitsOf),
  ...tagJobs(orders),
];
