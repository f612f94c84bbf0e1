import { expect, test } from 'vitest';
import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { given, points, posting } from './shop.ts';
import { balancesOf, lotsOf, openBook, postMany, statementOf, verifyLedger } from '../index.ts';

const services = testServices();

// Statements as a mistake or an intruder would send them, in the role of the application.
const asApp = (ctx: Ctx, statement: Parameters<Parameters<Parameters<typeof inTx>[2]>[0]['run']>[0]) =>
  inTx(ctx, {}, async (tx) => ok(await tx.run(statement)));

async function aShop(): Promise<{ ctx: Ctx; one: ReturnType<typeof points>; merchantId: string }> {
  const ctx = actAs(services);
  const one = points(ctx, newId());
  await given(ctx, one.earn(10));
  return { ctx, one, merchantId: ctx.actor.merchantId };
}

test('the application can neither change nor delete a transfer or a snapshot', async () => {
  const { ctx, merchantId } = await aShop();
  for (const statement of [
    sql`update ledger_transfer set amount = 1 where merchant_id = ${merchantId}`,
    sql`delete from ledger_transfer where merchant_id = ${merchantId}`,
    sql`update ledger_snapshot set balance = 1 where merchant_id = ${merchantId}`,
    sql`delete from ledger_snapshot where merchant_id = ${merchantId}`,
    sql`truncate ledger_transfer`,
  ]) {
    await expect(asApp(ctx, statement)).rejects.toThrow('permission denied');
  }
});

test('a balance below zero is refused by its constraint, whatever the code thought', async () => {
  const { ctx, merchantId } = await aShop();
  const overdraw = sql`update ledger_balance set balance = balance - 11 where merchant_id = ${merchantId}`;
  await expect(asApp(ctx, overdraw)).rejects.toThrow('ledger_balance_floor');
});

test.each([
  ['moves nothing', 'cash', 0],
  ['moves less than nothing', 'cash', -5],
  ['moves value from an account to itself', 'sales', 5],
])('a transfer that %s is refused by its constraint', async (_, debit, amount) => {
  const { ctx, merchantId } = await aShop();
  const owner = newId();
  const insert = sql`
    insert into ledger_transfer (merchant_id, transaction_id, leg, asset, amount, debit_account, debit_owner,
                                 credit_account, credit_owner, purpose, reference_id, posted_at)
    values (${merchantId}, ${newId()}, 0, 'CNY', ${amount}, ${debit}, ${owner}, 'sales', ${owner}, 'test', ${newId()},
            ${ctx.clock.now()})`;
  await expect(asApp(ctx, insert)).rejects.toThrow('check constraint');
});

test("another merchant's accounts are empty, unseen and out of reach", async () => {
  const { ctx: theirs, one, merchantId } = await aShop();
  const mine = actAs(services);
  const account = { ...one.account, asset: 'points:a' };
  expect(await inRead(mine, (tx) => balancesOf(tx, [account]))).toEqual([0]);
  expect(await inRead(mine, (tx) => lotsOf(tx, [account]))).toEqual([[]]);
  expect((await statementOf(mine, one.account.owner)).items).toEqual([]);
  const book = await inTx(mine, {}, async (tx) =>
    ok((await openBook(tx, [{ ...account, merchantId }])).lots({ ...account, merchantId })),
  );
  expect(book).toMatchObject({ ok: true, value: [] });
  expect(await asApp(mine, sql`update ledger_balance set balance = 0 where merchant_id = ${merchantId}`)).toEqual(
    ok(0),
  );
  expect(await verifyLedger(theirs)).toEqual([]);
});

test('a posting for a merchant that the transaction does not act for is refused by the database', async () => {
  const [mine, theirs] = [actAs(services), actAs(services)];
  const forged = posting(theirs, points(theirs, newId()).earn(5));
  await expect(inTx(mine, {}, async (tx) => ok(await postMany(tx, [forged])))).rejects.toThrow('row-level security');
});
