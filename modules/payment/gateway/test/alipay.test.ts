import { createPrivateKey, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { alipay } from '../alipay/alipay.ts';
import { filesIn } from '../alipay/bill.ts';
import { billLinesIn, isDetail } from '../alipay/read-bill.ts';
import type { GatewayAccount } from '../gateway.ts';
import { serve } from './answers.ts';
import { openWorld, type World } from './world.ts';

// Made with Python's zipfile: a summary and a file of two lines, both in GBK.
const ARCHIVE = [
  'UEsDBBQAAAAIACJ2e11LfqAYGgAAABUAAAALAAAAc3VtbWFyeS5jc3YBFQDq/yPWp7i2sabStc7xu+PX3LLp0a8NClBLAwQU',
  'AAAACAAidntdAfl69I8BAAD5AgAACgAAAGRldGFpbC5jc3aNUstOwkAUXUvCP5iwUTPFmSFU9DOMO+PP2cjDTS30QVoaVCyU',
  'Ik/bEhcmaIyJiERCFAPGOFOqqQajN+3MueeeuXPa3IibystCsiM1RqVJM5+9b/PhUMSpqQan7mKYSOyRlKHxKTlpCY8eEQ7N',
  'z+pap6saoHqupeSMdEAglR73WnXClZXSLFcGoqinLaFwC+r9XNUDJUPqCz0ipsDTZC+7E1sAriOT24FsK7pT01KA9tSf5CGX',
  'tg+5DGlZ6FiS5fjp3II6OHrziQKvuELyW/XC0K4CpwOpyau15jTQ3eQ9K1RGezZnSjtQLaZ/EPVacWhMxYZqrFceKmNiW3lv',
  'jJS2X1Zcc+xDId/dD4cwxCyMQYQxhGgJ7JCX/j2gDqqOwZk3pTsgjgFVMTDGQLSM4BakzwIuDmhYg2J9BcU310jEWQxXAU5E',
  'qd5b4W9LEDIwijbmeKFD+pFBh3/ZQz632B6DvJv87T8GtxHd2XmiadrzoonUr61XfyojUiH3QmfMm2DMnvVhzD6F2HS+/JKh',
  '/gBQSwECFAMUAAAACAAidntdS36gGBoAAAAVAAAACwAAAAAAAAAAAAAAgAEAAAAAc3VtbWFyeS5jc3ZQSwECFAMUAAAACAAi',
  'dntdAfl69I8BAAD5AgAACgAAAAAAAAAAAAAAgAFDAAAAZGV0YWlsLmNzdlBLBQYAAAAAAgACAHEAAAD6AQAAAAA=',
].join('');

const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });
const account: GatewayAccount = {
  merchantId: 'm',
  accountId: 'a',
  gateway: 'alipay',
  baseUrl: 'http://127.0.0.1:9/gateway.do',
  notifyUrl: 'http://127.0.0.1:9/told',
  settings: { appId: '2021000001', sellerId: '2088000001' },
  secrets: {
    privateKey: platform.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    alipayPublicKey: platform.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  },
};

