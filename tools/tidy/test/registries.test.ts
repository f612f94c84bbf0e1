import { expect, test } from 'vitest';
import { events } from '../rules/events.ts';
import { refusals } from '../rules/refusals.ts';
import { told } from './told.ts';

const REFUSALS = `
import { merchant } from './refusals/merchant.ts';
const coupon = { coupon_expired: entry('a'), coupon_used: entry('b') } satisfies X;
export const refusals = { ...coupon, ...merchant, 'not_found': entry('c') } satisfies Y;`;

const contract = {
  'packages/contract/refusals.ts': REFUSALS,
  'packages/contract/refusals/merchant.ts': "export const merchant = { code_taken: entry('d') };",
};
const USED = `
import { x } from 'not_a_code';
export type CouponRefusal = 'coupon_expired' | 'coupon_used';
export const byConstraint = { coupon_code_key: 'code_taken', 'coupon_pkey': 'not_found' };
const text = 'not a code';`;

test('codes in the registry that are all given pass', () => {
  expect(told(refusals, { ...contract, 'modules/coupon/errors.ts': USED })).toEqual([]);
});

test.each([
  ["refuse('coupon_gone');", 'coupon_gone'],
  ["refuse({ code: 'coupon_gone', facts: { a: 'x_y' } });", 'coupon_gone'],
  ["return refuse(late ? 'coupon_expired' : ('coupon_gone' as const));", 'coupon_gone'],
  ["kernel.refuse(known ?? 'coupon_gone');", 'coupon_gone'],
])('%s gives a code that is not registered', (code, name) => {
  const files = { ...contract, 'modules/coupon/errors.ts': USED, 'modules/coupon/a.ts': `\n${code}` };
  expect(told(refusals, files)).toEqual([expect.stringContaining(`modules/coupon/a.ts:2 refuses with ${name}`)]);
});

test('a code that errors.ts lists is registered', () => {
  const files = { ...contract, 'modules/coupon/errors.ts': `${USED}\nexport type More = 'coupon_gone';` };
  expect(told(refusals, files)).toEqual([
    expect.stringContaining('modules/coupon/errors.ts:6 refuses with coupon_gone'),
  ]);
});

test('a registered code that nothing gives is reported where it is registered; a test does not give it', () => {
  const files = {
    ...contract,
    'modules/coupon/a.ts': "refuse('coupon_used'); refuse('not_found');",
    'modules/coupon/test/a.test.ts': "expect(code).toBe('coupon_expired');",
    'apps/console/a.ts': "if (code === 'code_taken') show();",
  };
  expect(told(refusals, files)).toEqual([
    'packages/contract/refusals.ts:3 nothing refuses with coupon_expired; remove it or use it',
    'packages/contract/refusals/merchant.ts:1 nothing refuses with code_taken; remove it or use it',
  ]);
});

const EVENTS = {
  'packages/contract/events.ts': "export const events = { 'coupon.redeemed': e('a', {}), 'sms.sent': 1 } as const;",
};
const APPENDED = "const all = [{ type: 'coupon.redeemed', payload }, { type: ok ? 'sms.sent' : 'coupon.redeemed' }];";

test('events that are registered, appended and named in the past tense pass', () => {
  expect(told(events, { ...EVENTS, 'modules/coupon/events.ts': APPENDED })).toEqual([]);
});

test('an event that is not registered is reported', () => {
  const files = { ...EVENTS, 'modules/coupon/events.ts': `${APPENDED}\nconst b = { type: 'coupon.reversed' };` };
  expect(told(events, files)).toEqual([
    expect.stringContaining('modules/coupon/events.ts:2 event coupon.reversed is not'),
  ]);
});

test('a registered event that is never appended or not in the past tense is reported', () => {
  const registry = "export const events = {\n  'coupon.redeem': 1,\n  'coupon.expired': 1,\n};";
  const files = {
    'packages/contract/events.ts': registry,
    'modules/coupon/a.ts': "const a = { type: 'coupon.redeem' };",
    'modules/coupon/test/a.test.ts': "const a = { type: 'coupon.expired' }, b = { type: 'coupon.unheard' };",
  };
  expect(told(events, files).map((line) => line.split(/[;,]/)[0])).toEqual([
    'packages/contract/events.ts:2 coupon.redeem is not named noun.past_tense',
    'packages/contract/events.ts:3 nothing appends coupon.expired',
  ]);
});
