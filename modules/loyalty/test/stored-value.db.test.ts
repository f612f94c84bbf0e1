import { beforeEach, expect, test } from 'vitest';
import { inBatch } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { blockCard } from '../block-card.ts';
import { cardsByNumber, openCard, topUp } from '../index.ts';
import { refundBalance } from '../refund-balance.ts';
import { draft, newCustomer, openShop, spend, tally, valueOf } from './shop.ts';
import { play } from './script.ts';

const services = testServices();
const DAY = '2026-03-02';
beforeEach(() => services.clock.set('2026-03-02T02:00:00Z'));
const cards = (table: string, storedValue = draft().storedValue): Promise<void> =>
  play(services, table, { storedValue });

test('money is paid in with its bonus, and what was paid in is spent first', () =>
  cards(`
    card    alice named                     ok
    top up  alice  50000                    ok
    top up  alice 100000                    ok
    holds   alice 150000+20000
    spend   alice 160000                    ok
    holds   alice 0+10000
    spend   alice  10001                    insufficient_stored_value
    spend   alice  10000                    ok
    holds   alice 0+0
  `));

test('the bonus goes first, or by its share, where the programme says so', async () => {
  const { storedValue } = draft();
  await cards(
    `
    card    alice named                     ok
    top up  alice 100000                    ok
    spend   alice  30000                    ok
    holds   alice 90000+0
  `,
    { ...storedValue, spendOrder: 'bonus_first' },
  );
  await cards(
    `
    card    alice named                     ok
    top up  alice 100000                    ok
    spend   alice      7                    ok
    holds   alice 99995+19998
    spend   alice 119993                    ok
    holds   alice 0+0
  `,
    { ...storedValue, spendOrder: 'by_share' },
  );
});

test('a card holds no more than its kind may, the bonus included', () =>
  cards(`
    card    alice named                     ok
    top up  alice 480001                    stored_value_limit_exceeded
    top up  alice 480000                    ok
    top up  alice      1                    stored_value_limit_exceeded
    spend   alice      1                    ok
    top up  alice      1                    ok
    card    bob   bearer                    ok
    top up  bob   100000                    stored_value_limit_exceeded
    top up  bob    99999                    ok
    top up  bob        2                    stored_value_limit_exceeded
    top up  bob        1                    ok
  `));

test('money on a bearer card can be spent for three years, and on a named card for ever', () =>
  cards(`
    card    alice named                     ok
    card    bob   bearer                    ok
    top up  alice  50000                    ok
    top up  bob    50000                    ok
    advance to 2029-03-01
    spend   bob    10000                    ok
    advance to 2029-03-02
    spend   bob        1                    insufficient_stored_value
    holds   bob    0+0
    advance to 2100-01-01
    spend   alice  50000                    ok
  `));

test('what has ended on a card leaves room below its limit before it is posted', async () => {
  const shop = await openShop(services);
  const { cardId } = valueOf(await openCard(shop.ctx, { key: newId(), customerId: null }));
  const pay = () => topUp(shop.ctx, { key: newId(), cardId, amountMinor: 99_999, way: 'card', storeCode: 'S1' });
  expect(tally([await pay(), await pay()])).toEqual({ ok: 1, stored_value_limit_exceeded: 1 });
  services.clock.set('2029-03-02T02:00:00Z');
  expect(valueOf(await pay()).balanceMinor).toBe(99_999);
});

test('a balance is paid out without its bonus, once', () =>
  cards(`
    card    alice named                     ok
    top up  alice 100000                    ok
    spend   alice  30000                    ok
    pay out alice  70000
    holds   alice  0+0
    pay out alice  stored_value_empty
  `));

test('500 tills at once spend one card exactly to nothing', async () => {
  const shop = await openShop(services);
  const { cardId } = valueOf(await openCard(shop.ctx, { key: newId(), customerId: null }));
  valueOf(await topUp(shop.ctx, { key: newId(), cardId, amountMinor: 10_000, way: 'cash', storeCode: 'S1' }));
  const results = await Promise.all(
    Array.from({ length: 500 }, () => spend(shop, { cardId, amountMinor: 100, day: DAY })),
  );
  expect(tally(results)).toEqual({ ok: 100, insufficient_stored_value: 400 });
});

test('200 top-ups at once of a card that never held anything stop at its limit', async () => {
  const { ctx } = await openShop(services);
  const { cardId } = valueOf(await openCard(ctx, { key: newId(), customerId: null }));
  const pay = () => topUp(ctx, { key: newId(), cardId, amountMinor: 1000, way: 'external', storeCode: 'S1' });
  const results = await Promise.all(Array.from({ length: 200 }, pay));
  expect(tally(results)).toEqual({ ok: 100, stored_value_limit_exceeded: 100 });
});

