import { beforeAll, describe, expect, test } from 'vitest';
import type { AudienceRule } from '@shuke/contract';
import { inRead, type Tx } from '@shuke/db';
import { postgresReader } from '@shuke/insight';
import { newId } from '@shuke/kernel';
import { ALL_DAYS, openBook, writeBook } from '@shuke/ledger';
import {
  earnSteps,
  evaluateTiers,
  holdingsOfCustomer,
  NO_PROGRAMME,
  pointsAsset,
  setProgramme,
  type Programme,
} from '@shuke/loyalty';
import { testServices } from '@shuke/testkit';
import { countPeople } from '../index.ts';
import { answerFrom } from '../postings/answer.ts';
import { buildPostings } from '../postings/build-here.ts';
import { questionsOf } from './ask.ts';
import * as shops from './shop.ts';
import { valueOf, written, type Shop } from './shop.ts';

const services = testServices('2026-01-10T04:00:00Z');
const tier = (tierId: string, rank: number) => ({
  tierId,
  name: tierId,
  rank,
  threshold: rank * 1000,
  windowMonths: 12,
  multiplierBps: 10_000,
  rights: [],
});
const DRAFT = {
  ...NO_PROGRAMME,
  points: {
    earn: { units: 1, perMinor: 100 },
    burn: { unitsPerStep: 100, stepMinor: 100, maxShareBps: 10_000, as: 'tender' },
    validity: { kind: 'months', months: 24, toMonthEnd: true },
    pendingDays: 0,
  },
  tiers: [tier('basic', 0), tier('silver', 1), tier('gold', 2)],
} as const;

let shop: Shop;
let programme: Programme;
let [ann, bob] = ['', ''];

beforeAll(async () => {
  shop = await shops.openShop(services, []);
  const { programmeId: _id, version: _version, ...draft } = DRAFT;
  programme = valueOf(await setProgramme(shop.ctx, { key: newId(), draft }));
  [ann, bob] = [await shops.newPerson(shop), await shops.newPerson(shop)];
  await shops.newPerson(shop);
  await earn(ann, 1500);
  await earn(bob, 200);
  services.clock.set('2026-03-10T04:00:00Z');
  await earn(ann, 600);
});

/** Points as a paid order gives them, and the tier that they come to. */
const earn = (customerId: string, amount: number): Promise<void> =>
  written(shop.ctx, async (tx) => {
    await post(tx, customerId, amount);
    await evaluateTiers(tx, [customerId]);
  });

async function post(tx: Tx, customerId: string, amount: number): Promise<void> {
  const member = { merchantId: tx.merchantId, customerId };
  const book = await openBook(tx, holdingsOfCustomer(programme, member));
  const earnings = [{ asset: pointsAsset(programme.programmeId), amount, lot: ALL_DAYS }];
  const steps = earnSteps({ ...member, earnings, owed: () => 0 });
  const ids = { merchantId: tx.merchantId, transactionId: newId(), referenceId: newId() };
  valueOf(book.post({ ...ids, purpose: 'order.paid', steps }));
  await writeBook(tx, book);
}

async function inTier(tierId: string, asOf?: string): Promise<string[]> {
  const rule: AudienceRule = { is: 'tier', tiers: [tierId] };
  const counted = valueOf(await countPeople(shop.ctx, { rule, sample: 10, ...(asOf ? { asOf } : {}) }));
  const found = counted.sample.map(({ personId }) => personId);
  const questions = await questionsOf(shop.ctx, rule, asOf);
  const postings = await inRead(shop.ctx, async (tx) => buildPostings(await postgresReader(tx)));
  const quick = answerFrom(postings, questions, { explain: false, sample: 10 });
  expect(quick.sample.map(({ personId }) => personId).toSorted()).toEqual(found.toSorted());
  return found.map((id) => (id === ann ? 'ann' : id === bob ? 'bob' : 'somebody'));
}

describe('a tier means', () => {
  test('who stands in it now, by what they earned', async () => {
    expect(await inTier('gold')).toEqual(['ann']);
    expect(await inTier('silver')).toEqual([]);
  });

  test('who stood in it on an earlier day, by the changes until then', async () => {
    expect(await inTier('silver', '2026-02-01')).toEqual(['ann']);
    expect(await inTier('gold', '2026-02-01')).toEqual([]);
    expect(await inTier('silver', '2026-01-09')).toEqual([]);
  });
});
