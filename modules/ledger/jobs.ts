import { roundJob, type EveryMerchant, type Job } from '@shuke/db';
import { expireLots } from './expire-lots.ts';
import { takeSnapshot } from './take-snapshot.ts';

/**
 * The jobs of the ledger: what ended unspent is posted every hour, snapshots are taken every night. The ledger knows no
 * merchants by itself: who puts the program together passes them.
 */
export const ledgerJobs = ({ everyMerchant }: { everyMerchant: EveryMerchant }): readonly Job[] => [
  roundJob({ name: 'ledger:expire', schedule: '17 * * * *', everyMerchant, work: expireLots }),
  roundJob({ name: 'ledger:snapshot', schedule: '41 2 * * *', everyMerchant, work: takeSnapshot }),
];
