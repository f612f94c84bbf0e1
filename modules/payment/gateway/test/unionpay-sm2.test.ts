import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { holds, signed, SM2_METHOD } from '../unionpay/sign.ts';
import { isSm2, isSm2Signature, sm2Signature } from '../unionpay/sm2.ts';
import { unionpay } from '../unionpay/unionpay.ts';
import { openWorld, type World } from './world.ts';

const pem = { publicKeyEncoding: { type: 'spki', format: 'pem' } } as const;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048, ...pem });

/** The key, the message and the signature of the worked example of GB/T 32918.5. */
const STANDARD = {
  point: [
    '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
    'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
  ].join(''),
  identity: '1234567812345678',
  message: Buffer.from('message digest'),
  signature: Buffer.from(
    [
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    ].join(''),
    'hex',
  ),
};

const key = createPublicKey({
  key: Buffer.from(`3059301306072a8648ce3d020106082a811ccf5501822d03420004${STANDARD.point}`, 'hex'),
  format: 'der',
  type: 'spki',
});

describe('SM2', () => {
  test('verifies the worked example of the standard, by who signed and for nothing else', () => {
    const { identity, message, signature } = STANDARD;
    expect(isSm2(key)).toBe(true);
    expect(isSm2Signature(signature, { message, key, identity })).toBe(true);
    expect(isSm2Signature(signature, { message, key, identity: '' })).toBe(false);
    expect(isSm2Signature(signature, { message: Buffer.from('message'), key, identity })).toBe(false);
    for (let byte = 0; byte < signature.length; byte += 1) {
      const other = Buffer.from(signature);
      other[byte]! ^= 1;
      expect(isSm2Signature(other, { message, key, identity })).toBe(false);
    }
    for (const length of [0, 63, 65]) {
      expect(isSm2Signature(Buffer.alloc(length, signature), { message, key, identity })).toBe(false);
    }
    expect(isSm2Signature(Buffer.alloc(64), { message, key, identity })).toBe(false);
  });
});

describe('an account that signs with SM2', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld('unionpay', SM2_METHOD);
  });
  afterEach(() => world.calm());
  afterAll(() => world.stop());

  test('signs in the name of its certificate, with numbers that begin with zeros too', () => {
    const { privateKey, publicKey } = world.running.desk.accounts.keyRing.keys('some', 'sm2');
    expect(isSm2(privateKey)).toBe(true);
    const identity = '4000000000123';
    for (let i = 0; i < 200; i += 1) {
      const message = Buffer.from(`message ${i}`);
      const signature = sm2Signature(message, { key: privateKey, identity });
      expect(signature).toHaveLength(64);
      expect(isSm2Signature(signature, { message, key: publicKey, identity })).toBe(true);
    }
    const form = signed({ signMethod: SM2_METHOD, certId: identity, merId: '777' }, privateKey);
    const certificate = { key: publicKey, signMethod: SM2_METHOD, certId: identity };
    expect(holds(form, [certificate])).toBe(true);
    expect(holds(form, [{ ...certificate, certId: '1' }])).toBe(false);
    expect(holds({ ...form, merId: '778' }, [certificate])).toBe(false);
    for (const signMethod of ['01', '11', '']) expect(holds({ ...form, signMethod }, [certificate])).toBe(false);
  });

  test('is charged, paid back, told by callback and billed as any other', async () => {
    const charge = world.charge();
    const paid = await unionpay.charge(world.account, charge);
    expect(paid).toMatchObject({ state: 'captured', amountMinor: 2800 });
    const order = world.refund(charge, { providerRef: paid.state === 'captured' ? paid.providerRef : '' });
    expect(await unionpay.refund(world.account, order)).toEqual({ state: 'accepted' });
    await world.advance(10);
    expect(await unionpay.queryRefund(world.account, order)).toMatchObject({ state: 'refunded', amountMinor: 1000 });
    const told = await Promise.all(
      world.heard.map((callback) => unionpay.readCallback(world.account, callback, new Date())),
    );
    expect(told).toMatchObject([
      { ok: true, value: { outTradeNo: charge.outTradeNo, outcome: { state: 'captured' } } },
      { ok: true, value: { outRefundNo: order.outRefundNo, outcome: { state: 'refunded' } } },
    ]);
    const day = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
    await world.advance(1.5 * 86_400);
    const bill = await unionpay.bill(world.account, day);
    const { outTradeNo } = charge;
    expect(bill).toMatchObject({
      state: 'ready',
      lines: [
        { kind: 'charge', outNo: outTradeNo, outTradeNo, amountMinor: 2800 },
        { kind: 'refund', outNo: order.outRefundNo, outTradeNo, amountMinor: 1000 },
      ],
    });
  });

  test('believes no stranger, and nothing that another account is told', async () => {
    await world.press('faults', { seed: 1, rate: 1, kinds: ['forged'] });
    const before = world.heard.length;
    await unionpay.charge(world.account, world.charge());
    await world.advance(1);
    const read = await Promise.all(
      world.heard.slice(before).map((callback) => unionpay.readCallback(world.account, callback, new Date())),
    );
    expect(read.map((one) => (one.ok ? 'read' : one.refusal.code)).toSorted()).toEqual(['callback_forged', 'read']);
    const byRsa = world.running.providers.unionpay.account('demo');
    const { settings, secrets } = byRsa;
    for (const callback of world.heard) {
      const refused = await unionpay.readCallback({ ...world.account, settings, secrets }, callback, new Date());
      expect(refused).toMatchObject({ ok: false, refusal: { code: 'callback_forged' } });
    }
  });

  test('is not taken with keys of another kind, or with another method', () => {
    const { account } = world;
    const faultWith = (settings: object, secrets: object = {}) =>
      unionpay.faultIn({
        ...account,
        settings: { ...account.settings, ...settings },
        secrets: { ...account.secrets, ...secrets },
      });
    expect(faultWith({})).toBeNull();
    expect(faultWith({ signMethod: '11' })).toBe('signMethod');
    expect(faultWith({ signMethod: '' })).toBe('privateKey');
    expect(faultWith({}, { unionpayCertificate: rsa.publicKey })).toBe('unionpayCertificate');
    // A bare key says not who signs.
    const bare = key.export({ type: 'spki', format: 'pem' });
    expect(faultWith({}, { unionpayCertificate: bare })).toBe('unionpayCertificate');
    expect(faultWith({ fileUrl: 'filedownload' })).toBe('fileUrl');
  });
});
