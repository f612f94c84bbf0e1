import { beforeAll, describe, expect, test } from 'vitest';
import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { DAY_MS, must, newId, ok, seededRandom, type Refusal, type Result } from '@shuke/kernel';
import { balancesOf } from '@shuke/ledger';
import { createMerchant } from '@shuke/merchant';
import { startStandIns, type RunningStandIns } from '@shuke/sandbox/stand-ins';
import { actAs, testServices } from '@shuke/testkit';
import { addAccount } from '../account/add-account.ts';
import { changeAccount } from '../account/change-account.ts';
import { beginPayment } from '../charge/begin-payment.ts';
import { recordOutcome } from '../charge/outcome-lanes.ts';
import { recordOutcomes } from '../charge/record-outcomes.ts';
import { readPayment } from '../charge/payment-queries.ts';
import type { Outcome } from '../gateway/gateway.ts';
import { requestRefunds } from '../refund/request-refunds.ts';
import { forgetOldContents } from '../jobs.ts';
import { moveBy, type KnownBy, type Payment } from '../payment.ts';
import { paymentVerifier } from '../verify-payments.ts';

const services = testServices();
let [ctx, storeId, accountId] = [undefined as unknown as Ctx, '', ''];
let standIns: RunningStandIns;

function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}

const wechat = (): Pick<Parameters<typeof addAccount>[1]['account'], 'baseUrl' | 'settings' | 'secrets'> =>
  standIns.providers.wechat.account('outcomes');

const add = (more: object = {}) =>
  addAccount(ctx, {
    key: newId(),
    account: { gateway: 'wechat', name: 'WeChat', publicUrl: 'http://shop.example', ...wechat(), ...more },
    publicUrl: null,
  });

beforeAll(async () => {
  standIns = await startStandIns({ tickMs: null });
  const owner = { signInName: `owner-${newId()}`, displayName: '店主' };
  const made = valueOf(await createMerchant(services, { name: '熟客面馆', owner, store: { code: 'S1', name: '店' } }));
  ctx = actAs(services, made.merchantId);
  storeId = must(made.storeId, 'the shop has a store');
  accountId = valueOf(await add()).accountId;
  return () => standIns.stop();
});

const AMOUNT = 2_200;

async function begun(): Promise<Payment> {
  const begin = { storeId, orderRef: newId(), amountMinor: AMOUNT, currency: 'CNY', content: '{}' };
  const way = { scene: 'qr', accountId } as const;
  const { paymentId } = valueOf(await inTx(ctx, {}, (tx) => beginPayment(tx, { ...begin, way })));
  return must(await read(paymentId), 'it was begun');
}

const read = (paymentId: string): Promise<Payment | null> => inRead(ctx, (tx) => readPayment(tx, paymentId));

const captured = (providerRef = '4200', amountMinor = AMOUNT): Outcome => ({
  state: 'captured',
  providerRef,
  amountMinor,
  currency: 'CNY',
  paidAt: services.clock.now(),
  payer: [{ kind: 'wechat_openid', value: 'wx1:o-1' }],
});

const hear = (outTradeNo: string, outcome: Outcome, by: KnownBy) =>
  recordOutcome(services, { merchantId: ctx.actor.merchantId, accountId, outTradeNo, outcome, by });

const told = (type: string, paymentId: string): Promise<number> =>
  inRead(ctx, async (tx) => {
    const { n } = await tx.one<{ n: number }>(sql`
      select count(*) as n from outbox
       where merchant_id = ${tx.merchantId} and type = ${type} and payload ->> 'paymentId' = ${paymentId}`);
    return n;
  });

const owed = (): Promise<number> =>
  inRead(ctx, async (tx) => {
    const [balance = 0] = await balancesOf(tx, [{ account: 'gateway_receivable', owner: accountId, asset: 'CNY' }]);
    return 0 - balance;
  });

