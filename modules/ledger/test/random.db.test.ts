import { expect, test } from 'vitest';
import { inRead } from '@shuke/db';
import { newId, seededRandom, type Random } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { balancesOf, lotsOf, verifyLedger, type Account, type Lot, type Step } from '../index.ts';
import { Model } from './model.ts';
import { card, points, POINTS, post, posting } from './shop.ts';

const services = testServices();
const DAYS = ['2026-01-05', '2026-02-05', '2026-03-05', '2026-04-05'];
const LOTS: Lot[] = [
  { from: '2026-01-01', until: '2026-02-01' },
  { from: '2026-01-01', until: '2026-03-01' },
  { from: '2026-02-01', until: '2026-04-01' },
  { from: '2026-01-01', until: 'infinity' },
];

function stepOf(random: Random, actors: ReturnType<typeof cast>): Step {
  const [who, purse] = [random.pick(actors.people), random.pick(actors.cards)];
  const [amount, lot, day, store] = [
    1 + random.int(20),
    random.pick(LOTS),
    random.pick(DAYS),
    random.pick(actors.stores),
  ];
  switch (random.int(7)) {
    case 0:
      return who.earn(amount, lot);
    case 1:
      return who.burn(amount, day);
    case 2:
      return purse.topUp(amount, store, lot);
    case 3:
      return purse.spend(amount, store, day);
    case 4:
      return purse.give(amount, lot);
    case 5:
      return purse.refund(amount, store, lot);
    default:
      return purse.spendBonus(amount, store, day);
  }
}

const cast = (ctx: ReturnType<typeof actAs>) => ({
  people: [points(ctx, newId()), points(ctx, newId())],
  cards: [card(ctx, newId()), card(ctx, newId())],
  stores: [newId(), newId()],
});

/** Every account that the random steps touch, with its asset. */
function accountsOf(steps: readonly Step[]): (Account & { asset: string })[] {
  const all = steps.flatMap(({ debit, credit, asset }) => [debit, credit].map((side) => ({ ...side, asset })));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

test.each([1, 2, 3, 4, 5, 6])('random postings (seed %i) end as the plain model says, in every lot', async (seed) => {
  const random = seededRandom(seed);
  const [ctx, model] = [actAs(services), new Model()];
  const actors = cast(ctx);
  const all: Step[] = [];
  for (let batch = 0; batch < 25; batch += 1) {
    const postings = Array.from({ length: 1 + random.int(4) }, () =>
      posting(ctx, ...Array.from({ length: 1 + random.int(3) }, () => stepOf(random, actors))),
    );
    all.push(...postings.flatMap(({ steps }) => steps));
    const expected = postings.map((one) => model.post(one));
    expect((await post(ctx, ...postings)).map((one) => one === 'ok')).toEqual(expected);
  }
  const accounts = accountsOf(all);
  const balances = await inRead(ctx, (tx) => balancesOf(tx, accounts));
  expect(balances).toEqual(accounts.map((account) => model.balance(account)));
  const held = accounts.filter(({ account }) => ['units', 'stored_value', 'stored_bonus'].includes(account));
  const lots = await inRead(ctx, (tx) => lotsOf(tx, held));
  const byName = lots.map((each) => Object.fromEntries(each.map((lot) => [`${lot.until} ${lot.from}`, lot.balance])));
  expect(byName).toEqual(held.map((account) => model.lots(account)));
  expect(await verifyLedger(ctx)).toEqual([]);
  expect(accounts.some(({ asset }) => asset === POINTS)).toBe(true);
});
