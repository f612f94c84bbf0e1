import { expect, test } from 'vitest';
import { milliOf, pricesFrom, quantityText } from '../wire.ts';

test.each([
  ['0', 0, '0'],
  ['2', 2000, '2'],
  ['0.755', 755, '0.755'],
  ['12.50', 12_500, '12.5'],
  ['999999999.999', 999_999_999_999, '999999999.999'],
])('a quantity of %s is read and written exactly', (text, milli, written) => {
  expect([milliOf(text), quantityText(milli)]).toEqual([milli, written]);
});

test('what was lost is read as a negative quantity, and nothing lost as zero', () => {
  expect([milliOf('-1.5'), Object.is(milliOf('-0'), 0)]).toEqual([-1500, true]);
});

test('prices are read in the currency, and a fraction of its smallest unit is refused by name', () => {
  const rows = [
    { sku: 'a', price: '1.5' },
    { sku: 'b', storeCode: 'S1', price: null },
  ];
  expect(pricesFrom(rows, 'CNY')).toEqual({
    ok: true,
    value: [
      { sku: 'a', storeCode: undefined, priceMinor: 150 },
      { sku: 'b', storeCode: 'S1', priceMinor: null },
    ],
  });
  expect(pricesFrom(rows, 'JPY')).toMatchObject({ refusal: { code: 'invalid_request', facts: { sku: 'a' } } });
});
