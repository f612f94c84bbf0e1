import { createVault, openDb } from '@shuke/db';
import { systemClock } from '@shuke/kernel';
import { TEST_PREFIX, TEST_SECRET } from '@shuke/testkit';
import { openCopies } from '../copies.ts';

// A process that follows one merchant as fast as it can until it is killed.

const [ownerUrl, dir, merchantId] = process.argv.slice(2) as [string, string, string];
const db = openDb({ ownerUrl, secret: TEST_SECRET, rolePrefix: TEST_PREFIX, onError: () => {} });
const log = { info: () => {}, warn: () => {}, error: () => {} };
const services = { db, clock: systemClock, log, vault: createVault(TEST_SECRET) };
const copies = await openCopies(services, { dir, memoryMb: 256, threads: 2, footfallEveryMs: 0 });
if (copies) {
  console.log('following');
  for (;;) await copies.copy(merchantId).follow();
}
console.log('held elsewhere');
await db.close();
