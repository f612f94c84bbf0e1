import { AlipaySdk } from 'alipay-sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unzipSync } from 'fflate';
import { ALIPAY_RETRIES_S, startStandIns, type RunningStandIns } from '../index.ts';
import { openShop, press, type Shop } from './shop.ts';

let running: RunningStandIns;
let shop: Shop;
let sdk: AlipaySdk;

const sdkWith = (privateKey?: string): AlipaySdk => {
  const { baseUrl: gateway, settings, secrets } = running.providers.alipay.account('demo');
  return new AlipaySdk({
    appId: settings['appId']!,
    privateKey: privateKey ?? secrets['privateKey']!,
    alipayPublicKey: secrets['alipayPublicKey']!,
    keyType: 'PKCS8',
    gateway,
  });
};

beforeEach(async () => {
  shop = await openShop();
  running = await startStandIns({ tickMs: null });
  sdk = sdkWith();
});

afterEach(async () => {
  await running.stop();
  await shop.stop();
});

/** Calls as the SDK does, which also verifies the answer's signature. */
const call = (method: string, bizContent: object, by = sdk) =>
  by.exec(`alipay.${method}`, { notify_url: shop.url, bizContent }, { validateSign: true });

const byCode = (outTradeNo: string, authCode = '280000000000000010') =>
  call('trade.pay', { outTradeNo, authCode, scene: 'bar_code', totalAmount: '28.00', subject: '红烧牛肉面' });
const query = (outTradeNo: string) => call('trade.query', { outTradeNo });
const advance = (advanceS: number) => press(running, 'clock', { advanceS });

const noticesOf = () => shop.heard.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));

describe('Alipay, as its own SDK sees it', () => {
  test('a payment code is charged at once, or waits for the password, and a code is used once', async () => {
    expect(await byCode('A1')).toMatchObject({ code: '10000', totalAmount: '28.00' });
    expect(await query('A1')).toMatchObject({ tradeStatus: 'TRADE_SUCCESS' });
    expect(await byCode('A2')).toMatchObject({ subCode: 'ACQ.PAYMENT_AUTH_CODE_INVALID' });
    expect(await byCode('A3', '280000000000000077')).toMatchObject({ code: '10003' });
    expect(await query('A3')).toMatchObject({ tradeStatus: 'WAIT_BUYER_PAY' });
    expect(await byCode('A4', '280000000000000055')).toMatchObject({ subCode: 'ACQ.BUYER_BALANCE_NOT_ENOUGH' });
  });

  test('a cancellation says whether it closed or gave back, and ends the trade', async () => {
    await byCode('A1');
    await byCode('A2', '280000000000000077');
    expect(await call('trade.cancel', { outTradeNo: 'A1' })).toMatchObject({ action: 'refund' });
    expect(await call('trade.cancel', { outTradeNo: 'A2' })).toMatchObject({ action: 'close' });
    expect(await query('A1')).toMatchObject({ tradeStatus: 'TRADE_CLOSED' });
    expect((await press<{ error?: string }>(running, 'trades/A2/pay', {})).error).toBe('not found');
  });

  test('a request signed with another key is refused', async () => {
    const stranger = sdkWith(running.desk.accounts.keyRing.keys('stranger').privatePem);
    const refused = await stranger.exec('alipay.trade.query', { bizContent: { outTradeNo: 'A1' } });
    expect(refused).toMatchObject({ subCode: 'isv.invalid-signature' });
  });

  test('a QR code is no trade until it is paid; the notice verifies, and not once it is changed', async () => {
    const shown = await call('trade.precreate', { outTradeNo: 'A5', totalAmount: '28.00', subject: '面' });
    expect(shown['qrCode']).toMatch(/^https:\/\/qr\.alipay\.com\//);
    expect(await query('A5')).toMatchObject({ subCode: 'ACQ.TRADE_NOT_EXIST' });
    await press(running, 'trades/A5/pay', {});
    const [notice] = noticesOf();
    expect(sdk.checkNotifySignV2(notice)).toBe(true);
    expect(sdk.checkNotifySignV2({ ...notice, total_amount: '0.01' })).toBe(false);
  });

  test('a notice is retried by the table until it is answered exactly `success`, under one notify_id', async () => {
    shop.answer = { status: 200, body: 'SUCCESS' };
    await byCode('A6');
    await advance(0);
    for (const [index, waitS] of ALIPAY_RETRIES_S.entries()) {
      await advance(waitS - 1);
      expect(shop.heard).toHaveLength(index + 1);
      await advance(1);
      expect(shop.heard).toHaveLength(index + 2);
    }
    await advance(3 * 86_400);
    expect(shop.heard).toHaveLength(ALIPAY_RETRIES_S.length + 1);
    expect(new Set(noticesOf().map(({ notify_id }) => notify_id)).size).toBe(1);
  });

  test('a refund’s number pays back once, and the sum is at most the charge', async () => {
    await byCode('A7');
    const refund = (outRequestNo: string, refundAmount: string) =>
      call('trade.refund', { outTradeNo: 'A7', outRequestNo, refundAmount });
    expect(await refund('B1', '10.00')).toMatchObject({ fundChange: 'Y', refundFee: '10.00' });
    expect(await refund('B1', '10.00')).toMatchObject({ fundChange: 'N', refundFee: '10.00' });
    expect(await refund('B1', '11.00')).toMatchObject({ subCode: 'ACQ.DISCORDANT_REPEAT_REQUEST' });
    expect(await refund('B2', '18.01')).toMatchObject({ code: '40004' });
    const asked = await call('trade.fastpay.refund.query', { outTradeNo: 'A7', outRequestNo: 'B1' });
    expect(asked).toMatchObject({ refundStatus: 'REFUND_SUCCESS', refundAmount: '10.00' });
    const none = await call('trade.fastpay.refund.query', { outTradeNo: 'A7', outRequestNo: 'B2' });
    expect(none).not.toHaveProperty('refundStatus');
  });

  test('the bill is a zip of GBK, from ten o’clock on, that other software opens', async () => {
    const day = new Date(running.desk.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    await byCode('A8');
    await call('trade.refund', { outTradeNo: 'A8', outRequestNo: 'B8', refundAmount: '8.00' });
    const ask = () => call('data.dataservice.bill.downloadurl.query', { billType: 'trade', billDate: day });
    expect(await ask()).toMatchObject({ code: '40004' });
    await advance(34 * 3600);
    const response = await fetch(String((await ask())['billDownloadUrl']));
    const files = Object.values(unzipSync(new Uint8Array(await response.arrayBuffer())));
    const text = files
      .map((bytes) => new TextDecoder('gbk').decode(bytes))
      .find((file) => file.includes('业务明细列表'))!;
    expect(text).toContain('红烧牛肉面');
    expect(text.split('\r\n').filter((line) => line.includes('A8\t'))).toHaveLength(2);
    expect(text).toContain('-8.00');
  });
});
