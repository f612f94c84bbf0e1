import { describe, expect, test } from 'vitest';
import type { IdentifierKind } from '@shuke/contract';
import { createVault } from '@shuke/db';
import { hintOf, normalizeIdentifier, sealIdentifier } from '../identifier.ts';

const normal = (kind: IdentifierKind, value: string): string => {
  const result = normalizeIdentifier({ kind, value });
  return result.ok ? result.value : result.refusal.code;
};

describe('a phone number has one way of being written', () => {
  test.each([
    ['13800138000', '+8613800138000'],
    ['138 0013 8000', '+8613800138000'],
    ['138-0013-8000', '+8613800138000'],
    ['+86 138 0013 8000', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'],
    ['8613800138000', '+8613800138000'],
    ['１３８００１３８０００', '+8613800138000'],
    [' 13800138000 ', '+8613800138000'],
    ['(021) 6437-6437', '+862164376437'],
    ['010 6552 9988', '+861065529988'],
    ['+86 10 6552 9988', '+861065529988'],
    ['0755 8240 1234', '+8675582401234'],
    ['+1 415 555 0100', '+14155550100'],
    ['0044 20 7946 0000', '+442079460000'],
  ])('%s', (written, expected) => expect(normal('phone', written)).toBe(expected));

  test.each(['', '1380013800', '12345678901', '+86 1380013800', '+1234567', '+01234567890', '138001380001', 'call me'])(
    '%j is no phone number',
    (written) => expect(normal('phone', written)).toBe('identifier_invalid'),
  );
});

describe('other identifiers', () => {
  test.each<[IdentifierKind, string, string]>([
    ['email', ' Wang.Fang@Example.COM ', 'wang.fang@example.com'],
    ['email', 'fang@mail.例子.中国', 'fang@mail.例子.中国'],
    ['email', 'no-at-sign', 'identifier_invalid'],
    ['email', 'two@@example.com', 'identifier_invalid'],
    ['email', 'a@localhost', 'identifier_invalid'],
    ['member_no', '007', '007'],
    ['member_no', ' Ａ12 ', 'A12'],
    ['member_no', '   ', 'identifier_invalid'],
    ['member_no', 'line\nbreak', 'identifier_invalid'],
    ['member_no', 'x'.repeat(129), 'identifier_invalid'],
    ['member_no', 'x'.repeat(128), 'x'.repeat(128)],
    ['card_token', 'ANON-0000-0000-0001', 'ANON-0000-0000-0001'],
  ])('%s %j', (kind, written, expected) => expect(normal(kind, written)).toBe(expected));
});

test('a bank card number is refused as a token, with and without spaces, and is fine as a member number', () => {
  for (const number of ['4111111111111111', '4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005']) {
    expect([number, normal('card_token', number)]).toEqual([number, 'identifier_is_card_number']);
  }
  expect(normal('payment_token', '6200000000000005')).toBe('identifier_is_card_number');
  expect(normal('payment_token', '6200000000000006')).toBe('6200000000000006');
  expect(normal('member_no', '4111111111111111')).toBe('4111111111111111');
});

test('a hint shows at most four characters and never more than half', () => {
  expect(hintOf('phone', '+8613800138000')).toBe('•••8000');
  expect(hintOf('card_token', 'ANON-0000-0000-0001')).toBe('•••0001');
  expect(hintOf('member_no', 'M01')).toBe('•••1');
  expect(hintOf('member_no', '7')).toBe('•••');
  expect(hintOf('member_no', '会员熟客')).toBe('•••熟客');
  expect(hintOf('email', 'wang.fang@example.com')).toBe('•••fang');
  expect(hintOf('email', 'a@example.com')).toBe('•••');
});

test('two merchants cannot compare their guests, and one merchant always finds its own', () => {
  const vault = createVault('a secret of tests alone, 32 or more characters');
  const [one, other] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
  const seal = (merchantId: string, value: string) => {
    const sealed = sealIdentifier(vault, merchantId, { kind: 'phone', value });
    if (!sealed.ok) throw new Error(sealed.refusal.code);
    return sealed.value;
  };
  const first = seal(one, '13800138000');
  expect(first.hash).toEqual(seal(one, '+86 138-0013-8000').hash);
  expect(first.hash).not.toEqual(seal(other, '13800138000').hash);
});
