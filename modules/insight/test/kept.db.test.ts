import { expect, test } from 'vitest';
import type { Ctx } from '@shuke/db';
import { seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { concentration, keepPeople, overview } from '../index.ts';
import { merge, openShop, record, unmerge, valueOf, type Receipt } from './shop.ts';

const services = testServices('2026-03-10T04:00:00Z');
const DAYS = { from: '2026-02-09', to: '2026-03-10' };

async function figures(ctx: Ctx, storeId: string | undefined) {
  const asked = { ...DAYS, storeId };
  const answers = [valueOf(await overview(ctx, asked)), valueOf(await concentration(ctx, asked))];
  return answers.map((answer) => ({ ...answer, freshness: null }));
}

test('what is kept of past days is answered as if it were counted anew, also after late receipts and merges', async () => {
  const random = seededRandom(5);
  const shop = await openShop(services, { stores: { A: 'Asia/Shanghai', B: 'Asia/Tokyo' } });
  const receipt = (month: number): Receipt => ({
    store: random.pick(['A', 'B']),
    at: `2026-0${month}-${10 + random.int(15)}T12:00`,
    customer: random.pick([null, `guest ${random.int(12)}`]),
    source: 'till',
    lines: [{ sku: 'tea', category: null, milli: 1_000, amount: 100 * (1 + random.int(9)), discount: 0 }],
  });
  let merged: string | null = null;
  for (let step = 0; step < 12; step += 1) {
    // Mostly of today, and now and then what a till brings late.
    const today = { ...receipt(3), at: '2026-03-10T11:00' };
    await record(
      shop,
      step % 4 === 3 ? [receipt(1), receipt(2)] : [today, receipt(step === 0 ? 1 : 2)].slice(0, step ? 1 : 2),
    );
    const [from, into] = [...shop.customers.values()];
    if (step === 5 && from && into) await merge(shop, (merged = from), into);
    if (step === 8 && merged) await unmerge(shop, merged);
    // Another object of the same database is another process: it has kept nothing.
    const anew = { ...shop.ctx, db: { ...shop.ctx.db } };
    const people = keepPeople(anew, { memoryMb: 1 });
    for (const storeId of [undefined, ...shop.stores.values()]) {
      expect(await figures(shop.ctx, storeId)).toEqual(await figures(anew, storeId));
    }
    await people.close();
  }
});
