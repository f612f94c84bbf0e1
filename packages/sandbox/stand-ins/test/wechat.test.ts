import { createHash, X509Certificate } from 'node:crypto';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startStandIns, WECHAT_RETRIES_S, type RunningStandIns } from '../index.ts';
import { openShop, press, type Heard, type Shop } from './shop.ts';

interface Answered {
  readonly status: number;
  readonly data: Record<string, unknown>;
}
type Ask = (method: 'get' | 'post', path: string, body?: object) => Promise<Answered>;

let running: RunningStandIns;
let shop: Shop;
let ask: Ask;
let keys: Record<string, string>;
let apiKey: string;
let settings: Readonly<Record<string, string>>;

/** The library's own client: it signs what is asked, and refuses an answer whose signature does not hold. */
function client(privateKey: string): Ask {
  const pay = new Wechatpay({
    mchid: settings['mchId']!,
    serial: settings['serialNo']!,
    privateKey,
    certs: keys,
    baseURL: `${running.url}/`,
  });
  // The library's chain of words as one text, which it leaves as it is.
  const root = pay as unknown as {
    chain(path: string): Record<'get' | 'post', (...given: object[]) => Promise<Answered>>;
  };
  return (method, address, body) => {
    const [path, query] = address.split('?');
    const config = { validateStatus: () => true, params: new URLSearchParams(query) };
    return root.chain(`v3/${path}`)[method](...(body ? [body] : []), config);
  };
}

beforeEach(async () => {
  shop = await openShop();
  running = await startStandIns({ tickMs: null });
  const account = running.providers.wechat.account('demo');
  settings = account.settings;
  apiKey = account.secrets['apiV3Key']!;
  const certificates = account.secrets['platformCertificates']!.split(/(?<=-----END CERTIFICATE-----\n)/).filter(
    Boolean,
  );
  keys = Object.fromEntries(certificates.map((pem) => [new X509Certificate(pem).serialNumber, pem]));
  keys[settings['publicKeyId']!] = account.secrets['publicKey']!;
  ask = client(account.secrets['privateKey']!);
});

afterEach(async () => {
  await running.stop();
  await shop.stop();
});

const order = (outTradeNo: string, more: object = {}) => ({
  appid: settings['appId'],
  mchid: settings['mchId'],
  description: '红烧牛肉面',
  out_trade_no: outTradeNo,
  notify_url: shop.url,
  amount: { total: 2800, currency: 'CNY' },
  ...more,
});

const byCode = (outTradeNo: string, code = '130000000000000010') =>
  order(outTradeNo, { payer: { auth_code: code }, scene_info: { store_info: { id: 'S1' } } });

const ORDERS = 'pay/transactions/out-trade-no';
const query = (outTradeNo: string) => ask('get', `${ORDERS}/${outTradeNo}?mchid=${settings['mchId']}`);
const advance = (advanceS: number) => press(running, 'clock', { advanceS });

