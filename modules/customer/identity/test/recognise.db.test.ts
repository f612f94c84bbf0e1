import { beforeAll, describe, expect, test } from 'vitest';
import { inRead, inTx, sql, type Ctx } from '@shuke/db';
import { DAY_MS, HOUR_MS, newId, ok } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { mergeCustomers, unmergeCustomers } from '../../index.ts';
import { listIncidents } from '../identity-queries.ts';
import { recognise } from '../recognise.ts';
import { recordSignals } from '../record-signals.ts';
import { showMemberCode } from '../show-member-code.ts';
import { setThreshold } from '../threshold.ts';
import { customer, openCounter, see, signals, valueOf, type Counter } from './counter.ts';

const services = testServices();
let counter: Counter;
let ctx: Ctx;
beforeAll(async () => {
  counter = await openCounter(services);
  ctx = counter.ctx;
});

const eventsOf = (type: string): Promise<{ payload: Record<string, unknown> }[]> =>
  inRead(ctx, (tx) =>
    tx.many(
      sql`select payload from outbox where merchant_id = ${ctx.actor.merchantId} and type = ${type} order by event_id`,
    ),
  );

const countOf = async (kind: string): Promise<number> =>
  (await listIncidents(ctx, {})).filter((one) => one.kind === kind).reduce((sum, { count }) => sum + count, 0);

