import { beforeAll, describe, expect, test } from 'vitest';
import { inRead, sql, systemCtx, type Ctx } from '@shuke/db';
import { HOUR_MS, MINUTE_MS, newId, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { findCustomer, getCustomer } from '../../customer-queries.ts';
import { bindIdentifier } from '../bind-identifier.ts';
import { boundIdentifiers, listIncidents } from '../identity-queries.ts';
import { forgetOldCodes } from '../jobs.ts';
import { releaseIdentifier } from '../release-identifier.ts';
import { CODES_PER_HOUR, collectCode, confirmCode, requestCode, TRIES_PER_CODE } from '../verify-phone.ts';
import { customer, openCounter, see, valueOf, type Counter } from './counter.ts';

const services = testServices();
let counter: Counter;
let ctx: Ctx;
beforeAll(async () => {
  counter = await openCounter(services);
  ctx = counter.ctx;
});

const phone = (value: string) => ({ kind: 'phone', value }) as const;
const bind = (customerId: string, identifier: Parameters<typeof bindIdentifier>[1]['identifier']) =>
  bindIdentifier(ctx, { customerId, identifier, source: 'staff' });
const countOf = async (kind: string): Promise<number> =>
  (await listIncidents(ctx, {})).filter((one) => one.kind === kind).reduce((sum, { count }) => sum + count, 0);

describe('binding', () => {
  test('gives one more identifier with grade, source and time, and again changes nothing', async () => {
    const ann = await customer(ctx, 'payment_token', 'pay-ann');
    await bind(ann, phone('13800000001'));
    const bound = valueOf(await bind(ann, phone('+86 138 0000 0001')));
    expect(bound).toEqual(valueOf(await boundIdentifiers(ctx, ann)));
    expect(
      bound
        .map(({ kind, hint, grade, source, seenDays }) => [kind, hint, grade, source, seenDays].join(' '))
        .toSorted(),
    ).toEqual(['payment_token •••ann presented payment 1', 'phone •••0001 typed staff 1']);
    expect(await see(counter, 'phone 13800000001')).toMatchObject({ customerId: ann });
  });

  test('of what is somebody else’s is refused by name and counted, and moves nothing', async () => {
    const [one, other] = [await customer(ctx, 'phone', '13800000002'), await customer(ctx, 'member_no', 'M2')];
    expect(await bind(other, phone('13800000002'))).toMatchObject({
      refusal: { code: 'identifier_taken', facts: { kind: 'phone', customerId: one } },
    });
    expect(await countOf('identifier_taken')).toBe(1);
    expect(await findCustomer(ctx, phone('13800000002'))).toEqual(ok({ customerId: one }));
    expect(await bind(newId(), phone('13800000003'))).toMatchObject({ refusal: { code: 'customer_not_found' } });
  });

  test('60 customers at once for one number: one gets it', async () => {
    const people = await Promise.all(Array.from({ length: 60 }, (_, n) => customer(ctx, 'member_no', `RACE${n}`)));
    const all = await Promise.all(people.map((customerId) => bind(customerId, phone('13800000004'))));
    expect(all.filter((one) => one.ok)).toHaveLength(1);
    expect(new Set(all.flatMap((one) => (one.ok ? [] : [one.refusal.code])))).toEqual(new Set(['identifier_taken']));
  });
});

describe('releasing', () => {
  test('frees an identifier for somebody else, and the last one leaves the customer there', async () => {
    const [ben, cat] = [await customer(ctx, 'phone', '13800000005'), await customer(ctx, 'member_no', 'M5')];
    const release = (customerId: string) => releaseIdentifier(ctx, { customerId, identifier: phone('13800000005') });
    expect(await release(cat)).toMatchObject({ refusal: { code: 'identifier_not_found' } });
    expect(await release(ben)).toEqual(ok([]));
    expect(await getCustomer(ctx, ben)).toMatchObject({ ok: true, value: { hints: [] } });
    expect((await bind(cat, phone('13800000005'))).ok).toBe(true);
    expect(await see(counter, 'phone 13800000005')).toMatchObject({ customerId: cat });
  });
});

describe('a phone is proved', () => {
  const sender = (): Ctx => systemCtx(services, ctx.actor.merchantId);
  const request = async (customerId: string, value: string) =>
    requestCode(ctx, { key: newId(), customerId, phone: value });
  const wrongOf = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  test('by the code that was collected for it once, and then weighs more', async () => {
    const dee = await customer(ctx, 'phone', '13800000010');
    const { verificationId } = valueOf(await request(dee, '13800000010'));
    expect(await collectCode(ctx, verificationId)).toMatchObject({ refusal: { code: 'verification_for_keys' } });
    const { code, phone: to } = valueOf(await collectCode(sender(), verificationId));
    expect([to, /^\d{6}$/.test(code)]).toEqual(['+8613800000010', true]);
    expect(await collectCode(sender(), verificationId)).toMatchObject({ refusal: { code: 'verification_expired' } });
    expect(await confirmCode(ctx, { verificationId, code: wrongOf(code) })).toMatchObject({
      refusal: { code: 'verification_wrong', facts: { triesLeft: TRIES_PER_CODE - 1 } },
    });
    expect(await confirmCode(ctx, { verificationId, code })).toEqual(ok(null));
    expect(await confirmCode(ctx, { verificationId, code })).toMatchObject({
      refusal: { code: 'verification_expired' },
    });
    expect(await see(counter, 'phone 13800000010')).toMatchObject({ evidence: [{ grade: 'verified', weight: 5.8 }] });
  });

  test('not by a code that is too old, of nobody, or of a number that is not theirs', async () => {
    const eve = await customer(ctx, 'phone', '13800000011');
    const { verificationId } = valueOf(await request(eve, '13800000011'));
    const { code } = valueOf(await collectCode(sender(), verificationId));
    services.clock.advanceMs(5 * MINUTE_MS);
    expect(await confirmCode(ctx, { verificationId, code })).toMatchObject({
      refusal: { code: 'verification_expired' },
    });
    expect(await confirmCode(ctx, { verificationId: newId(), code })).toMatchObject({
      refusal: { code: 'verification_not_found' },
    });
    expect(await request(eve, '13800000010')).toMatchObject({ refusal: { code: 'identifier_not_found' } });
  });

  test('with five tries, also when fifty guess at once', async () => {
    const fox = await customer(ctx, 'phone', '13800000012');
    const { verificationId } = valueOf(await request(fox, '13800000012'));
    const { code } = valueOf(await collectCode(sender(), verificationId));
    const guesses = await Promise.all(
      Array.from({ length: 50 }, () => confirmCode(ctx, { verificationId, code: wrongOf(code) })),
    );
    const codes = guesses.map((one) => (one.ok ? 'ok' : one.refusal.code));
    expect(codes.filter((one) => one === 'verification_wrong')).toHaveLength(TRIES_PER_CODE);
    expect(await confirmCode(ctx, { verificationId, code })).toMatchObject({
      refusal: { code: 'verification_expired' },
    });
  });

  test('with five codes an hour for one number, however many ask at once', async () => {
    const gus = await customer(ctx, 'phone', '13800000013');
    const all = await Promise.all(Array.from({ length: 40 }, () => request(gus, '13800000013')));
    expect(all.filter((one) => one.ok)).toHaveLength(CODES_PER_HOUR);
    expect(all.find((one) => !one.ok)).toMatchObject({
      refusal: { code: 'verification_limited', facts: { retryAfterS: 3600 } },
    });
    services.clock.advanceMs(HOUR_MS);
    expect((await request(gus, '13800000013')).ok).toBe(true);
  });

  test('and neither number nor code stands in an event, a log or a row, and what is over is forgotten', async () => {
    const hex = await customer(ctx, 'phone', '13800000014');
    const { verificationId } = valueOf(await request(hex, '13800000014'));
    const rows = await inRead(ctx, (tx) =>
      tx.many<{ text: string }>(sql`
        select v::text as text from phone_verification v where merchant_id = ${ctx.actor.merchantId}
        union all select o.payload::text from outbox o where merchant_id = ${ctx.actor.merchantId}
        union all select i::text from idempotency i where merchant_id = ${ctx.actor.merchantId}`),
    );
    const { code } = valueOf(await collectCode(sender(), verificationId));
    const text = JSON.stringify(rows) + JSON.stringify(services.log.lines);
    expect(text).toContain(verificationId);
    expect(text).not.toContain('13800000014');
    expect(text).not.toContain(`"${code}"`);
    services.clock.advanceMs(25 * HOUR_MS);
    await forgetOldCodes(ctx);
    expect(await confirmCode(ctx, { verificationId, code })).toMatchObject({
      refusal: { code: 'verification_not_found' },
    });
  });
});
