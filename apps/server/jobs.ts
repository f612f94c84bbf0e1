import { audienceJobs } from '@shuke/audience';
import { channelJobs } from '@shuke/channel';
import { couponJobs } from '@shuke/coupon';
import type { Job } from '@shuke/db';
import { customerJobs } from '@shuke/customer';
import { decisionJobs } from '@shuke/decision';
import { exchangeJobs } from '@shuke/exchange';
import { importedOrders, learnableOrders, visitsOf } from '@shuke/insight';
import { ledgerJobs } from '@shuke/ledger';
import { loyaltyJobs } from '@shuke/loyalty';
import { forEachMerchant, merchantJobs } from '@shuke/merchant';
import { printJobs } from '@shuke/order';
import { paymentJobs } from '@shuke/payment';
import { touchpointJobs } from '@shuke/touchpoint';
import type { Config } from './config.ts';

/** Everything that runs in the background. */
export const allJobs = (config: Pick<Config, 'uploadDir'>): Job<never>[] => [
  ...merchantJobs,
  ...ledgerJobs({ everyMerchant: forEachMerchant }),
  ...customerJobs({ visitsOf, ordersOf: learnableOrders, importedOrders }),
  ...touchpointJobs,
  ...couponJobs,
  ...loyaltyJobs,
  ...printJobs,
  ...paymentJobs,
  ...channelJobs,
  ...audienceJobs,
  ...decisionJobs,
  ...exchangeJobs({ uploadDir: config.uploadDir }),
];