describe('recognition', () => {
  test('an identifier finds its person with confidence and evidence, and nobody is guessed', async () => {
    const alice = await customer(ctx, 'phone', '13800138000');
    expect(await see(counter, 'phone +8613800138000')).toEqual({
      outcome: 'recognised',
      customerId: alice,
      confidence: 0.995,
      threshold: 0.9,
      evidence: [{ kind: 'phone', grade: 'typed', weight: 5.3, hint: '•••8000' }],
      unmatched: [],
      conflict: [],
      flags: [],
    });
    expect(await see(counter, 'phone 13800138001, device NEW')).toMatchObject({
      outcome: 'unknown',
      customerId: null,
      confidence: null,
      evidence: [],
      unmatched: ['phone', 'device'],
    });
  });

  test('a device becomes evidence by being seen with its person, and is forgotten in time', async () => {
    const bob = await customer(ctx, 'payment_token', 'pay-bob');
    await see(counter, 'payment_token pay-bob, device AA:BB:CC:00:11:22');
    expect(await see(counter, 'device aa-bb-cc-00-11-22')).toMatchObject({ customerId: bob, confidence: 0.9181 });
    services.clock.advanceMs(150 * DAY_MS);
    expect(await see(counter, 'device aabbcc001122')).toMatchObject({
      outcome: 'unknown',
      evidence: [{ kind: 'device', grade: 'seen', weight: 3.8, hint: null }],
    });
  });

  test('of somebody unknown nothing is learnt', async () => {
    await see(counter, 'phone 13800138002, device STRANGE');
    await customer(ctx, 'phone', '13800138002');
    expect(await see(counter, 'device STRANGE')).toMatchObject({ outcome: 'unknown', unmatched: ['device'] });
  });

  test('what speaks for two people names neither, says so and is counted', async () => {
    const [carol, dan] = [
      await customer(ctx, 'payment_token', 'pay-carol'),
      await customer(ctx, 'phone', '13900000001'),
    ];
    const before = await countOf('conflict');
    const view = await see(counter, 'payment_token pay-carol, phone 13900000001');
    expect(view).toMatchObject({ outcome: 'unknown', customerId: null });
    expect(view.conflict.map(({ customerId }) => customerId)).toEqual([carol, dan]);
    expect(await countOf('conflict')).toBe(before + 1);
  });

  test('a device that more than a household shares says nothing, and a flag says why', async () => {
    for (let n = 0; n < 10; n += 1) {
      await customer(ctx, 'member_no', `SHARE${n}`);
      await see(counter, `member_no SHARE${n}, device TABLET`);
    }
    expect(await see(counter, 'device TABLET')).toMatchObject({ outcome: 'unknown', flags: ['shared_by_many'] });
    const learnt = await inRead(ctx, (tx) =>
      tx.one<{ n: number }>(sql`
        select count(*) as n from customer_signal
         where merchant_id = ${ctx.actor.merchantId}
           and hash = ${ctx.vault.hash(ctx.actor.merchantId, 'device', 'TABLET')}`),
    );
    expect(learnt.n).toBe(7);
    expect(await see(counter, 'device TABLET, member_no SHARE3')).toMatchObject({ confidence: 0.995 });
  });

  test('a merchant that wants more confidence is told of fewer people', async () => {
    await customer(ctx, 'phone', '13900000002');
    valueOf(await setThreshold(ctx, 0.998));
    expect(await see(counter, 'phone 13900000002')).toMatchObject({ outcome: 'unknown', threshold: 0.998 });
    valueOf(await setThreshold(ctx, 0.9));
    expect(await see(counter, 'phone 13900000002')).toMatchObject({ outcome: 'recognised' });
  });

  test('customers who were merged are one person, and two again after an un-merge', async () => {
    const [one, other] = [await customer(ctx, 'phone', '13900000003'), await customer(ctx, 'payment_token', 'pay-e')];
    const shown = 'phone 13900000003, payment_token pay-e';
    expect(await see(counter, shown)).toMatchObject({ outcome: 'unknown' });
    const because = 'guest_said' as const;
    valueOf(await mergeCustomers(ctx, { key: newId(), fromCustomerId: other, intoCustomerId: one, because }));
    expect(await see(counter, shown)).toMatchObject({ customerId: one, confidence: 0.9999 });
    expect(await see(counter, 'payment_token pay-e')).toMatchObject({ customerId: one });
    valueOf(await unmergeCustomers(ctx, { key: newId(), customerId: other }));
    expect(await see(counter, 'payment_token pay-e')).toMatchObject({ customerId: other });
  });

  test('a visit is counted once, however often somebody is recognised on it', async () => {
    await customer(ctx, 'phone', '13900000004');
    const seenDays = async () => {
      const { seen_days: days } = await inRead(ctx, (tx) =>
        tx.one<{ seen_days: number }>(sql`
          select seen_days from customer_identifier
           where merchant_id = ${ctx.actor.merchantId} and hint = '•••0004'`),
      );
      return days;
    };
    for (let n = 0; n < 3; n += 1) await see(counter, 'phone 13900000004');
    expect(await seenDays()).toBe(1);
    services.clock.advanceMs(13 * HOUR_MS);
    for (let n = 0; n < 3; n += 1) await see(counter, 'phone 13900000004');
    expect(await seenDays()).toBe(2);
  });

  test('a store of nobody or of another merchant is refused, and people of another merchant are nobody', async () => {
    await customer(ctx, 'phone', '13900000005');
    const other = await openCounter(services);
    const shown = signals('phone 13900000005');
    for (const storeId of [newId(), counter.stores.shanghai]) {
      const refused = await recognise(other.ctx, { signals: shown, storeId });
      expect(refused).toMatchObject({ refusal: { code: 'recognition_store_unknown' } });
    }
    expect(await see(other, 'phone 13900000005')).toMatchObject({ outcome: 'unknown', unmatched: ['phone'] });
  });
});

describe('an implausible jump', () => {
  test('of a device is not believed, is told by an event and is counted; in the time of a flight it is', async () => {
    const fay = await customer(ctx, 'payment_token', 'pay-fay');
    await see(counter, 'payment_token pay-fay, device FAY');
    const before = await countOf('device_jump');
    services.clock.advanceMs(HOUR_MS / 2);
    expect(await see(counter, 'device FAY', 'beijing')).toMatchObject({
      outcome: 'unknown',
      flags: ['device_jump'],
      evidence: [],
    });
    expect(await countOf('device_jump')).toBe(before + 1);
    const [flagged] = (await eventsOf('customer.device_flagged')).slice(-1);
    expect(flagged!.payload).toMatchObject({
      storeId: counter.stores.beijing,
      fromStoreId: counter.stores.shanghai,
      seconds: 1800,
    });
    services.clock.advanceMs(HOUR_MS);
    expect(await see(counter, 'device FAY', 'beijing')).toMatchObject({ customerId: fay, flags: [] });
  });

  test('does not keep the person from being recognised by what they show, nor moves the device there', async () => {
    const gil = await customer(ctx, 'payment_token', 'pay-gil');
    await see(counter, 'payment_token pay-gil, device GIL');
    const jumped = await see(counter, 'payment_token pay-gil, device GIL', 'beijing');
    expect(jumped).toMatchObject({ customerId: gil, flags: ['device_jump'], evidence: [{ kind: 'payment_token' }] });
    expect(await see(counter, 'device GIL')).toMatchObject({ customerId: gil, flags: [] });
  });

  test('is not judged where a store has no place', async () => {
    const hal = await customer(ctx, 'payment_token', 'pay-hal');
    await see(counter, 'payment_token pay-hal, device HAL');
    expect(await see(counter, 'device HAL', 'somewhere')).toMatchObject({ customerId: hal, flags: [] });
  });
});

