import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewOrder } from '@shuke/contract';
import {
  contentHashOf,
  formatQuantityMilli,
  MAX_AMOUNT_MINOR,
  MAX_LINES,
  MAX_QUANTITY_MILLI,
  parseQuantityMilli,
  spreadDiscount,
  totalsOf,
  whyNotLines,
  type OrderLine,
} from '../order.ts';
import { readReceipt } from '../receipt.ts';

const line = (amountMinor: number, discountMinor = 0, more: Partial<OrderLine> = {}): OrderLine => ({
  productId: 'p',
  quantityMilli: 1000,
  amountMinor,
  discountMinor,
  ...more,
});

describe('lines', () => {
  test('add up to gross, discount and payable', () => {
    expect(totalsOf([line(900, 100), line(1600), line(0, 300)])).toEqual({
      grossMinor: 2900,
      discountMinor: 400,
      payableMinor: 2500,
    });
  });

  test.each<[string, OrderLine[], string | null]>([
    ['a plain line', [line(1)], null],
    ['a gift', [line(0, 0, { quantityMilli: 0 })], null],
    ['the largest line', [line(MAX_AMOUNT_MINOR, 0, { quantityMilli: MAX_QUANTITY_MILLI })], null],
    ['500 lines', Array.from({ length: MAX_LINES }, () => line(1)), null],
    ['501 lines', Array.from({ length: MAX_LINES + 1 }, () => line(1)), 'order_too_many_lines'],
    ['an amount below zero', [line(1), line(-1)], 'order_amount_out_of_range'],
    ['a discount below zero', [line(1, -1)], 'order_amount_out_of_range'],
    ['too large an amount', [line(MAX_AMOUNT_MINOR + 1)], 'order_amount_out_of_range'],
    ['no number', [line(Number.NaN)], 'order_amount_out_of_range'],
    ['a fraction of a minor unit', [line(0.5)], 'order_amount_out_of_range'],
    ['a quantity below zero', [line(1, 0, { quantityMilli: -1 })], 'order_quantity_out_of_range'],
    ['too large a quantity', [line(1, 0, { quantityMilli: MAX_QUANTITY_MILLI + 1 })], 'order_quantity_out_of_range'],
    ['eleven largest lines', Array.from({ length: 11 }, () => line(MAX_AMOUNT_MINOR)), 'order_total_too_large'],
  ])('%s', (_what, lines, code) => expect(whyNotLines(lines)?.refusal.code ?? null).toBe(code));

  test('a refusal names the line, counted from 1', () => {
    expect(whyNotLines([line(1), line(-1)])?.refusal.facts).toEqual({ line: 2 });
  });
});

