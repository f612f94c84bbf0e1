import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';
import type { GatewayAccount, RawCallback } from '../gateway.ts';
import { authorization, invokeParameters } from '../wechat/sign.ts';
import { wechat } from '../wechat/wechat.ts';
import { sealOf, serve } from './answers.ts';
import { openWorld, type World } from './world.ts';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pemOf = (key: ReturnType<typeof pair>['publicKey']) => key.export({ type: 'spki', format: 'pem' }).toString();
const merchant = pair();
const platform = pair();
const AT = new Date('2026-03-01T04:05:06Z');

const account: GatewayAccount = {
  merchantId: 'm',
  accountId: 'a',
  gateway: 'wechat',
  baseUrl: 'http://127.0.0.1:9',
  notifyUrl: 'http://127.0.0.1:9/told',
  settings: { appId: 'wx1', mchId: '1900000001', serialNo: 'AB12', publicKeyId: 'PUB_KEY_ID_01' },
  secrets: {
    privateKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    apiV3Key: '0123456789abcdef0123456789abcdef',
    publicKey: pemOf(platform.publicKey),
  },
};

describe('signatures, held against wechatpay-axios-plugin', () => {
  test('a request is signed as the library verifies it', () => {
    const signer = { mchId: '1900000001', serialNo: 'AB12', privateKey: merchant.privateKey };
    const request = { method: 'POST', path: '/v3/pay/transactions/native?a=b', body: '{"description":"面"}' };
    const header = authorization(request, signer, AT);
    const parts = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    expect(parts).toMatchObject({ mchid: '1900000001', serial_no: 'AB12', timestamp: '1772337906' });
    const content = Formatter.request('POST', request.path, parts['timestamp']!, parts['nonce_str']!, request.body);
    expect(Rsa.verify(content, parts['signature']!, pemOf(merchant.publicKey))).toBe(true);
    expect(
      Formatter.authorization(
        '1900000001',
        parts['nonce_str']!,
        parts['signature']!,
        parts['timestamp']!,
        'AB12',
      ).split(' ')[0],
    ).toBe(header.split(' ')[0]);
  });

  test('what opens the payment in the app is signed as the library verifies it', () => {
    const invoke = invokeParameters({ appId: 'wx1', prepayId: 'wx201410272009395522657a' }, merchant.privateKey, AT);
    expect(invoke).toMatchObject({ appId: 'wx1', signType: 'RSA', package: 'prepay_id=wx201410272009395522657a' });
    const { appId, timeStamp, nonceStr, package: packed, paySign } = invoke;
    const content = Formatter.joinedByLineFeed(appId!, timeStamp!, nonceStr!, packed!);
    expect(Rsa.verify(content, paySign!, pemOf(merchant.publicKey))).toBe(true);
  });

  const transaction = {
    appid: 'wx1',
    mchid: '1900000001',
    out_trade_no: 'T1',
    transaction_id: '42',
    trade_state: 'SUCCESS',
    success_time: '2026-03-01T12:05:00+08:00',
    payer: { openid: 'o-1' },
    amount: { total: 2800, payer_total: 2700, currency: 'CNY' },
  };

  /** A callback that the library has sealed and signed. */
  function callback(content: object, more: { type?: string; at?: Date; key?: string } = {}): RawCallback {
    const { type = 'TRANSACTION.SUCCESS', at = AT, key = account.secrets['apiV3Key']! } = more;
    const ciphertext = Aes.AesGcm.encrypt(JSON.stringify(content), key, 'nonce-of-12b', 'transaction');
    const resource = {
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext,
      nonce: 'nonce-of-12b',
      associated_data: 'transaction',
    };
    const body = JSON.stringify({ id: 'N1', event_type: type, resource });
    const timestamp = String(at.getTime() / 1000);
    const signature = Rsa.sign(
      Formatter.response(timestamp, 'nonce', body),
      platform.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    );
    const headers = {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': 'nonce',
      'wechatpay-serial': 'PUB_KEY_ID_01',
      'wechatpay-signature': signature,
    };
    return { body: Buffer.from(body), headers };
  }

  test('a callback that the library sealed and signed is opened and read', async () => {
    expect(await wechat.readCallback(account, callback(transaction), AT)).toEqual({
      ok: true,
      value: {
        about: 'charge',
        noticeId: 'N1',
        outTradeNo: 'T1',
        outcome: {
          state: 'captured',
          providerRef: '42',
          amountMinor: 2800,
          currency: 'CNY',
          paidAt: new Date('2026-03-01T04:05:00Z'),
          payer: [{ kind: 'wechat_openid', value: 'wx1:o-1' }],
        },
      },
    });
  });

  test.each([
    ['of another merchant', [{ ...transaction, mchid: '1900000002' }], 'callback_forged'],
    ['of another app', [{ ...transaction, appid: 'wx2' }], 'callback_forged'],
    ['sealed with another key', [transaction, { key: 'f'.repeat(32) }], 'callback_unreadable'],
    ['without an amount', [{ ...transaction, amount: {} }], 'callback_unreadable'],
    ['with an amount below zero', [{ ...transaction, amount: { total: -1 } }], 'callback_unreadable'],
    ['with half a fen', [{ ...transaction, amount: { total: 0.5 } }], 'callback_unreadable'],
    ['signed 301 s ago', [transaction, { at: new Date(AT.getTime() - 301_000) }], 'callback_stale'],
    ['signed 301 s ahead', [transaction, { at: new Date(AT.getTime() + 301_000) }], 'callback_stale'],
  ] as const)('a callback %s is refused', async (_, [content, more], code) => {
    const answer = await wechat.readCallback(account, callback(content, more), AT);
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });

  test('a callback about anything else is of no interest', async () => {
    const answer = await wechat.readCallback(account, callback({}, { type: 'COMPLAINT.CREATE' }), AT);
    expect(answer).toEqual({ ok: true, value: { about: 'other', noticeId: 'N1' } });
  });
});

