import { couponJobs } from '@shuke/coupon';
import type { Job } from '@shuke/db';
import { decisionJobs } from '@shuke/decision';
import { exchangeJobs } from '@shuke/exchange';
import { merchantJobs } from '@shuke/merchant';
import type { Config } from './config.ts';

/** Everything that runs in the background. */
export const allJobs = (config: Pick<Config, 'uploadDir'>): Job<never>[] => [
  ...merchantJobs,
  ...couponJobs,
  ...decisionJobs,
  ...exchangeJobs({ uploadDir: config.uploadDir }),
];
