import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { GatewayAccount } from '../gateway.ts';
import { answerFields } from '../unionpay/read-answer.ts';
import { holds, signed } from '../unionpay/sign.ts';
import { outcomeOf } from '../unionpay/read-words.ts';
import { unionpay } from '../unionpay/unionpay.ts';
import { serve } from './answers.ts';
import { openWorld, type World } from './world.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const mine = { key: keys.publicKey, signMethod: '01', certId: '1' };
const FORM = { version: '5.1.0', signMethod: '01', merId: '777', orderId: 'T1', respCode: '00', empty: '' };

describe('a signature', () => {
  const form = signed(FORM, keys.privateKey);

  test('is over all fields that are not empty, in the order of their names', () => {
    expect(holds(form, [mine])).toBe(true);
    expect(holds({ ...form, another: '' }, [mine])).toBe(true);
    expect(holds(Object.fromEntries(Object.entries(form).toReversed()), [mine])).toBe(true);
    for (const name of ['version', 'merId', 'orderId', 'respCode', 'added'] as const) {
      expect(holds({ ...form, [name]: 'x' }, [mine])).toBe(false);
    }
  });

  test('holds for any key that is held, and for none that comes along', () => {
    expect(holds(form, [{ ...mine, key: other.publicKey }, mine])).toBe(true);
    const strange = signed({ ...FORM, signPubKeyCert: 'whatever' }, other.privateKey);
    expect(holds(strange, [mine])).toBe(false);
    expect(holds({ ...form, signMethod: '02' }, [mine])).toBe(false);
    expect(holds({ ...form, signature: '' }, [mine])).toBe(false);
  });
});

describe('against the stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('unionpay');
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  test('a QR code is shown, waits and is captured', async () => {
    const charge = world.charge({ scene: 'qr' });
    const shown = await unionpay.charge(world.account, charge);
    expect(shown).toMatchObject({ state: 'waiting', show: { qrText: expect.stringMatching(/^https:/) as string } });
    expect(await unionpay.query(world.account, charge)).toEqual({ state: 'waiting' });
    await world.press(`trades/${charge.outTradeNo}/pay`);
    expect(await unionpay.query(world.account, charge)).toMatchObject({ state: 'captured', amountMinor: 2800 });
  });

  test('number and time together are what it knows a charge by', async () => {
    const charge = world.charge();
    await unionpay.charge(world.account, charge);
    const startedAt = new Date(charge.startedAt.getTime() - 60_000);
    expect(await unionpay.query(world.account, { ...charge, startedAt })).toEqual({ state: 'unknown', why: 'code_34' });
  });

  test('an account whose certificate is another one believes nothing', async () => {
    const strange = other.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const secrets = { ...world.account.secrets, unionpayCertificate: strange };
    const charge = world.charge();
    expect(await unionpay.charge({ ...world.account, secrets }, charge)).toEqual({ state: 'unknown', why: 'unsigned' });
    const both = {
      ...world.account.secrets,
      unionpayCertificate: strange + world.account.secrets['unionpayCertificate'],
    };
    expect(await unionpay.query({ ...world.account, secrets: both }, charge)).toMatchObject({ state: 'captured' });
  });
});

test('an answer about another order is not believed', async () => {
  const account: GatewayAccount = {
    merchantId: 'm',
    accountId: 'a',
    gateway: 'unionpay',
    baseUrl: '',
    notifyUrl: '',
    settings: { merId: '777', certId: '1' },
    secrets: {
      privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      unionpayCertificate: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  };
  const said = signed({ ...FORM, respCode: '00', origRespCode: '00' }, keys.privateKey);
  const body = Object.entries(said)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const { baseUrl, stop } = await serve((_, response) => response.end(body));
  const charge = { outTradeNo: 'T2', startedAt: new Date() } as Parameters<typeof unionpay.query>[1];
  expect(await unionpay.query({ ...account, baseUrl }, charge)).toEqual({ state: 'unknown', why: '00' });
  // The same answer is believed by whoever asked for its number.
  const own = { ...charge, outTradeNo: 'T1' };
  expect(await unionpay.query({ ...account, baseUrl }, own)).toEqual({ state: 'unknown', why: 'unreadable_queryId' });
  stop();
});

test('an answer is read as it comes: a plus is a plus, and braces may hold fields of their own', () => {
  const text =
    'respCode=00&signature=a+b/c==&respMsg=成功[0000000]&extra={a=1&b={}&empty=&signPubKeyCert=-----BEGIN-----\r\nM+I\r\n';
  expect(answerFields(text)).toEqual({
    respCode: '00',
    signature: 'a+b/c==',
    respMsg: '成功[0000000]',
    extra: '{a=1&b={}',
    empty: '',
    signPubKeyCert: '-----BEGIN-----\r\nM+I\r\n',
  });
  expect(answerFields('respCode=00&respCode=34')).toBeNull();
});

test('a payment at the turn of the year is dated in the new one', () => {
  const paid = { queryId: 'Q', txnAmt: '1', currencyCode: '156' };
  const at = (traceTime: string) => outcomeOf('00', { ...paid, traceTime }, '20261231235950');
  expect(at('1231235955')).toMatchObject({ paidAt: new Date('2026-12-31T15:59:55Z') });
  expect(at('0101000005')).toMatchObject({ paidAt: new Date('2026-12-31T16:00:05Z') });
});