describe('against the stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('wechat');
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  test('each scene tells the guest what to do', async () => {
    const step = async (scene: 'qr' | 'h5' | 'jsapi') => {
      const outcome = await wechat.charge(world.account, world.charge({ scene }));
      return outcome.state === 'waiting' ? outcome.show : outcome;
    };
    expect(await step('qr')).toEqual({ qrText: expect.stringMatching(/^weixin:\/\//) as string });
    expect(await step('h5')).toEqual({ url: expect.stringMatching(/^http/) as string });
    const { secrets, settings } = world.account;
    const { invoke } = (await step('jsapi')) as { readonly invoke: Record<string, string> };
    const { timeStamp, nonceStr, package: packed, paySign } = invoke;
    const content = Formatter.joinedByLineFeed(settings['appId']!, timeStamp!, nonceStr!, packed!);
    const publicKey = pemOf(createPublicKey(secrets['privateKey']!));
    expect(Rsa.verify(content, paySign!, publicKey)).toBe(true);
  });

  test('certificates alone and the public key alone are each enough', async () => {
    const { platformCertificates: _, ...withoutCertificates } = world.account.secrets;
    const { publicKey: __, ...withoutKey } = world.account.secrets;
    const { publicKeyId: ___, ...older } = world.account.settings;
    const newer = { ...world.account, secrets: withoutCertificates };
    const old = { ...world.account, settings: older, secrets: withoutKey };
    for (const one of [newer, old]) {
      expect(wechat.faultIn(one)).toBeNull();
      expect(await wechat.charge(one, world.charge())).toMatchObject({ state: 'captured' });
    }
    expect(wechat.faultIn({ ...newer, secrets: { ...withoutCertificates, publicKey: '' } })).toBe('publicKey');
  });

  test('a certificate that WeChat begins to sign with is fetched, once, and believed', async () => {
    const { publicKey: _, ...secrets } = world.account.secrets;
    const { publicKeyId: __, ...settings } = world.account.settings;
    const held = { ...world.account, accountId: 'rotating', secrets, settings };
    expect(await wechat.charge(held, world.charge())).toMatchObject({ state: 'captured' });
    await world.press('wechat/rotate');
    expect(await wechat.charge(held, world.charge())).toMatchObject({ state: 'captured' });
    const asked = () => world.running.desk.counts()['call wechat certificates'];
    expect(asked()).toBe(1);
    // Callbacks with serials that nobody has heard of do not make us ask again.
    const headers = { 'wechatpay-timestamp': '1', 'wechatpay-nonce': 'n', 'wechatpay-signature': 'AA==' };
    for (const serial of ['5AB0', 'FFFFFFFF00000001', 'FFFFFFFF00000002']) {
      const callback = { body: Buffer.from('{}'), headers: { ...headers, 'wechatpay-serial': serial } };
      const answer = await wechat.readCallback(held, callback, new Date());
      expect(answer).toMatchObject({ ok: false, refusal: { code: 'callback_forged' } });
    }
    expect(asked()).toBe(1);
    // Whoever does not have the key of the interface cannot make us believe a certificate.
    const stranger = { ...held, accountId: 'stranger', secrets: { ...secrets, apiV3Key: 'f'.repeat(32) } };
    expect(await wechat.charge(stranger, world.charge())).toMatchObject({ state: 'unknown', why: 'serial_unknown' });
  });

  test('it is not reversed within 15 seconds, which is not known to be closed', async () => {
    const charge = world.charge({ authCode: '130000000000000077' });
    await wechat.charge(world.account, charge);
    expect(await wechat.cancel(world.account, charge)).toMatchObject({ state: 'unknown', why: 'FREQUENCY_LIMITED' });
  });

  test('an order that is paid stays paid when it is closed, and is told', async () => {
    const charge = world.charge({ scene: 'qr' });
    await wechat.charge(world.account, charge);
    await world.press(`trades/${charge.outTradeNo}/pay`);
    expect(await wechat.cancel(world.account, charge)).toMatchObject({ state: 'captured', amountMinor: 2800 });
  });

  test('a second refund within a minute may be tried again', async () => {
    const charge = world.charge();
    await wechat.charge(world.account, charge);
    await wechat.refund(world.account, world.refund(charge));
    const second = world.refund(charge);
    const failed = { state: 'failed', providerCode: 'FREQUENCY_LIMITED', again: true };
    expect(await wechat.refund(world.account, second)).toEqual(failed);
    await world.advance(61);
    expect(await wechat.refund(world.account, second)).toEqual({ state: 'accepted' });
  });
});

describe('an answer that WeChat has not signed is not believed', () => {
  const words = JSON.stringify({ trade_state: 'SUCCESS', out_trade_no: 'PAY1', mchid: '1900000001' });
  const sealed = (body: string, at?: Date) => sealOf(body, platform.privateKey, at);

  test.each([
    ['nothing at all', {}, 'unsigned_200'],
    ['a signature of other words', sealed('{}'), 'signature_wrong'],
    ['an unknown serial', { ...sealed(words), 'wechatpay-serial': 'PUB_KEY_ID_02' }, 'serial_unknown'],
    ['a signature of an hour ago', sealed(words, new Date(Date.now() - 3_600_000)), 'signed_long_ago'],
    ['a good signature without what it should say', sealed(words), 'unreadable_transaction_id'],
  ])('with %s: %s', async (_, headers, why) => {
    const { baseUrl, stop } = await serve((_request, response) => response.writeHead(200, headers).end(words));
    const charge = { outTradeNo: 'PAY1', scene: 'qr' } as Parameters<typeof wechat.query>[1];
    expect(await wechat.query({ ...account, baseUrl }, charge)).toEqual({ state: 'unknown', why });
    const other = { ...charge, outTradeNo: 'PAY2' };
    if (why.startsWith('unreadable')) {
      const outcome = await wechat.query({ ...account, baseUrl }, other);
      expect(outcome).toEqual({ state: 'unknown', why: 'answer_about_another' });
    }
    stop();
  });
});

test('a key without its number, and certificates that are none, are found out', () => {
  expect(wechat.faultIn({ ...account, settings: { ...account.settings, publicKeyId: '' } })).toBe('publicKeyId');
  const certificates = { ...account.secrets, publicKey: '', platformCertificates: 'none' };
  expect(wechat.faultIn({ ...account, secrets: certificates })).toBe('platformCertificates');
});
