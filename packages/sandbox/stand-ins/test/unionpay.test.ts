import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startStandIns, UNIONPAY_RETRIES_S, type RunningStandIns, type ShopAccount } from '../index.ts';
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

/** Sends a form as the provider's own kit does, and verifies the answer with the certificate that it shows. */
async function call(fields: Record<string, string>, privateKey = account.secrets['privateKey']!) {
  const whole = {
    version: '5.1.0',
    encoding: 'UTF-8',
    signMethod: '01',
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
  const body = new URLSearchParams(signed(whole, createPrivateKey(privateKey)));
  const response = await fetch(`${account.baseUrl}/gateway/api/${path}`, { method: 'POST', body });
  const answer = Object.fromEntries(new URLSearchParams(await response.text()));
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