describe('a notice', () => {
  const NOW = new Date('2026-03-01T04:06:00Z');
  const PAID = {
    notify_id: 'N1',
    notify_time: '2026-03-01 12:05:30',
    notify_type: 'trade_status_sync',
    app_id: '2021000001',
    seller_id: '2088000001',
    trade_no: '2026030122',
    out_trade_no: 'T1',
    trade_status: 'TRADE_SUCCESS',
    total_amount: '28.00',
    buyer_id: '2088123456789012',
    gmt_payment: '2026-03-01 12:05:00',
    subject: '面 & 100% +1',
  };
  type Form = Readonly<Record<string, string>>;

  /** Signed over the sorted fields without `sign` and `sign_type`, as Alipay's page says. */
  function notice(fields: Form, algorithm: 'RSA2' | 'RSA' = 'RSA2') {
    const content = Object.keys(fields)
      .toSorted()
      .map((name) => `${name}=${fields[name]}`)
      .join('&');
    const hash = algorithm === 'RSA2' ? 'sha256' : 'sha1';
    const sign = createSign(hash).update(content).sign(platform.privateKey, 'base64');
    const body = Buffer.from(new URLSearchParams({ ...fields, sign, sign_type: algorithm }).toString());
    return alipay.readCallback(account, { body, headers: {} }, NOW);
  }

  test('that is signed over all fields but two is read', async () => {
    expect(await notice(PAID)).toEqual({
      ok: true,
      value: {
        about: 'charge',
        noticeId: 'N1',
        outTradeNo: 'T1',
        outcome: {
          state: 'captured',
          providerRef: '2026030122',
          amountMinor: 2800,
          currency: 'CNY',
          paidAt: new Date('2026-03-01T04:05:00Z'),
          payer: [{ kind: 'alipay_id', value: '2088123456789012' }],
        },
      },
    });
  });

  test.each([
    ['of another app', { app_id: '2021000002' }, 'callback_forged'],
    ['of another seller', { seller_id: '2088000002' }, 'callback_forged'],
    ['of three days ago', { notify_time: '2026-02-26 12:00:00' }, 'callback_stale'],
    ['without an amount', { total_amount: '' }, 'callback_unreadable'],
    ['with an amount below zero', { total_amount: '-28.00' }, 'callback_unreadable'],
    ['with a tenth of a fen', { total_amount: '28.001' }, 'callback_unreadable'],
    ['without a time', { notify_time: 'now' }, 'callback_unreadable'],
  ])('%s is refused', async (_, more, code) => {
    expect(await notice({ ...PAID, ...more })).toMatchObject({ ok: false, refusal: { code } });
  });

  test('signed in the old way, which can be broken, is refused', async () => {
    expect(await notice(PAID, 'RSA')).toMatchObject({ ok: false, refusal: { code: 'callback_forged' } });
  });

  test.each([
    [{ trade_status: 'WAIT_BUYER_PAY' }, { about: 'charge', outcome: { state: 'waiting' } }],
    [{ trade_status: 'TRADE_CLOSED' }, { about: 'charge', outcome: { state: 'closed' } }],
    [{ trade_status: 'TRADE_FINISHED' }, { about: 'charge', outcome: { state: 'captured' } }],
    [{ trade_status: 'UNHEARD' }, { about: 'charge', outcome: { state: 'unknown' } }],
    [
      { out_biz_no: 'R1', refund_fee: '28.00' },
      { about: 'refund', outRefundNo: 'R1', outcome: { state: 'unknown' } },
    ],
    [{ notify_type: 'something_else' }, { about: 'other' }],
  ])('with %j tells %j', async (more, value) => {
    expect(await notice({ ...PAID, ...(more as Form) })).toMatchObject({ ok: true, value });
  });
});

