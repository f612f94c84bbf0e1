import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { toGbk } from '../core/gbk.ts';
import { Book, type RefundDraft } from '../core/book.ts';
import { ProviderClock, billReadyAt, shanghaiDay } from '../core/clock.ts';
import { KeyRing } from '../core/keys.ts';
import { Store } from '../core/store.ts';
import { refundedMinor } from '../core/trade.ts';
import { widthsOf } from '../phone/barcode.ts';

test('a certificate reads as one, by the serial that it was given, and is signed by its own key', () => {
  const { certificate, serial, publicKey } = new KeyRing(new Store(null)).keys('platform');
  const read = new X509Certificate(certificate);
  expect(read.serialNumber).toBe(serial);
  expect(read.verify(publicKey)).toBe(true);
});

test('one of SM2 reads as one, with its key', () => {
  const { certificate, serial, publicKey } = new KeyRing(new Store(null)).keys('platform', 'sm2');
  const read = new X509Certificate(certificate);
  expect(read.serialNumber).toBe(serial);
  const der = { type: 'spki', format: 'der' } as const;
  expect(read.publicKey.export(der)).toEqual(publicKey.export(der));
});

test('GBK that is written reads back, and what it does not have is a question mark', () => {
  const text = '熟客红烧牛肉面（元）¤, ABC';
  expect(new TextDecoder('gbk').decode(toGbk(text))).toBe(text);
  expect(toGbk('🍜').toString()).toBe('?');
});

test('a day of Shanghai ends at 16:00 UTC, and its bill is there ten hours later', () => {
  expect(shanghaiDay(new Date('2026-11-27T15:59:59Z'))).toBe('2026-11-27');
  expect(shanghaiDay(new Date('2026-11-27T16:00:00Z'))).toBe('2026-11-28');
  expect(billReadyAt('2026-11-27')).toEqual(new Date('2026-11-28T02:00:00Z'));
});

describe('bar code', () => {
  test('start, pairs, check and stop take eleven modules each, the stop thirteen', () => {
    const widths = widthsOf('123456');
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(5 * 11 + 13);
    // 105 + 1 × 12 + 2 × 34 + 3 × 56 = 353, and 353 mod 103 = 44: the symbol 132131.
    expect(widths.slice(-13, -7).join('')).toBe('132131');
  });

  test('an odd last digit is written in set B', () => {
    expect(widthsOf('123').slice(12, 24).join('')).toBe('114131' + '221132');
  });
});

test('whatever is refunded in whichever order, never more than the charge and never more than 50 times goes back', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const random = seededRandom(seed);
    const store = new Store(null);
    const book = new Book(store, new ProviderClock(store, () => new Date('2026-11-27T04:00:00Z')));
    const placed = book.place(
      {
        gateway: 'alipay',
        merchantNo: '1',
        outTradeNo: 'T1',
        amountMinor: 1000,
        currency: 'CNY',
        subject: '面',
        scene: 'bar_code',
        notifyUrl: '',
        expiresAt: new Date('2026-11-28T00:00:00Z'),
        extra: {},
      },
      '280000000000000010',
    );
    expect(placed.is).toBe('new');
    const model = new Map<string, number>();
    for (let step = 0; step < 120; step += 1) {
      const outRefundNo = `R${Math.floor(random.next() * 80)}`;
      const amountMinor = Math.floor(random.next() * 30) - 2;
      const draft: RefundDraft = { outRefundNo, amountMinor, notifyUrl: '', apartMs: 0, takesMs: 0 };
      const { is } = book.refund(book.get('alipay', '1', 'T1')!, draft);
      const sum = [...model.values()].reduce((total, each) => total + each, 0);
      const fits = amountMinor > 0 && sum + amountMinor <= 1000 && model.size < 50;
      const before = model.get(outRefundNo);
      if (before !== undefined) expect(is).toBe(before === amountMinor ? 'same' : 'changed');
      else expect(is === 'new').toBe(fits);
      if (is === 'new') model.set(outRefundNo, amountMinor);
      expect(refundedMinor(book.get('alipay', '1', 'T1')!)).toBe([...model.values()].reduce((a, b) => a + b, 0));
    }
  }
});
