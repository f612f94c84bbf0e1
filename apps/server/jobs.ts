import { couponJobs } from '@shuke/coupon';
import type { Job } from '@shuke/db';
import { decisionJobs } from '@shuke/decision';
import { exchangeJobs } from '@shuke/exchange';
import { ledgerJobs } from '@shuke/ledger';
import { loyaltyJobs } from '@shuke/loyalty';
import { forEachMerchant, merchantJobs } from '@shuke/merchant';
import type { Config } from './config.ts';

/** Everything that runs in the background. */
export const allJobs = (config: Pick<Config, 'uploadDir'>): Job<never>[] => [
  ...merchantJobs,
  ...ledgerJobs({ everyMerchant: forEachMerchant }),
  ...couponJobs,
  ...loyaltyJobs,
  ...decisionJobs,
  ...exchangeJobs({ uploadDir: config.uploadDir }),
];
