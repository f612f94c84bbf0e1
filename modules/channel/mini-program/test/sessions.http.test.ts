import { beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, newId } from '@shuke/kernel';
import { openIdOf } from '@shuke/sandbox/stand-ins';
import { testServices } from '@shuke/testkit';
import { forgetMiniPrograms } from '../forget-mini-programs.ts';
import { openWorld, Phone } from './world.ts';

const services = testServices();
const world = openWorld(services);

beforeEach(() => world.control('faults', { seed: 1, rate: 0, kinds: [] }));

const outcomeOf = ({ status, body }: Awaited<ReturnType<typeof world.signIn>>) => `${status} ${body.code ?? 'in'}`;

describe('a code of WeChat', () => {
  test('opens one session, however many send it at once', async () => {
    const before = await world.sessions();
    const code = world.code('mei');
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.signIn(code)));
    const outcomes = Map.groupBy(answers.map(outcomeOf), (one) => one);
    expect(outcomes.get('201 in')).toHaveLength(1);
    expect(outcomes.get('400 mini_program_code_invalid')).toHaveLength(49);
    expect(await world.sessions()).toBe(before + 1);
  });

  test('tells the phone a token and never who WeChat says that it is, nor a key of WeChat', async () => {
    const { body } = await world.signIn(world.code('mei'));
    expect(Object.keys(body).toSorted()).toEqual(['expiresAt', 'token']);
    expect(JSON.stringify(body)).not.toContain(openIdOf(world.appId, 'mei'));
  });

  test('makes nobody a customer', async () => {
    const phone = await world.phoneOf('looks around');
    expect((await phone.get('menu?storeCode=S1')).status).toBe(200);
    expect((await phone.get('me')).body).toMatchObject({ isCustomer: false, hints: [] });
    expect((await phone.get('points')).body).toEqual({ points: null, tier: null });
    expect(await world.customers()).toBe(0);
  });

  test.each([
    ['0never-given', 'en', 'WeChat does not take this code: it is used up, too old or none of its own.'],
    ['0never-given', 'zh-CN', '微信不接受此凭证：已使用、过期或无效。'],
  ])('that is none is refused in the language of who asks: %s in %s', async (code, language, says) => {
    const { status, body } = await world.signIn(code, { language });
    expect({ status, code: body.code, says: body['says'] }).toEqual({
      status: 400,
      code: 'mini_program_code_invalid',
      says,
    });
  });

  test('of a guest whom WeChat blocks is forbidden', async () => {
    expect(outcomeOf(await world.signIn(world.code('risk', { isBlocked: true })))).toBe(
      '403 mini_program_guest_blocked',
    );
  });

  test('is refused as a matter of the moment while WeChat is busy or silent, and a new one is taken after it', async () => {
    const code = world.code('patient');
    for (const kinds of [['busy'], ['dropped']]) {
      await world.control('faults', { seed: 1, rate: 1, kinds });
      expect(outcomeOf(await world.signIn(code))).toBe('503 mini_program_busy');
    }
    await world.control('faults', { seed: 1, rate: 0, kinds: [] });
    // The answer that was lost had spent it.
    expect(outcomeOf(await world.signIn(code))).toBe('400 mini_program_code_invalid');
    expect(outcomeOf(await world.signIn(world.code('patient')))).toBe('201 in');
  });

  test('is refused at an account that is none', async () => {
    const body = { accountId: newId(), code: world.code('mei') };
    expect(outcomeOf(await world.call('POST', '/v1/mini-program/sessions', { body }))).toBe(
      '404 mini_program_account_not_found',
    );
  });
});

describe('a token', () => {
  test.each([
    ['nothing at all', () => 'owner'],
    ['another secret', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['another merchant', (token: string) => `mp_${'A'.repeat(22)}${token.slice(25)}`],
  ])('that is forged with %s lets nobody in', async (_, forge) => {
    const { token } = await world.phoneOf('mei');
    const answer = await new Phone(world, forge(token)).get('me', { language: 'zh' });
    expect([answer.status, answer.body.code]).toEqual([401, 'guest_session_missing']);
    expect(answer.body['says']).toBe('此手机未登录，或登录已失效。');
  });

  test('ends with the guest signing out, and that of another phone does not', async () => {
    const [one, other] = [await world.phoneOf('mei'), await world.phoneOf('mei')];
    expect((await one.signOut()).status).toBe(204);
    expect((await one.get('me')).status).toBe(401);
    expect((await other.get('me')).status).toBe(200);
  });

  test('ends after three days without a call, and after thirty altogether', async () => {
    const idle = await world.phoneOf('idle');
    const busy = await world.phoneOf('busy');
    for (let day = 0; day < 28; day += 2) {
      services.clock.advanceMs(2 * DAY_MS);
      expect((await busy.get('me')).status).toBe(200);
    }
    expect((await idle.get('me')).status).toBe(401);
    services.clock.advanceMs(2 * DAY_MS + 1);
    expect((await busy.get('me')).status).toBe(401);
    await forgetMiniPrograms(world.ctx);
    expect(await world.sessions()).toBe(0);
  });

  test('ends when the mini program is switched off, and does not come back with it', async () => {
    const phone = await world.phoneOf('mei');
    const change = (active: boolean) =>
      world.call('PATCH', `/v1/mini-programs/${world.accountId}`, { body: { active } });
    expect((await change(false)).status).toBe(204);
    expect((await phone.get('me')).status).toBe(401);
    expect(outcomeOf(await world.signIn(world.code('mei')))).toBe('404 mini_program_account_not_found');
    expect((await change(true)).status).toBe(204);
    expect((await phone.get('me')).status).toBe(401);
    expect((await (await world.phoneOf('mei')).get('me')).status).toBe(200);
  });
});

test('who signs in while the mini program is switched off is in no session afterwards', async () => {
  const codes = Array.from({ length: 20 }, (_, i) => world.code(`racer ${i}`));
  const off = { body: { active: false } };
  const [, ...answers] = await Promise.all([
    world.call('PATCH', `/v1/mini-programs/${world.accountId}`, off),
    ...codes.map((code) => world.signIn(code)),
  ]);
  await world.call('PATCH', `/v1/mini-programs/${world.accountId}`, { body: { active: true } });
  expect(await world.sessions()).toBe(0);
  for (const { body } of answers.filter(({ status }) => status === 201)) {
    expect((await new Phone(world, String(body['token'])).get('me')).status).toBe(401);
  }
});

test('sign-ins from one address are counted, and too many are refused with the time to wait', async () => {
  const answers = [];
  for (let i = 0; i < 300; i += 1) answers.push(await world.signIn('0wrong'));
  expect(new Set(answers.map(({ body }) => body.code))).toEqual(
    new Set(['mini_program_code_invalid', 'too_many_requests']),
  );
  const { status, body } = await world.signIn(world.code('late'));
  expect([status, body.code]).toEqual([429, 'too_many_requests']);
});