describe('a member code', () => {
  const show = async (code: string, terminal?: string) =>
    recognise(ctx, { signals: [{ kind: 'member_code', value: code }], storeId: counter.stores.shanghai, terminal });

  test('recognises its customer, at the same till as often as it is scanned', async () => {
    const ida = await customer(ctx, 'phone', '13900000011');
    const { code } = valueOf(await showMemberCode(ctx, ida));
    expect(valueOf(await showMemberCode(ctx, ida)).code).toBe(code);
    for (let n = 0; n < 2; n += 1) {
      expect(valueOf(await show(code, 'T1'))).toMatchObject({ customerId: ida, confidence: 0.9999 });
    }
  });

  test('is refused at another till, as a picture later, forged, and for a card of nobody; each is counted', async () => {
    const jim = await customer(ctx, 'phone', '13900000012');
    const { code } = valueOf(await showMemberCode(ctx, jim));
    valueOf(await show(code, 'T1'));
    const refused = async (shown: string, terminal = 'T1') => {
      const result = await show(shown, terminal);
      return result.ok ? 'ok' : result.refusal.code;
    };
    const before = await Promise.all(['used', 'expired', 'invalid'].map((one) => countOf(`member_code_${one}`)));
    expect(await refused(code, 'T2')).toBe('member_code_used');
    expect(await refused(`88${'0'.repeat(18)}`)).toBe('member_code_invalid');
    services.clock.advanceMs(61_000);
    expect(await refused(code)).toBe('member_code_expired');
    const after = await Promise.all(['used', 'expired', 'invalid'].map((one) => countOf(`member_code_${one}`)));
    expect(after).toEqual(before.map((count) => count + 1));
    expect((await showMemberCode(ctx, newId())).ok).toBe(false);
  });

  test('shown at 100 tills at once is taken at one', async () => {
    const kim = await customer(ctx, 'phone', '13900000013');
    const { code } = valueOf(await showMemberCode(ctx, kim));
    const all = await Promise.all(Array.from({ length: 100 }, (_, n) => show(code, `T${n}`)));
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(new Set(all.flatMap((one) => (one.ok ? [] : [one.refusal.code])))).toEqual(new Set(['member_code_used']));
  });

  test('50 first looks at once give one card', async () => {
    const lee = await customer(ctx, 'phone', '13900000014');
    const all = await Promise.all(Array.from({ length: 50 }, () => showMemberCode(ctx, lee)));
    expect(new Set(all.map((one) => valueOf(one).code)).size).toBe(1);
  });
});

test('what is shared is learnt of whoever had it, and concurrent sights of one device do not lose the person', async () => {
  const mia = await customer(ctx, 'payment_token', 'pay-mia');
  const all = await Promise.all(
    Array.from({ length: 40 }, () => see(counter, 'payment_token pay-mia, device MIA, wifi MIA')),
  );
  expect(all.every(({ customerId }) => customerId === mia)).toBe(true);
  expect(await see(counter, 'device MIA')).toMatchObject({ customerId: mia });
  await inTx(ctx, {}, async (tx) => ok(await recordSignals(tx, [])));
  const stranger = actAs(services);
  expect(await listIncidents(stranger, {})).toEqual([]);
});
