import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { miniProgramAccount, openIdOf, startStandIns, type RunningStandIns } from '../index.ts';
import { press } from './shop.ts';

let now = new Date('2026-03-02T10:00:00Z');
let standIns: RunningStandIns;
let appId = '';
let secret = '';

beforeAll(async () => {
  standIns = await startStandIns({ clock: () => now, tickMs: null });
  const { settings, secrets } = miniProgramAccount(standIns.desk, standIns.miniPrograms);
  [appId, secret] = [settings['appId']!, secrets['appSecret']!];
});
afterAll(() => standIns.stop());
beforeEach(() => press(standIns, 'faults', { seed: 1, rate: 0, kinds: [] }));

type Said = Readonly<Record<string, unknown>> & { readonly errcode?: number };

async function session(jsCode: string, change: Record<string, string> = {}): Promise<Said> {
  const query = { appid: appId, secret, js_code: jsCode, grant_type: 'authorization_code', ...change };
  const answer = await fetch(`${standIns.url}/wechat/sns/jscode2session?${new URLSearchParams(query)}`);
  return (await answer.json()) as Said;
}

async function post(path: string, body: object): Promise<Said> {
  const answer = await fetch(`${standIns.url}/wechat${path}`, { method: 'POST', body: JSON.stringify(body) });
  return (await answer.json()) as Said;
}

const codeFor = async (guest: string, more: object = {}): Promise<string> =>
  (await press<{ code: string }>(standIns, 'mini-programs/codes', { appId, guest, ...more })).code;
const token = (): Promise<Said> =>
  post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid: appId, secret });
const phone = (accessToken: unknown, code: string, more: object = {}): Promise<Said> =>
  post(`/wxa/business/getuserphonenumber?access_token=${String(accessToken)}`, { code, ...more });

describe('a code of wx.login', () => {
  test('opens the session of its guest once, and one of another app none', async () => {
    const code = await codeFor('mei');
    expect(await session(code, { appid: 'wx0000' })).toMatchObject({ errcode: 40013 });
    expect(await session(code, { secret: 'f'.repeat(32) })).toMatchObject({ errcode: 40125 });
    expect(await session(code)).toMatchObject({ openid: openIdOf(appId, 'mei') });
    expect(await session(code)).toMatchObject({ errcode: 40163 });
    expect(await session('0unheard')).toMatchObject({ errcode: 40029 });
    expect((await session(await codeFor('mei'))).openid).toBe(openIdOf(appId, 'mei'));
  });

  test('is taken for five minutes, and not of somebody who is blocked or asks too often', async () => {
    const late = await codeFor('late');
    now = new Date(now.getTime() + 5 * 60_000 + 1);
    expect(await session(late)).toMatchObject({ errcode: 40029 });
    expect(await session(await codeFor('risk', { isBlocked: true }))).toMatchObject({ errcode: 40226 });
    for (let i = 0; i < 100; i += 1) expect(await session(await codeFor('hasty'))).toHaveProperty('openid');
    expect(await session(await codeFor('hasty'))).toMatchObject({ errcode: 45011 });
  });

  test('is not spent by a server that is busy, and is by an answer that is lost', async () => {
    const code = await codeFor('mei');
    await press(standIns, 'faults', { seed: 1, rate: 1, kinds: ['busy'] });
    expect(await session(code)).toMatchObject({ errcode: -1 });
    await press(standIns, 'faults', { seed: 1, rate: 1, kinds: ['dropped'] });
    await expect(session(code)).rejects.toThrow();
    await press(standIns, 'faults', { seed: 1, rate: 0, kinds: [] });
    expect(await session(code)).toMatchObject({ errcode: 40163 });
  });
});

describe('a number', () => {
  test('is told once for its code, with a token that is the same for all who ask until it ends', async () => {
    const first = await token();
    expect(first).toMatchObject({ expires_in: 7200 });
    expect((await token()).access_token).toBe(first.access_token);
    const code = await codeFor('mei', { kind: 'phone' });
    expect(await session(code)).toMatchObject({ errcode: 40029 });
    expect(await phone('nothing', code)).toMatchObject({ errcode: 40001 });
    expect(await phone(first.access_token, code)).toMatchObject({
      errcode: 0,
      phone_info: { countryCode: '86', watermark: { appid: appId } },
    });
    expect(await phone(first.access_token, code)).toMatchObject({ errcode: 40029 });
    const others = await codeFor('mei', { kind: 'phone', appId: 'wx0000' });
    expect(await phone(first.access_token, others)).toMatchObject({ errcode: 40013 });
    const own = await codeFor('mei', { kind: 'phone' });
    expect(await phone(first.access_token, own, { openid: openIdOf(appId, 'lan') })).toMatchObject({ errcode: 40003 });
    expect(await phone(first.access_token, own, { openid: openIdOf(appId, 'mei') })).toMatchObject({ errcode: 0 });
    now = new Date(now.getTime() + 7200_000);
    expect(await phone(first.access_token, await codeFor('mei', { kind: 'phone' }))).toMatchObject({ errcode: 42001 });
    expect((await token()).access_token).not.toBe(first.access_token);
  });
});
