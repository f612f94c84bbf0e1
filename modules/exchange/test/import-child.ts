import { createVault, openDb, systemCtx } from '@shuke/db';
import { systemClock } from '@shuke/kernel';
import { TEST_PREFIX, TEST_SECRET } from '@shuke/testkit';
import { importFile } from '../index.ts';

// A process of its own that imports a file and writes the result as JSON: what the tests kill, or run twice at once.
const [ownerUrl, merchantId, path] = process.argv.slice(2) as [string, string, string];
const db = openDb({ ownerUrl, secret: TEST_SECRET, rolePrefix: TEST_PREFIX, onError: () => {} });
const log = { info: () => {}, warn: () => {}, error: () => {} };
const ctx = systemCtx({ db, clock: systemClock, log, vault: createVault(TEST_SECRET) }, merchantId);
const result = await importFile(ctx, { path, preset: 'shuke' });
console.log(JSON.stringify(result));
await db.close();