test('top-ups and spends of one card at once, mixed, never pass the limit nor zero', async () => {
  const shop = await openShop(services);
  const { cardId } = valueOf(await openCard(shop.ctx, { key: newId(), customerId: null }));
  const pay = () => topUp(shop.ctx, { key: newId(), cardId, amountMinor: 30_000, way: 'cash', storeCode: 'S1' });
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, nth) =>
      nth % 2 === 0 ? pay() : spend(shop, { cardId, amountMinor: 20_000, day: DAY }),
    ),
  );
  const { ok: good = 0, ...refused } = tally(results);
  expect(good).toBeGreaterThan(3);
  expect(Object.keys(refused).toSorted()).toEqual(['insufficient_stored_value', 'stored_value_limit_exceeded']);
  const [paidIn, spent] = [0, 1].map((rest) => results.filter((one, nth) => nth % 2 === rest && one.ok).length);
  const { amountMinor } = valueOf(
    await refundBalance(shop.ctx, { key: newId(), cardId, way: 'cash', storeCode: 'S1' }),
  );
  expect(amountMinor).toBe(paidIn! * 30_000 - spent! * 20_000);
});

test('a blocked card takes no money until it is opened again; its balance can be paid out', async () => {
  const { ctx } = await openShop(services);
  const { cardId } = valueOf(await openCard(ctx, { key: newId(), customerId: await newCustomer(ctx) }));
  const pay = () => topUp(ctx, { key: newId(), cardId, amountMinor: 500, way: 'cash', storeCode: 'S1' });
  valueOf(await pay());
  valueOf(await blockCard(ctx, { key: newId(), cardId, blocked: true }));
  expect(tally([await pay()])).toEqual({ stored_card_blocked: 1 });
  valueOf(await blockCard(ctx, { key: newId(), cardId, blocked: false }));
  valueOf(await pay());
  valueOf(await blockCard(ctx, { key: newId(), cardId, blocked: true }));
  const out = await refundBalance(ctx, { key: newId(), cardId, way: 'cash', storeCode: 'S1' });
  expect(valueOf(out).amountMinor).toBe(1000);
});

test('what cannot be done is refused by name', async () => {
  const { ctx } = await openShop(services, { storedValue: { ...draft().storedValue, enabled: false } });
  const { ctx: open } = await openShop(services);
  const pay = (own: object) =>
    topUp(open, { key: newId(), cardId: newId(), amountMinor: 1, way: 'cash', storeCode: 'S1', ...own });
  expect(
    tally([
      await openCard(ctx, { key: newId(), customerId: null }),
      await openCard(open, { key: newId(), customerId: newId() }),
      await pay({}),
      await pay({ storeCode: 'S9' }),
      await pay({ storeCode: undefined }),
      await blockCard(open, { key: newId(), cardId: newId(), blocked: true }),
    ]),
  ).toEqual({
    stored_value_not_offered: 1,
    customer_not_found: 1,
    stored_card_not_found: 2,
    loyalty_store_unknown: 2,
  });
});

test('cards of two merchants are found by number in one batch, each at its own merchant only', async () => {
  const [one, other] = [await openShop(services), await openShop(services)];
  const mine = valueOf(await openCard(one.ctx, { key: newId(), customerId: null }));
  const theirs = valueOf(await openCard(other.ctx, { key: newId(), customerId: null }));
  const rows = [
    { merchantId: one.merchantId, number: mine.number.replace(/^(\d{4})/, '$1 ') },
    { merchantId: other.merchantId, number: theirs.number },
    { merchantId: one.merchantId, number: theirs.number },
    { merchantId: one.merchantId, number: '123' },
  ];
  const merchantIds = [one.merchantId, other.merchantId];
  const found = await inBatch(services, { merchantIds, lockTimeoutMs: 1000 }, (tx) => cardsByNumber(tx, rows));
  expect(found.map((card) => card?.cardId ?? null)).toEqual([mine.cardId, theirs.cardId, null, null]);
});

test('staff of one store take money for that store, and for no other', async () => {
  const shop = await openShop(services);
  const ctx = actAs(services, shop.merchantId);
  const cashier = { ...ctx, actor: { ...ctx.actor, storeId: shop.storeId } };
  const elsewhere = { ...ctx, actor: { ...ctx.actor, storeId: newId() } };
  const { cardId } = valueOf(await openCard(ctx, { key: newId(), customerId: null }));
  const paid = { cardId, amountMinor: 500, way: 'cash' } as const;
  expect(tally([await topUp(cashier, { key: newId(), ...paid })])).toEqual({ ok: 1 });
  const refused = await topUp(elsewhere, { key: newId(), ...paid, storeCode: 'S1' });
  expect(tally([refused])).toEqual({ loyalty_store_not_yours: 1 });
});
