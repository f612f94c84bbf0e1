import { expect, test } from 'vitest';
import type { Ctx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { verifyLedger } from '../index.ts';
import { takeSnapshot } from '../take-snapshot.ts';
import { ledgerVerifier } from '../verify-ledger.ts';
import { asOwner, card, given, points } from './shop.ts';

const services = testServices();

/** A merchant with points, money and a snapshot, all of which add up. */
async function soundShop(): Promise<Ctx> {
  const ctx = actAs(services);
  const [one, purse, store] = [points(ctx, newId()), card(ctx, newId()), newId()];
  services.clock.set('2026-03-02T02:00:00Z');
  await given(ctx, one.earn(10), one.burn(4), purse.topUp(500, store), purse.spend(120, store));
  services.clock.set('2026-03-06T02:00:00Z');
  await takeSnapshot(ctx);
  await given(ctx, purse.spend(30, store, '2026-03-06'));
  expect(await verifyLedger(ctx)).toEqual([]);
  return ctx;
}

const INSERT = `insert into ledger_transfer (merchant_id, transaction_id, leg, asset, amount, debit_account, debit_owner,
  credit_account, credit_owner, lot_from, lot_until, holder_id, purpose, reference_id, posted_at)`;
const row = ({ leg = 0, lot = 'null, null', holder = 'null::uuid' }): string =>
  `${INSERT}
   select $1::uuid, gen_random_uuid(), ${leg}, 'CNY', 1, 'cash', $1, 'sales', $1, ${lot}, ${holder}, 'forged', $1,
          timestamptz '2026-03-06 00:00:00Z'`;

test.each([
  [
    'a balance that somebody raised',
    `update ledger_balance set balance = balance + 1 where merchant_id = $1 and account = 'units'`,
    ['ledger_balance_differs', 'ledger_asset_not_zero'],
  ],
  [
    'a balance that somebody deleted',
    `delete from ledger_balance where merchant_id = $1 and account = 'stored_value'`,
    ['ledger_balance_differs', 'ledger_asset_not_zero'],
  ],
  [
    'a lot that somebody prolonged',
    `update ledger_balance set lot_until = '2030-01-01' where merchant_id = $1 and account = 'units'`,
    ['ledger_balance_differs'],
  ],
  [
    'a transfer that somebody deleted',
    `delete from ledger_transfer where merchant_id = $1 and credit_account = 'units'`,
    ['ledger_balance_differs', 'ledger_below_zero', 'ledger_asset_not_zero', 'ledger_snapshot_differs'],
  ],
  [
    'an amount that somebody changed',
    `update ledger_transfer set amount = amount + 1 where merchant_id = $1 and credit_account = 'sales' and amount = 30`,
    ['ledger_balance_differs', 'ledger_asset_not_zero'],
  ],
  [
    'a balance of an account that keeps none',
    `insert into ledger_balance (merchant_id, owner_id, account, asset, lot_from, lot_until, balance) values ($1, $1, 'sales', 'CNY', '-infinity', 'infinity', 0)`,
    ['ledger_balance_misplaced'],
  ],
  [
    'a lot of an account that has none',
    `insert into ledger_balance (merchant_id, owner_id, account, asset, lot_from, lot_until, balance) values ($1, $1, 'units_owed', 'x', '2026-01-01', 'infinity', 0)`,
    ['ledger_balance_misplaced'],
  ],
  [
    'an account that the chart does not know',
    `update ledger_transfer set credit_account = 'pocket' where merchant_id = $1 and credit_account = 'sales' and amount = 30`,
    ['ledger_account_unknown'],
  ],
  [
    'a transfer of a lot where there is none',
    row({ lot: `date '2026-01-01', date '2027-01-01'` }),
    ['ledger_lot_misplaced'],
  ],
  [
    'a transfer without its lot',
    `update ledger_transfer set lot_from = null, lot_until = null where merchant_id = $1 and credit_account = 'units'`,
    ['ledger_balance_differs', 'ledger_lot_misplaced'],
  ],
  ["a transfer on somebody else's statement", row({ holder: '$1' }), ['ledger_holder_wrong']],
  ['a first leg that is missing', row({ leg: 1 }), ['ledger_legs_not_numbered']],
  [
    'a snapshot that somebody changed',
    `update ledger_snapshot set balance = balance + 1 where merchant_id = $1 and account = 'sales'`,
    ['ledger_snapshot_differs', 'ledger_snapshot_missing'],
  ],
  [
    'a snapshot that somebody deleted',
    `delete from ledger_snapshot where merchant_id = $1 and account = 'sales'`,
    ['ledger_snapshot_missing'],
  ],
])('verification finds %s', async (_, corruption, codes) => {
  const ctx = await soundShop();
  expect(await asOwner(services, ctx.actor.merchantId, corruption)).toBeGreaterThan(0);
  const found = await verifyLedger(ctx);
  expect([...new Set(found.map(({ code }) => code))]).toEqual(expect.arrayContaining(codes));
  expect(found.every(({ facts }) => Object.keys(facts).length > 1)).toBe(true);
});

test('a finding names whose balance it is, what is kept and what follows from the transfers', async () => {
  const ctx = await soundShop();
  const raise = `update ledger_balance set balance = 9 where merchant_id = $1 and account = 'units'`;
  await asOwner(services, ctx.actor.merchantId, raise);
  expect((await verifyLedger(ctx))[0]).toMatchObject({
    code: 'ledger_balance_differs',
    facts: { account: 'units', asset: 'points:a', lotUntil: '2027-01-01', kept: 9, replayed: 6 },
  });
});

test('the verifier counts what it looked at', async () => {
  const ctx = await soundShop();
  expect(await ledgerVerifier.count(ctx)).toEqual({ transfers: 5, balances: 2, snapshots: 4 });
});
