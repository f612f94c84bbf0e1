import { expect, test } from 'vitest';
import { runStorm } from '../storm/run.ts';

// `npm run bench -- storm` plays ten thousand; this is the same with a few, so that it stays true.
test('through faults and kills of server, database and providers every paid order is paid once and the books agree', async () => {
  const storm = await runStorm({
    orders: 60,
    seed: 3,
    kills: { shop: 1, database: 1, providers: 1 },
    stormMs: 9_000,
    calmMs: 240_000,
    returnsUntil: 0.2,
  });
  expect(storm).toMatchObject({ lost: [], doubled: [], differenceMinor: 0, open: 0, orders: 60, kills: 3 });
  expect(storm.faults).toBeGreaterThan(0);
  expect(storm.verified).toBe('Everything adds up.');
}, 300_000);