/** Verifies and opens a callback as the library's README says to. */
function open({ headers, body }: Heard): Record<string, unknown> | null {
  const [timestamp, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map((name) =>
    String(headers[`wechatpay-${name}`]),
  );
  const key = keys[serial!];
  if (!key || !Rsa.verify(Formatter.response(timestamp!, nonce!, body), signature!, key)) return null;
  const { resource } = JSON.parse(body) as { resource: Record<string, string> };
  const text = Aes.AesGcm.decrypt(resource['ciphertext']!, apiKey, resource['nonce']!, resource['associated_data']!);
  return JSON.parse(text) as Record<string, unknown>;
}

describe('WeChat Pay, as somebody else’s client sees it', () => {
  test('a payment code is charged once, and its number answers the same truth ever after', async () => {
    const paid = await ask('post', 'pay/transactions/codepay', byCode('T00001'));
    expect(paid.data).toMatchObject({ trade_state: 'SUCCESS', amount: { total: 2800 } });
    expect((await ask('post', 'pay/transactions/codepay', byCode('T00001'))).data).toMatchObject({ code: 'ORDERPAID' });
    expect((await ask('post', 'pay/transactions/codepay', byCode('T00002'))).data, 'the code is used').toMatchObject({
      code: 'AUTH_CODE_INVALID',
    });
    expect((await query('T00001')).data).toMatchObject({ transaction_id: paid.data['transaction_id'] });
    expect((await query('T00002')).status).toBe(404);
  });

  test('a password is waited for, and a reversal is refused within 15 seconds', async () => {
    await ask('post', 'pay/transactions/codepay', byCode('T00003', '130000000000000077'));
    expect((await query('T00003')).data).toMatchObject({ trade_state: 'USERPAYING' });
    const reversal = { appid: settings['appId'], mchid: settings['mchId'] };
    const early = await ask('post', `${ORDERS}/T00003/reverse`, reversal);
    expect(early.data).toMatchObject({ code: 'FREQUENCY_LIMITED' });
    await advance(16);
    expect((await ask('post', `${ORDERS}/T00003/reverse`, reversal)).status).toBe(200);
    expect((await query('T00003')).data).toMatchObject({ trade_state: 'REVOKED' });
  });

  test('a request signed with another key, or over another body, is refused', async () => {
    const stranger = client(running.desk.accounts.keyRing.keys('stranger').privatePem);
    expect(await stranger('post', 'pay/transactions/codepay', byCode('T00004'))).toMatchObject({
      status: 401,
      data: { code: 'SIGN_ERROR' },
    });
    expect(running.desk.book.all()).toEqual([]);
  });

  test('a callback opens with the library, by whichever key signed it, and not once its text is changed', async () => {
    await ask('post', 'pay/transactions/native', order('T00005'));
    expect((await query('T00005')).data).toMatchObject({ trade_state: 'NOTPAY' });
    await press(running, 'trades/T00005/pay', {});
    expect(open(shop.heard[0]!)).toMatchObject({ out_trade_no: 'T00005', trade_state: 'SUCCESS' });
    const { headers, body } = shop.heard[0]!;
    expect(open({ headers, body: body.replace('支付成功', '支付失败') })).toBeNull();
  });

  test('a callback that is not taken comes again by the exact table, signed by each kind of key, then never', async () => {
    shop.answer = { status: 500, body: '' };
    await ask('post', 'pay/transactions/native', order('T00006'));
    await press(running, 'trades/T00006/pay', {});
    for (const [index, waitS] of WECHAT_RETRIES_S.entries()) {
      await advance(waitS - 1);
      expect(shop.heard).toHaveLength(index + 1);
      await advance(1);
      expect(shop.heard).toHaveLength(index + 2);
    }
    await advance(7 * 86_400);
    expect(shop.heard).toHaveLength(WECHAT_RETRIES_S.length + 1);
    expect(shop.heard.every((heard) => open(heard))).toBe(true);
    expect(new Set(shop.heard.map(({ headers }) => headers['wechatpay-serial'])).size).toBeGreaterThan(2);
  });

  test('refunds lie a minute apart, sum to at most the charge, and one number pays back once', async () => {
    await ask('post', 'pay/transactions/codepay', byCode('T00007'));
    const refund = (number: string, back: number) =>
      ask('post', 'refund/domestic/refunds', {
        out_trade_no: 'T00007',
        out_refund_no: number,
        notify_url: shop.url,
        amount: { refund: back, total: 2800, currency: 'CNY' },
      });
    expect((await refund('R1', 1000)).data).toMatchObject({ status: 'PROCESSING' });
    expect((await refund('R1', 1000)).data).toMatchObject({ out_refund_no: 'R1' });
    expect((await refund('R2', 1000)).data).toMatchObject({ code: 'FREQUENCY_LIMITED' });
    await advance(60);
    expect((await ask('get', 'refund/domestic/refunds/R1')).data).toMatchObject({ status: 'SUCCESS' });
    expect((await refund('R2', 1801)).data).toMatchObject({ code: 'INVALID_REQUEST' });
    expect((await refund('R2', 1800)).status).toBe(200);
    const told = shop.heard.map(open).filter((notice) => notice?.['refund_status']);
    expect(told).toMatchObject([{ out_refund_no: 'R1', amount: { refund: 1000 } }]);
  });

  test('the bill is there from ten o’clock on, in yuan with back-ticks, and its hash is of its text', async () => {
    const day = new Date(running.desk.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    await ask('post', 'pay/transactions/codepay', byCode('T00008'));
    const path = `bill/tradebill?bill_date=${day}&bill_type=ALL`;
    expect((await ask('get', path)).data).toMatchObject({ code: 'STATEMENT_CREATING' });
    await advance(34 * 3600);
    const { data } = await ask('get', path);
    const file = await ask('get', String(data['download_url']).replace(/^.*\/v3\//, ''));
    const text = file.data as unknown as string;
    expect(createHash('sha1').update(text).digest('hex')).toBe(data['hash_value']);
    expect(text).toContain('`T00008');
    expect(text).toContain('`28.00');
  });
});