describe("a coupon's discount", () => {
  test('is shared by what the lines come to, exactly', () => {
    const spread = spreadDiscount([line(1000), line(1000, 50), line(1000)], 100);
    expect(spread.map((l) => [l.amountMinor, l.discountMinor])).toEqual([
      [966, 34],
      [967, 83],
      [967, 33],
    ]);
  });

  test("of an item is borne by that item's lines, and by the others only beyond them", () => {
    const lines = [
      line(1000, 0, { productId: 'a' }),
      line(300, 0, { productId: 'b' }),
      line(200, 0, { productId: 'b' }),
    ];
    expect(spreadDiscount(lines, 400, 'b').map((l) => l.amountMinor)).toEqual([1000, 60, 40]);
    expect(spreadDiscount(lines, 600, 'b').map((l) => l.amountMinor)).toEqual([900, 0, 0]);
    expect(() => spreadDiscount(lines, 1501)).toThrow('no more than what is to be paid');
  });

  test('never makes or loses a minor unit, nor a line below zero, whatever the lines and coupons', () => {
    const amounts = fc.array(fc.tuple(fc.nat(1_000_000), fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 20 });
    const cuts = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom('a', 'b', null)), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(amounts, cuts, (given, coupons) => {
        let lines = given.map(([amount, productId]) => line(amount, 0, { productId }));
        const before = totalsOf(lines);
        let off = 0;
        for (const [share, productId] of coupons) {
          const discount = Math.floor(totalsOf(lines).payableMinor * share);
          const bearer = lines.some((l) => l.productId === productId) ? productId : null;
          lines = spreadDiscount(lines, discount, bearer);
          off += discount;
        }
        const after = totalsOf(lines);
        expect(after).toEqual({ ...before, discountMinor: off, payableMinor: before.payableMinor - off });
        expect(lines.every((l) => l.amountMinor >= 0 && l.discountMinor >= 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

test('quantities are read and written to the thousandth', () => {
  expect(['1', '0.755', '12.5', '0', '-2', '-0'].map(parseQuantityMilli)).toEqual([1000, 755, 12500, 0, -2000, 0]);
  expect(['', '1.2345', '1e3', ' 1', '1,5', '.5'].map(parseQuantityMilli)).toEqual(Array(6).fill(null));
  expect([1000, 755, 12500, 0, 5, -2000].map(formatQuantityMilli)).toEqual(['1', '0.755', '12.5', '0', '0.005', '-2']);
});

describe('two receipts of one number are the same exactly if their content is', () => {
  const content = {
    storeId: 's',
    customerId: 'c',
    orderedAt: new Date('2026-03-02T04:00:00Z'),
    coupons: ['A'],
    lines: [line(900, 100), line(500)],
  };
  const changes: [string, object][] = [
    ['store', { storeId: 't' }],
    ['customer', { customerId: null }],
    ['time', { orderedAt: new Date('2026-03-02T04:00:01Z') }],
    ['coupons', { coupons: [] }],
    ['amount', { lines: [line(901, 100), line(500)] }],
    ['discount', { lines: [line(900, 101), line(500)] }],
    ['quantity', { lines: [line(900, 100, { quantityMilli: 2000 }), line(500)] }],
    ['product', { lines: [line(900, 100, { productId: 'q' }), line(500)] }],
    ['order of the lines', { lines: [line(500), line(900, 100)] }],
    ['number of lines', { lines: [line(900, 100)] }],
  ];
  test('the same', () => expect(contentHashOf({ ...content })).toEqual(contentHashOf(content)));
  test.each(changes)('another %s', (_what, change) =>
    expect(contentHashOf({ ...content, ...change })).not.toEqual(contentHashOf(content)),
  );
});

describe('reading a receipt', () => {
  const now = new Date('2026-03-02T02:00:00Z');
  const order: NewOrder = {
    orderRef: 'R1',
    storeCode: 'S1',
    orderedAt: '2026-03-02T09:30:00+08:00',
    coupons: ['abcd-efgh-jkmn'],
    lines: [{ sku: 'N1', quantity: '2', amount: '31.50', discount: '0.5' }],
  };
  const codeOf = (change: Partial<NewOrder>, currency = 'CNY'): string => {
    const result = readReceipt({ ...order, ...change }, currency, now);
    return result.ok ? 'ok' : result.refusal.code;
  };
  const lines = (change: object) => [{ ...order.lines[0]!, ...change }];

  test('turns text into numbers of the currency', () => {
    const receipt = readReceipt(order, 'CNY', now);
    expect(receipt).toMatchObject({
      value: {
        orderedAt: new Date('2026-03-02T01:30:00Z'),
        coupons: ['ABCDEFGHJKMN'],
        lines: [{ sku: 'N1', quantityMilli: 2000, amountMinor: 3150, discountMinor: 50 }],
      },
    });
  });

  test.each<[string, string]>([
    ['2026-03-03T02:00:00Z', 'ok'],
    ['2026-03-03T02:00:01Z', 'order_time_out_of_range'],
    ['1970-01-01T00:00:00Z', 'ok'],
    ['1969-12-31T23:59:59Z', 'order_time_out_of_range'],
    ['2016-12-31T23:59:60Z', 'order_time_out_of_range'],
  ])('an order of %s is %s', (orderedAt, code) => expect(codeOf({ orderedAt })).toBe(code));

  test.each<[string, Partial<NewOrder>, string]>([
    ['a fen’s fraction', { lines: lines({ amount: '1.005' }) }, 'order_amount_out_of_range'],
    ['an amount below zero', { lines: lines({ amount: '-1' }) }, 'order_amount_out_of_range'],
    ['a discount below zero', { lines: lines({ discount: '-0.01' }) }, 'order_amount_out_of_range'],
    ['a quantity below zero', { lines: lines({ quantity: '-1' }) }, 'order_quantity_out_of_range'],
    ['a huge quantity', { lines: lines({ quantity: '999999999999' }) }, 'order_quantity_out_of_range'],
    ['a huge amount', { lines: lines({ amount: '9999999999999' }) }, 'order_amount_out_of_range'],
    ['one coupon twice', { coupons: ['ABCD', 'abc-d'] }, 'order_duplicate_coupon'],
    ['two coupons', { coupons: ['ABCD', 'ABCE'] }, 'ok'],
  ])('%s: %s', (_what, change, code) => expect(codeOf(change)).toBe(code));

  test('a currency without a minor unit takes whole amounts only', () => {
    expect(codeOf({ lines: lines({ amount: '1500', discount: '0' }) }, 'JPY')).toBe('ok');
    expect(codeOf({ lines: lines({ amount: '1500.5', discount: '0' }) }, 'JPY')).toBe('order_amount_out_of_range');
  });
});
