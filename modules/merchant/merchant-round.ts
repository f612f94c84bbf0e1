import { roundJob, type Job, type Round } from '@shuke/db';
import { forEachMerchant } from './merchant-queries.ts';

/** A job that comes round by itself for every merchant; what fails at one keeps no other waiting. */
export const merchantRound = (round: Omit<Round, 'everyMerchant'>): Job =>
  roundJob({ ...round, everyMerchant: forEachMerchant });
