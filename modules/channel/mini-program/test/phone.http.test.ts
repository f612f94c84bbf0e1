import { beforeEach, describe, expect, test } from 'vitest';
import { ensureCustomers, sealIdentifier } from '@shuke/customer';
import { inTx } from '@shuke/db';
import { HOUR_MS, ok } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { openWorld, valueOf, type Answer, type Phone } from './world.ts';

const services = testServices();
const world = openWorld(services);

beforeEach(() => world.control('faults', { seed: 1, rate: 0, kinds: [] }));

const AGREED = { membership: 0, marketing: 0 };

const give = (phone: Phone, guest: string, more: object = {}): Promise<Answer> => {
  const code = world.code(guest, { kind: 'phone' });
  return phone.post('phone', { code, consents: AGREED, language: 'zh-CN', ...more });
};
const outcomeOf = ({ status, body }: Answer): string => `${status} ${body.code ?? String(body['status'])}`;

interface Consent {
  readonly purpose: string;
  readonly wordingVersion: number;
  readonly language: string;
  readonly source: string;
}

/** What a customer agreed to, the newest first. */
async function consentsOf(customerId: string): Promise<string[]> {
  const { body } = await world.call('GET', `/v1/customers/${customerId}/consents`);
  const entries = body['entries'] as Consent[];
  return entries.map(({ purpose, wordingVersion, language, source }) =>
    [purpose, wordingVersion, language, source].join(' '),
  );
}

/** The customer who agreed last. */
async function lastWhoAgreed(): Promise<string> {
  const told = await world.told<{ customerId: string }>('consent.granted');
  return told.at(-1)!.customerId;
}

const calls = (operation: string): number => world.standIns.desk.counts()[`call wechat ${operation}`] ?? 0;

/** Whose a number is, known at the till before. */
async function knownAtTheTill(phone: string): Promise<string> {
  const { vault, actor } = world.ctx;
  const sealed = valueOf(sealIdentifier(vault, actor.merchantId, { kind: 'phone', value: phone }));
  const made = await inTx(world.ctx, {}, async (tx) => ok(await ensureCustomers(tx, [{ ...sealed, source: 'till' }])));
  return valueOf(made)[0]!.customerId;
}

