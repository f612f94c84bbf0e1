import { expect, test } from 'vitest';
import { drawByPattern, patternFault, whyGuessable } from '../code-pattern.ts';
import { newCodes, readCode } from '../coupon-code.ts';

test('a pattern gives its letters, digits for # and unmistakable letters for @', () => {
  const codes = drawByPattern('spring-####-@@@@', 500);
  for (const { code, stored } of codes) {
    expect(code).toMatch(/^SPRING-[0-9]{4}-[A-HJKMNP-TV-Z]{4}$/);
    expect(stored).toBe(code.replaceAll('-', '').replace('I', '1'));
    for (const written of [code, code.toLowerCase(), code.replaceAll('-', ' '), stored, code.replace('I', 'l')]) {
      expect(readCode(written)).toBe(stored);
    }
  }
  expect(new Set(codes.flatMap(({ code }) => code.slice(12).split(''))).size).toBe(22);
  expect(new Set(codes.flatMap(({ code }) => code.slice(7, 11).split(''))).size).toBe(10);
});

test('the codes of the house itself read as before, and need their check character', () => {
  for (const code of newCodes(100)) {
    expect(readCode(code)).toBe(code);
    expect(readCode(code.slice(0, 11) + (code[11] === '0' ? '2' : '0'))).toBeNull();
  }
});

test.each([
  ['SPRING-####-@@@@', null],
  ['AB####', null],
  ['A'.repeat(24) + '########', null],
  ['AB###', 'less than 6'],
  ['ABCD########', 'exactly 12'],
  ['A'.repeat(25) + '########', 'more than 32'],
  ['春####-@@@@', 'something else'],
  ['SPRING_####', 'something else'],
  ['', 'something else'],
])('the pattern %s: %s', (pattern, problem) => {
  const fault = patternFault(pattern);
  expect(fault?.refusal.code).toBe(problem === null ? undefined : 'coupon_code_pattern_invalid');
  expect(String(fault?.refusal.facts?.problem ?? '')).toContain(problem ?? '');
});

test('a pattern has a thousand codes for each that is given', () => {
  expect(whyGuessable('SHOP-####', 10)).toBeNull();
  expect(whyGuessable('SHOP-####', 11)?.refusal).toEqual({
    code: 'coupon_codes_guessable',
    facts: { possible: 10_000, needed: 11_000 },
  });
  expect(whyGuessable('SHOP-##-@@', 48)).toBeNull();
  expect(whyGuessable('SHOP-##-@@', 49)).not.toBeNull();
});
