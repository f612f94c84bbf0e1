import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startStandIns, UNIONPAY_RETRIES_S, type RunningStandIns, type ShopAccount } from '../index.ts';
import { ANYBODY, derOf, rsOf, verifiesSm2 } from '../core/sm2.ts';
import { signed, verifies } from '../unionpay/sign.ts';
import { openShop, press, type Shop } from './shop.ts';

let running: RunningStandIns;
let shop: Shop;
let account: ShopAccount;

beforeEach(async () => {
  shop = await openShop();
  running = await startStandIns({ tickMs: null });
  account = running.providers.unionpay.account('demo');
});

afterEach(async () => {
  await running.stop();
  await shop.stop();
});

const TIME = '20261127140000';

/** An answer is no form: its values are not encoded. */
const plainFields = (text: string): Record<string, string> =>
  Object.fromEntries(text.split('&').map((field) => [field.split('=', 1)[0]!, field.slice(field.indexOf('=') + 1)]));

/** Sends a form as the provider's own kit does, and verifies the answer with the certificate that it shows. */
async function call(fields: Record<string, string>, privateKey = account.secrets['privateKey']!) {
  const whole = {
    version: '5.1.0',
    encoding: 'UTF-8',
    signMethod: account.settings['signMethod']!,
    bizType: '000000',
    accessType: '0',
    channelType: '08',
    currencyCode: '156',
    txnTime: TIME,
    merId: account.settings['merId']!,
    certId: account.settings['certId']!,
    backUrl: shop.url,
    ...fields,
  };
  const path = fields['txnType'] === '00' ? 'queryTrans.do' : 'backTransReq.do';
  const url = fields['txnType'] === '76' ? account.settings['fileUrl']! : `${account.baseUrl}/gateway/api/${path}`;
  const body = new URLSearchParams(signed(whole, createPrivateKey(privateKey)));
  const response = await fetch(url, { method: 'POST', body });
  const answer = plainFields(await response.text());
  expect(answer['signPubKeyCert']).toBe(account.secrets['unionpayCertificate']);
  expect(verifies(answer, new X509Certificate(answer['signPubKeyCert']!).publicKey)).toBe(true);
  return answer;
}

const byCode = (orderId: string, qrNo = '6200000000000000010') =>
  call({ txnType: '01', txnSubType: '06', orderId, txnAmt: '2800', qrNo });
const query = (orderId: string, txnTime = TIME) => call({ txnType: '00', txnSubType: '00', orderId, txnTime });

describe('UnionPay', () => {
  test('number and time together identify a charge, which happens once', async () => {
    expect(await byCode('UNION0001')).toMatchObject({ respCode: '00' });
    expect(await byCode('UNION0001')).toMatchObject({ respCode: '12' });
    expect(await query('UNION0001')).toMatchObject({ origRespCode: '00', txnAmt: '2800' });
    expect(await query('UNION0001', '20261127140001')).toMatchObject({ respCode: '34' });
  });

  test('a password is waited for, and a reversal ends it', async () => {
    expect(await byCode('UNION0002', '6200000000000000077')).toMatchObject({ respCode: '05' });
    expect(await query('UNION0002')).toMatchObject({ origRespCode: '05' });
    expect(await call({ txnType: '99', txnSubType: '01', orderId: 'UNION0002' })).toMatchObject({ respCode: '00' });
    expect((await query('UNION0002'))['origRespCode']).not.toBe('05');
  });

  test('a request signed with another key is refused', async () => {
    const stranger = running.desk.accounts.keyRing.keys('stranger').privatePem;
    const asked = {
      txnType: '01',
      txnSubType: '06',
      orderId: 'UNION0003',
      txnAmt: '2800',
      qrNo: '6200000000000000010',
    };
    expect(await call(asked, stranger)).toMatchObject({ respCode: '11' });
  });

  test('a refund is accepted, then paid, and never exceeds the charge', async () => {
    const { queryId = '' } = await byCode('UNION0004');
    const refund = (orderId: string, txnAmt: string) =>
      call({ txnType: '04', txnSubType: '00', orderId, txnAmt, origQryId: queryId });
    expect(await refund('REFUND0001', '800')).toMatchObject({ respCode: '00' });
    expect(await query('REFUND0001')).toMatchObject({ origRespCode: '05' });
    expect(await refund('REFUND0002', '2001')).toMatchObject({ respCode: '36' });
    await press(running, 'clock', { advanceS: 3 });
    expect(await query('REFUND0001')).toMatchObject({ origRespCode: '00', txnAmt: '800' });
  });

  test('a notice verifies, and comes again until it is taken', async () => {
    shop.answer = { status: 500, body: '' };
    await byCode('UNION0005');
    await press(running, 'clock', { advanceS: 86_400 });
    expect(shop.heard).toHaveLength(UNIONPAY_RETRIES_S.length + 1);
    const notice = Object.fromEntries(new URLSearchParams(shop.heard[0]!.body));
    const { publicKey } = new X509Certificate(account.secrets['unionpayCertificate']!);
    expect(verifies(notice, publicKey)).toBe(true);
    expect(verifies({ ...notice, txnAmt: '1' }, publicKey)).toBe(false);
  });
});