describe('a number that WeChat tells', () => {
  test('is the guest’s from then on, with the consents to the words that were shown, once', async () => {
    const phone = await world.phoneOf('mei');
    world.standIns.miniPrograms.setPhone('mei', '13912345678');
    const { wordings } = (await phone.get('me')).body as unknown as { wordings: { purpose: string }[] };
    expect(wordings.map(({ purpose }) => purpose)).toEqual(['membership', 'marketing', 'personalisation']);
    expect(outcomeOf(await give(phone, 'mei'))).toBe('200 received');
    expect(outcomeOf(await give(phone, 'mei'))).toBe('200 received');
    expect((await consentsOf(await lastWhoAgreed())).toSorted()).toEqual([
      'marketing 0 zh-CN guest_page',
      'membership 0 zh-CN guest_page',
    ]);
    const { hints, isCustomer } = (await phone.get('me')).body;
    expect(isCustomer).toBe(true);
    expect(hints).toContainEqual({ kind: 'phone', hint: '•••5678' });
    // Another phone of the same person knows it as well.
    expect((await (await world.phoneOf('mei')).get('me')).body['hints']).toEqual(hints);
  });

  test('that is somebody else’s stays theirs, with the same answer', async () => {
    const customerId = await knownAtTheTill('13800001111');
    const phone = await world.phoneOf('thief');
    world.standIns.miniPrograms.setPhone('thief', '13800001111');
    expect(outcomeOf(await give(phone, 'thief'))).toBe('200 received');
    expect((await phone.get('me')).body['hints']).toMatchObject([
      { kind: 'wechat_openid' },
      { kind: 'wechat_unionid' },
    ]);
    // What the guest agreed to is recorded for the guest, and nothing for whose number it is.
    expect(await consentsOf(customerId)).toEqual([]);
    expect(await consentsOf(await lastWhoAgreed())).toHaveLength(2);
  });

  test.each([
    [{ consents: {} }, '400 consent_missing'],
    [{ consents: { marketing: 0 } }, '400 consent_missing'],
    [{ consents: { membership: 7 } }, '409 consent_outdated'],
  ])('is not asked for without consent to the words of now: %o', async (more, outcome) => {
    const phone = await world.phoneOf(`unsure ${outcome}`);
    const asked = calls('getuserphonenumber');
    expect(outcomeOf(await give(phone, 'unsure', more))).toBe(outcome);
    expect(calls('getuserphonenumber')).toBe(asked);
    expect((await phone.get('me')).body['isCustomer']).toBe(false);
  });

  test('is told once for a code, and for no code of the sign-in', async () => {
    const phone = await world.phoneOf('twice');
    const code = world.code('twice', { kind: 'phone' });
    expect(outcomeOf(await give(phone, 'twice', { code }))).toBe('200 received');
    expect(outcomeOf(await give(phone, 'twice', { code }))).toBe('400 mini_program_code_invalid');
    expect(outcomeOf(await give(phone, 'twice', { code: world.code('twice') }))).toBe('400 mini_program_code_invalid');
  });

  test('is told to nobody else’s phone, and for no code of another app', async () => {
    const phone = await world.phoneOf('curious');
    const others = world.code('somebody', { kind: 'phone' });
    expect(outcomeOf(await give(phone, 'curious', { code: others }))).toBe('400 mini_program_code_invalid');
    const elsewhere = { kind: 'phone', appId: 'wx0000', guest: 'curious' } as const;
    const code = world.standIns.miniPrograms.newCode(elsewhere);
    expect(outcomeOf(await give(phone, 'curious', { code }))).toBe('400 mini_program_code_invalid');
    expect((await phone.get('me')).body['isCustomer']).toBe(false);
    // The code is not spent by it: whose it is still tells the number.
    expect(outcomeOf(await give(await world.phoneOf('somebody'), 'somebody', { code: others }))).toBe('200 received');
  });

  test('is asked for at most five times in a quarter of an hour', async () => {
    const phone = await world.phoneOf('insists');
    for (let i = 0; i < 5; i += 1) {
      expect(outcomeOf(await give(phone, 'insists', { code: 'wrong' }))).toBe('400 mini_program_code_invalid');
    }
    expect(outcomeOf(await give(phone, 'insists'))).toBe('429 joins_flooded');
  });
});

describe('what the server asks WeChat with', () => {
  test('is asked for once by all who need it at the same time, and again when it ends', async () => {
    services.clock.advanceMs(3 * HOUR_MS);
    const asked = calls('stable_token');
    const phones = await Promise.all(Array.from({ length: 6 }, (_, i) => world.phoneOf(`crowd ${i}`)));
    const answers = await Promise.all(phones.map((phone, i) => give(phone, `crowd ${i}`)));
    expect(answers.map(outcomeOf)).toEqual(answers.map(() => '200 received'));
    expect(calls('stable_token')).toBe(asked + 1);
    services.clock.advanceMs(2 * HOUR_MS);
    expect(outcomeOf(await give(await world.phoneOf('later'), 'later'))).toBe('200 received');
    expect(calls('stable_token')).toBe(asked + 2);
  });

  test('is asked for anew where WeChat ended it before its time', async () => {
    world.standIns.miniPrograms.forgetTokens(world.appId);
    expect(outcomeOf(await give(await world.phoneOf('reset'), 'reset'))).toBe('200 received');
  });

  test('is not remembered where WeChat did not give it', async () => {
    services.clock.advanceMs(3 * HOUR_MS);
    const phone = await world.phoneOf('rainy');
    await world.control('faults', { seed: 1, rate: 1, kinds: ['busy'] });
    expect(outcomeOf(await give(phone, 'rainy'))).toBe('503 mini_program_busy');
    await world.control('faults', { seed: 1, rate: 0, kinds: [] });
    expect(outcomeOf(await give(phone, 'rainy'))).toBe('200 received');
  });

  test('does not work with a wrong secret, which is the shop’s to put right', async () => {
    const phone = await world.phoneOf('mei');
    const url = `/v1/mini-programs/${world.accountId}`;
    await world.call('PATCH', url, { body: { appSecret: 'f'.repeat(32) } });
    expect(outcomeOf(await world.signIn(world.code('mei')))).toBe('503 mini_program_misconfigured');
    expect(outcomeOf(await give(phone, 'mei'))).toBe('503 mini_program_misconfigured');
  });
});
