import { describe, expect, test } from 'vitest';
import type { ChannelAccount } from '../channel.ts';
import type { ChannelCallback } from '../adapter/adapter.ts';
import { adapters } from '../adapter/adapters.ts';
import { eleme, signatureOf as elemeSignature } from '../adapter/eleme/eleme.ts';
import { signatureOf as meituanSignature } from '../adapter/meituan/signature.ts';
import { fieldsFrom, instantOf, plainName, yuanOf } from '../adapter/fields.ts';
import { likeness } from '../order/likeness.ts';
import { message, push, SECRET, SETTINGS } from './shop.ts';

const account: ChannelAccount = {
  merchantId: 'm',
  accountId: 'a',
  storeId: 's',
  channel: 'eleme',
  baseUrl: 'http://127.0.0.1:9',
  settings: SETTINGS,
  secrets: { secret: SECRET },
  autoAccept: false,
  commissionBps: 0,
  active: true,
};
const sent = (body: Buffer | string, more: Partial<ChannelCallback> = {}): ChannelCallback => ({
  method: 'POST',
  topic: 'push',
  query: {},
  headers: {},
  body: Buffer.from(body),
  ...more,
});

describe('Ele.me', () => {
  test('numbers of more digits than a number holds stay apart', () => {
    const text = JSON.stringify(message('E1'))
      .replace('"E1"', '3017651990513217508')
      .replaceAll('501', '200000124028574321');
    const read = eleme.read!(account, sent(push(10, JSON.parse('{}') as object)));
    expect(read).toMatchObject({ refusal: { code: 'channel_callback_unreadable' } });
    const fields = {
      appId: 7001,
      message: text,
      requestId: 'r',
      shopId: 9001,
      timestamp: 1,
      type: 10,
      userId: '2000001240285743219',
    };
    const signature = elemeSignature(fields, SECRET);
    const body = JSON.stringify({ ...fields, signature }).replace('"2000001240285743219"', '2000001240285743219');
    const notice = eleme.read!(account, sent(body));
    expect(notice).toMatchObject({
      ok: true,
      value: { order: { platformNo: '3017651990513217508', lines: [{ itemRef: '200000124028574321' }, {}] } },
    });
  });

  test('every field of a push is signed but the signature', () => {
    const good = JSON.parse(push(10, message('E1')).toString()) as Record<string, unknown>;
    expect(eleme.read!(account, sent(JSON.stringify(good))).ok).toBe(true);
    for (const name of ['appId', 'message', 'requestId', 'shopId', 'timestamp', 'type', 'userId']) {
      const changed = { ...good, [name]: `${String(good[name])}1` };
      expect(eleme.read!(account, sent(JSON.stringify(changed))), name).toMatchObject({ ok: false });
    }
  });

  test.each(['', 'no JSON', '[]', '"text"', '{}', '{"message":{}}'])('what is no push is refused: %s', (body) => {
    expect(eleme.read!(account, sent(body))).toMatchObject({ ok: false });
  });
});

describe('Meituan', () => {
  const settings = { appId: '1', appPoiCode: 'poi', publicUrl: 'https://shop.example' };
  const meituan = { ...account, channel: 'meituan' as const, settings, secrets: { secret: 'x' } };
  const url = 'https://shop.example/v1/callbacks/channels/meituan/a/confirmed';
  const form = (fields: Record<string, string>): string =>
    new URLSearchParams({ ...fields, sig: meituanSignature(url, fields, 'x') }).toString();

  test('a look by GET is answered, and fields may come in the address or the body', () => {
    const { read } = adapters.meituan;
    expect(read!(meituan, sent('', { method: 'GET', topic: 'order' }))).toMatchObject({ value: { about: 'other' } });
    const fields = { order_id: '1', timestamp: '1' };
    const told = { value: { about: 'status', platformNo: '1', status: 'accepted' } };
    expect(read!(meituan, sent(form(fields), { topic: 'confirmed' }))).toMatchObject(told);
    const query = Object.fromEntries(new URLSearchParams(form(fields)));
    expect(read!(meituan, sent('', { method: 'GET', topic: 'confirmed', query }))).toMatchObject(told);
    // The same fields at another address mean something else, and are not signed for it.
    expect(read!(meituan, sent(form(fields), { topic: 'cancelled' }))).toMatchObject({ ok: false });
  });

  test('a telling that comes again at another time is the same telling', () => {
    const { read } = adapters.meituan;
    const told = ['1', '2'].map((timestamp) =>
      read!(meituan, sent(form({ order_id: '1', timestamp }), { topic: 'confirmed' })),
    );
    const ids = told.map((one) => (one.ok ? one.value.noticeId : null));
    expect(ids[0]).not.toBeNull();
    expect(ids[0]).toBe(ids[1]);
  });
});

test('money is read to the minor unit or not at all', () => {
  expect(yuanOf({ a: 12.5 }, 'a')).toBe(1250);
  expect(yuanOf({ a: '0.01' }, 'a')).toBe(1);
  expect(yuanOf({}, 'a')).toBe(0);
  for (const a of [0.001, 'ten', {}, Number.NaN, '1e3']) expect(() => yuanOf({ a }, 'a')).toThrow('a');
});

test('a time without an offset is that of China', () => {
  expect(instantOf({ at: '2026-03-02T10:00:00' }, 'at').toISOString()).toBe('2026-03-02T02:00:00.000Z');
  expect(instantOf({ at: '1772416800' }, 'at').toISOString()).toBe('2026-03-02T02:00:00.000Z');
  expect(() => instantOf({ at: 'noon' }, 'at')).toThrow('at');
});

test('no name breaks what is stored or printed', () => {
  expect(plainName(' a\u0000b\n\ud800c ')).toBe('a b c');
  expect(Array.from(plainName('面'.repeat(300)))).toHaveLength(100);
  expect(() => fieldsFrom('[1]', 'body')).toThrow('body');
});

test('names are alike by what they share, whatever decorates them', () => {
  expect(likeness('【招牌】红烧牛肉面（大份）', '红烧牛肉面')).toBeGreaterThan(60);
  expect(likeness('红烧牛肉面', '桂花酸梅汤')).toBe(0);
  expect(likeness('面', '面')).toBe(100);
});
