import { describe, expect, test } from 'vitest';
import { numberReader, type NumberStyle } from '../rows/read-number.ts';

const reader = (style: Partial<NumberStyle> = {}) =>
  numberReader({ decimalMark: '.', thousandsMark: '', symbol: '', digits: 2, rounds: false, ...style });

test.each([
  ['38.7', 3870],
  ['38.70', 3870],
  ['38.700', 3870],
  ['0', 0],
  ['-5', -500],
  ['−5.25', -525],
  ['+5', 500],
  ['007.10', 710],
  ['5.', 500],
  ['-0', 0],
  ['100000000000', 10_000_000_000_000],
])('%s is %i minor units', (text, minor) => expect(reader()(text)).toBe(minor));

test.each([
  '',
  '-',
  '.',
  '.5',
  '5,00',
  '1,234.50',
  '38.705',
  '1e3',
  '¥5',
  '5 0',
  '0x10',
  'NaN',
  '١٢',
  '5..0',
  '--5',
  '1000000000000',
])('"%s" is no amount of a plain style', (text) => expect(reader()(text)).toBeNaN());

describe('a stated style', () => {
  const european = reader({ decimalMark: ',', thousandsMark: '.' });
  test.each([
    ['1.234,50', 123_450],
    ['1.234.567,5', 123_456_750],
    ['12,5', 1250],
    ['1234,50', 123_450],
    ['-1.234,00', -123_400],
  ])('decimal comma: %s', (text, minor) => expect(european(text)).toBe(minor));
  test.each(['1.23,50', '1234.567,00', '12.5', '.234,50', '1..234,00'])(
    'decimal comma: "%s" is wrongly grouped',
    (text) => expect(european(text)).toBeNaN(),
  );

  const yuan = reader({ thousandsMark: ',', symbol: '¥' });
  test.each([
    ['¥1,234.50', 123_450],
    ['-¥5.00', -500],
    ['¥ 5', 500],
    ['5 ¥', 500],
    ['5', 500],
  ])('symbol: %s', (text, minor) => expect(yuan(text)).toBe(minor));
  test('another symbol than the stated one is no amount', () => expect(yuan('$5.00')).toBeNaN());
});

test('finer amounts than the currency are rounded half away from zero only where the mapping says so', () => {
  const rounding = reader({ rounds: true });
  expect(['1.005', '1.004', '-1.005', '4.440892e-16', '2.5E1', '-0.001'].map(rounding)).toEqual([
    101, 100, -101, 0, 2500, 0,
  ]);
  expect(reader()('1.005')).toBeNaN();
});

test('digits follow the currency: none for JPY, three for KWD', () => {
  expect(reader({ digits: 0 })('1250')).toBe(1250);
  expect(reader({ digits: 0 })('12.5')).toBeNaN();
  expect(reader({ digits: 3 })('0.755')).toBe(755);
});
