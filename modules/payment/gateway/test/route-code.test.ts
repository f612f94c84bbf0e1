import { expect, test } from 'vitest';
import { routeCode } from '../route-code.ts';

const digits = (prefix: string, length: number) => prefix.padEnd(length, '7');
const told = (code: string) => {
  const routed = routeCode(code);
  return routed.ok ? routed.value : routed.refusal.code;
};
const UNKNOWN = 'payment_code_unknown';

test.each([
  ...['10', '11', '12', '13', '14', '15'].map((prefix) => [prefix, 18, 'wechat'] as const),
  ...['25', '26', '27', '28', '29', '30'].flatMap((prefix) =>
    [16, 17, 18, 19, 20, 21, 22, 23, 24].map((length) => [prefix, length, 'alipay'] as const),
  ),
  ['62', 19, 'unionpay'],
  // One digit too many or too few, and the neighbours of each range.
  ['13', 17, UNKNOWN],
  ['13', 19, UNKNOWN],
  ['28', 15, UNKNOWN],
  ['28', 25, UNKNOWN],
  ['62', 18, UNKNOWN],
  ['62', 20, UNKNOWN],
  ['16', 18, UNKNOWN],
  ['24', 18, UNKNOWN],
  ['31', 18, UNKNOWN],
  ['61', 19, UNKNOWN],
  ['09', 18, UNKNOWN],
] as const)('a code that begins with %s and has %i digits: %s', (prefix, length, expected) => {
  expect(told(digits(prefix, length))).toBe(expected);
});

test('18 and 19 digits are of several apps, and the prefix alone decides', () => {
  expect([digits('13', 18), digits('28', 18)].map(told)).toEqual(['wechat', 'alipay']);
  expect([digits('28', 19), digits('62', 19)].map(told)).toEqual(['alipay', 'unionpay']);
});

test("a scanner's blanks and line ends do not count, other characters do", () => {
  expect(told(` ${digits('13', 18)}\r\n`)).toBe('wechat');
  expect(['', 'https://example.com', `${digits('13', 17)}X`, '１３０００００００００００００００1'].map(told)).toEqual([
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
    UNKNOWN,
  ]);
});

test('a refusal does not repeat the code, which would pay', () => {
  expect(JSON.stringify(routeCode('623456'))).not.toContain('623456');
});