/** The lines of single trades in the file of a day, each cut into its columns by their widths; null where there is no file. */
async function fileOf(settleDate: string): Promise<string[][] | null> {
  const said = await call({ txnType: '76', txnSubType: '01', fileType: '00', settleDate });
  if (said['respCode'] === '98') return null;
  expect(said).toMatchObject({ respCode: '00', settleDate });
  const files = unzipSync(inflateSync(Buffer.from(said['fileContent']!, 'base64')));
  const [, bytes] = Object.entries(files).find(([name]) => name.slice(11, 14) === 'ZM_')!;
  const lines = new TextDecoder('gbk').decode(bytes).split('\r\n').slice(0, -1);
  return lines.map((line) => WIDTHS.map((width, i) => line.slice(STARTS[i]!, STARTS[i]! + width).trim()));
}

// As UnionPay's own samples have them, with a blank between two.
const WIDTHS = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13,
  8, 32, 13, 13, 12, 2, 1, 32, 98,
];
const STARTS = WIDTHS.map((_, i) => WIDTHS.slice(0, i).reduce((sum, width) => sum + width + 1, 0));
/** The number, the amount, the fee and what is settled. */
const brief = (columns: readonly string[]): string => [12, 7, 16, 17].map((column) => columns[column - 1]).join(' ');
const settleDateIn = (days: number): string => {
  const day = new Date(running.desk.clock.now().getTime() + 9 * 3_600_000 + days * 86_400_000);
  return day.toISOString().slice(5, 10).replace('-', '');
};

describe("UnionPay's file of a day", () => {
  test('is there at ten of the next day, out of the truth, but where it is to differ', async () => {
    const { queryId = '' } = await byCode('UNION0010');
    await byCode('UNION0011', '6200000000000000110');
    await byCode('UNION0012', '6200000000000000210');
    await byCode('UNION0013', '6200000000000000077');
    await call({ txnType: '04', txnSubType: '00', orderId: 'REFUND0010', txnAmt: '1000', origQryId: queryId });
    await press(running, 'mismatches', { number: 'UNION0011', kind: 'missing' });
    await press(running, 'mismatches', { number: 'UNION0012', kind: 'amount' });
    await press(running, 'mismatches', { number: 'UNION0013', kind: 'extra' });
    await press(running, 'clock', { advanceS: 3 });
    expect(await fileOf(settleDateIn(0))).toBeNull();
    await press(running, 'clock', { advanceS: 2 * 86_400 });
    const lines = (await fileOf(settleDateIn(-2))) ?? [];
    expect(lines.map(brief).toSorted()).toEqual([
      'REFUND0010 000000001000 C000000000006 D000000000994',
      'UNION0010 000000002800 D000000000017 C000000002783',
      'UNION0012 000000002801 D000000000017 C000000002784',
      'UNION0013 000000002800 D000000000017 C000000002783',
    ]);
    const refund = lines.find(([code]) => code === 'S30')!;
    expect([20, 27, 28, 41].map((column) => refund[column - 1])).toEqual([
      '04',
      queryId,
      account.settings['merId'],
      'UNION0010',
    ]);
  });

  test('ends at eleven in the evening, has the lines of its merchant alone, and is none without one', async () => {
    const now = running.desk.clock.now();
    const toHalfPastTenS = (14.5 * 3_600 + 86_400 - (Math.floor(now.getTime() / 1000) % 86_400)) % 86_400;
    await press(running, 'clock', { advanceS: toHalfPastTenS });
    await byCode('UNION0020');
    await press(running, 'clock', { advanceS: 3_600 });
    await byCode('UNION0021', '6200000000000000110');
    await press(running, 'clock', { advanceS: 3 * 86_400 });
    const numbers = async (days: number) => (await fileOf(settleDateIn(days)))?.map((columns) => columns[11]);
    expect([await numbers(-4), await numbers(-3), await numbers(-2)]).toEqual([
      ['UNION0020'],
      ['UNION0021'],
      undefined,
    ]);
    account = running.providers.unionpay.account('another');
    expect(await numbers(-3)).toBeUndefined();
  });
});

describe('UnionPay with SM2', () => {
  beforeEach(() => {
    account = running.providers.unionpay.account('demo', '21');
  });

  test('takes what the key of that account signed, and signs answers and notices so', async () => {
    expect(await byCode('UNION0030')).toMatchObject({ respCode: '00', signMethod: '21' });
    await press(running, 'clock', { advanceS: 1 });
    const notice = Object.fromEntries(new URLSearchParams(shop.heard[0]!.body));
    const { publicKey } = new X509Certificate(account.secrets['unionpayCertificate']!);
    expect(verifies(notice, publicKey)).toBe(true);
    expect(verifies({ ...notice, txnAmt: '1' }, publicKey)).toBe(false);
    const stranger = running.desk.accounts.keyRing.keys('stranger', 'sm2').privatePem;
    const asked = {
      txnType: '01',
      txnSubType: '06',
      orderId: 'UNION0031',
      txnAmt: '2800',
      qrNo: '6200000000000000010',
    };
    expect(await call(asked, stranger)).toMatchObject({ respCode: '11' });
  });

  test('agrees with the worked example of GB/T 32918.5', () => {
    const point = [
      '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    ].join('');
    const spki = Buffer.from(`3059301306072a8648ce3d020106082a811ccf5501822d03420004${point}`, 'hex');
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const rs = [
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    ].join('');
    const der = derOf(Buffer.from(rs, 'hex'));
    expect(rsOf(der).toString('hex')).toBe(rs);
    expect(verifiesSm2('message digest', { publicKey, identity: ANYBODY, der })).toBe(true);
    expect(verifiesSm2('message digest', { publicKey, identity: '', der })).toBe(false);
  });
});