describe('what is heard of a payment', () => {
  test('fifty times at once, by all ways, it is one capture, one posting and one event', async () => {
    const { paymentId, outTradeNo } = await begun();
    const before = await owed();
    const ways: readonly KnownBy[] = ['callback', 'answer', 'asking'];
    await Promise.all(Array.from({ length: 50 }, (_, i) => hear(outTradeNo, captured(), ways[i % 3]!)));
    expect(await read(paymentId)).toMatchObject({ status: 'captured', providerRef: '4200' });
    expect([await told('payment.captured', paymentId), await owed()]).toEqual([1, before + AMOUNT]);
  });

  test('in any sequence and at any time leads where the rules lead, one after the other', async () => {
    const random = seededRandom(4);
    const words: readonly (readonly [Outcome, KnownBy])[] = [
      [captured(), 'callback'],
      [captured(), 'asking'],
      [captured('4299'), 'callback'],
      [captured('4200', AMOUNT + 1), 'callback'],
      [{ state: 'failed', reason: 'balance_short', providerCode: 'NOTENOUGH' }, 'answer'],
      [{ state: 'closed' }, 'asking'],
      [{ state: 'unknown', why: 'timeout' }, 'answer'],
      [{ state: 'unknown', why: 'timeout' }, 'asking'],
      [{ state: 'waiting' }, 'asking'],
      [captured(), 'bill'],
    ];
    let captures = 0;
    const before = await owed();
    for (let round = 0; round < 40; round += 1) {
      const payment = await begun();
      const said = Array.from({ length: 6 }, () => random.pick(words));
      let expected = payment;
      for (const [outcome, by] of said) {
        const move = moveBy(expected, outcome, by);
        if (move.to === 'captured') expected = { ...expected, status: 'captured', providerRef: move.providerRef };
        if (move.to === 'failed' || move.to === 'closed') expected = { ...expected, status: move.to };
      }
      // In one transaction or each in its own: it is the same.
      if (round % 2 === 0) for (const [outcome, by] of said) await hear(payment.outTradeNo, outcome, by);
      else {
        const heard = said.map(([outcome, by]) => ({ accountId, outTradeNo: payment.outTradeNo, outcome, by }));
        await inTx(ctx, {}, async (tx) => ok(await recordOutcomes(tx, heard)));
      }
      expect(await read(payment.paymentId)).toMatchObject({
        status: expected.status,
        providerRef: expected.providerRef,
      });
      captures += expected.status === 'captured' ? 1 : 0;
    }
    expect(captures).toBeGreaterThan(10);
    expect(await owed()).toBe(before + captures * AMOUNT);
    expect(await paymentVerifier.run(ctx)).toEqual([]);
  });

  test('of a number that is not the account’s changes nothing and is told once', async () => {
    for (let i = 0; i < 3; i += 1) expect(await hear('0'.repeat(32), captured(), 'callback')).toBeNull();
    const { n } = await inRead(ctx, (tx) =>
      tx.one<{ n: number }>(sql`
        select count(*) as n from outbox
         where merchant_id = ${tx.merchantId} and type = 'payment.doubted' and payload ->> 'why' = 'number_unknown'`),
    );
    expect(n).toBe(1);
  });
});

test('of a payment no more goes back than was paid, however many ask at once', async () => {
  const { paymentId, outTradeNo } = await begun();
  await hear(outTradeNo, captured(), 'answer');
  const ask = () =>
    inTx(ctx, {}, async (tx) =>
      ok(await requestRefunds(tx, [{ paymentId, amountMinor: 500, cause: 'order', referenceId: newId() }])),
    );
  const answers = await Promise.all(Array.from({ length: 20 }, ask));
  expect(answers.flatMap((answer) => valueOf(answer)).filter((id) => id !== null)).toHaveLength(4);
  expect(await read(paymentId)).toMatchObject({ refundingMinor: 2_000 });
});

test('what a dead payment was to sell is forgotten after a month, and what waits is not', async () => {
  const [dead, open] = [await begun(), await begun()];
  await hear(dead.outTradeNo, { state: 'closed' }, 'asking');
  const kept = (): Promise<string[]> =>
    inRead(ctx, async (tx) => {
      const rows = await tx.many<{ id: string }>(sql`
        select payment_id as id from payment
         where merchant_id = ${tx.merchantId} and payment_id = any (${[dead.paymentId, open.paymentId]}::uuid[])
           and content is not null
         order by payment_id`);
      return rows.map(({ id }) => id);
    });
  expect(await kept()).toEqual([dead.paymentId, open.paymentId]);
  await forgetOldContents(ctx);
  expect(await kept()).toHaveLength(2);
  services.clock.advanceMs(31 * DAY_MS);
  await forgetOldContents(ctx);
  expect(await kept()).toEqual([open.paymentId]);
});

describe('an account', () => {
  test('is one a store and provider, whole, and says what it lacks', async () => {
    expect(await add()).toMatchObject({ ok: false, refusal: { code: 'payment_account_exists' } });
    expect(valueOf(await add({ storeCode: 'S1' })).accountId).toEqual(expect.any(String));
    expect(await add({ storeCode: 'S9' })).toMatchObject({ refusal: { code: 'payment_store_unknown' } });
    const lacking = await add({ gateway: 'alipay', settings: {}, secrets: {} });
    expect(lacking).toMatchObject({
      refusal: { code: 'payment_account_incomplete', facts: { lacking: expect.any(String) } },
    });
  });

  test('that is switched off begins no more, and hears of what it began', async () => {
    const { paymentId, outTradeNo } = await begun();
    valueOf(await changeAccount(ctx, accountId, { active: false }));
    await expect(begun()).rejects.toThrow('payment_account_not_found');
    await hear(outTradeNo, captured(), 'callback');
    expect(await read(paymentId)).toMatchObject({ status: 'captured' });
    valueOf(await changeAccount(ctx, accountId, { active: true }));
    await begun();
  });

  test('shows its secrets to nobody, in no row', async () => {
    const secrets = Object.values(wechat().secrets);
    const { row } = await inRead(ctx, (tx) =>
      tx.one<{ row: string }>(sql`
        select a::text || encode(secrets, 'escape') as row from payment_account a
         where merchant_id = ${tx.merchantId} and account_id = ${accountId}`),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets)
      expect(row.includes(secret.slice(secret.length / 2 - 8, secret.length / 2 + 8))).toBe(false);
  });
});