describe('against the stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('alipay');
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  test('each scene tells the guest what to do', async () => {
    const qr = await alipay.charge(world.account, world.charge({ scene: 'qr', subject: 'a/b=c&d' }));
    expect(qr).toMatchObject({ state: 'waiting', show: { qrText: expect.stringMatching(/^https:\/\/qr/) as string } });
    const jsapi = await alipay.charge(world.account, world.charge({ scene: 'jsapi' }));
    expect(jsapi).toMatchObject({ state: 'waiting', show: { invoke: { tradeNO: expect.any(String) as string } } });
    const charge = world.charge({ scene: 'h5' });
    const page = await alipay.charge(world.account, charge);
    if (page.state !== 'waiting') throw new Error(page.state);
    // Nothing is there until the guest's browser brings the signed address.
    expect(await alipay.query(world.account, charge)).toEqual({ state: 'waiting' });
    const opened = await fetch(page.show!.url!, { redirect: 'manual' });
    expect(opened.headers.get('location')).toContain(charge.outTradeNo);
    await world.press(`trades/${charge.outTradeNo}/pay`);
    expect(await alipay.query(world.account, charge)).toMatchObject({ state: 'captured', amountMinor: 2800 });
  });

  test('a QR code that nobody has scanned waits; a payment code that is not known there is unknown', async () => {
    const charge = world.charge({ scene: 'qr' });
    await alipay.charge(world.account, charge);
    expect(await alipay.query(world.account, charge)).toEqual({ state: 'waiting' });
    expect(await alipay.query(world.account, world.charge())).toMatchObject({ state: 'unknown' });
  });

  test('keys in bare base64 are taken as well, as Alipay’s tool writes them', async () => {
    const { privateKey, alipayPublicKey } = world.account.secrets;
    const bare = (type: 'pkcs8' | 'pkcs1') =>
      createPrivateKey(privateKey!).export({ type, format: 'der' }).toString('base64');
    const publicKey = createPublicKey(alipayPublicKey!).export({ type: 'spki', format: 'der' }).toString('base64');
    for (const key of [bare('pkcs8'), bare('pkcs1')]) {
      const secrets = { privateKey: key, alipayPublicKey: publicKey };
      const one = { ...world.account, secrets };
      expect(alipay.faultIn(one)).toBeNull();
      expect(await alipay.charge(one, world.charge())).toMatchObject({ state: 'captured' });
    }
  });

  test('a request that is signed with another key says so, and is not believed to be an answer', async () => {
    const secrets = { ...world.account.secrets, privateKey: account.secrets['privateKey']! };
    const outcome = await alipay.charge({ ...world.account, secrets }, world.charge());
    expect(outcome.state === 'unknown' ? outcome.why : outcome.state).toMatch(/^unsigned_isv.invalid-signature$/);
  });

  test('an answer that another key has signed is unknown, whatever it says', async () => {
    const secrets = { ...world.account.secrets, alipayPublicKey: account.secrets['alipayPublicKey']! };
    const charge = world.charge();
    const outcome = await alipay.charge({ ...world.account, secrets }, charge);
    expect(outcome).toMatchObject({ state: 'unknown' });
    expect(await alipay.query(world.account, charge)).toMatchObject({ state: 'captured' });
  });
});

test('an answer without a signature is unknown', async () => {
  const said = {
    code: '10000',
    trade_status: 'TRADE_SUCCESS',
    out_trade_no: 'T1',
    total_amount: '28.00',
    trade_no: '1',
  };
  const body = JSON.stringify({ alipay_trade_query_response: said });
  const { baseUrl, stop } = await serve((_, response) => response.end(body));
  const charge = { outTradeNo: 'T1', scene: 'qr' } as Parameters<typeof alipay.query>[1];
  expect(await alipay.query({ ...account, baseUrl }, charge)).toMatchObject({ state: 'unknown' });
  stop();
});

describe('a bill', () => {
  const files = filesIn(Buffer.from(ARCHIVE, 'base64'));
  const detail = files?.find(isDetail) ?? '';

  test("is read from an archive that Python's zipfile made, in GBK, with a comma in a product's name", () => {
    expect(files).toHaveLength(2);
    const brief = billLinesIn(detail).map(
      (line) => `${line.kind} ${line.outNo} ${line.outTradeNo} ${line.amountMinor} ${line.feeMinor}`,
    );
    expect(brief).toEqual(['charge T1 T1 2800 17', 'refund R1 T1 1000 -6']);
    expect(billLinesIn(detail)[0]?.at).toEqual(new Date('2026-03-01T02:00:05Z'));
  });

  test('that is cut off or of another shape is not read', () => {
    const broken = [
      detail.split('#-----业务明细列表结束')[0]!,
      detail.replace('交易,红烧', '赠送,红烧'),
      detail.replace(',-0.17,', ',?,'),
      '',
    ];
    for (const text of broken) expect(() => billLinesIn(text)).toThrow();
    expect(filesIn(Buffer.from('no archive'))).toBeNull();
  });
});
