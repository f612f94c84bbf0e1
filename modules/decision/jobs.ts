import { systemCtx, type Job } from '@shuke/db';
import { FINISH_ISSUE, finishIssue } from './issue-plan.ts';

const finishIssueJob: Job<{ merchantId: string; planId: string }> = {
  name: FINISH_ISSUE,
  run: async (services, { merchantId, planId }) => {
    await finishIssue(systemCtx(services, merchantId), planId);
  },
};

export const decisionJobs = [finishIssueJob];
