import { expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { newCodes, parseCode, withCheck } from '../coupon-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('a code has twelve characters that cannot be mistaken for each other, and reads back as itself', () => {
  for (const code of newCodes(1000)) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(parseCode(code)).toBe(code);
  }
});

test('a hundred thousand codes are all different and use every character in every random place', () => {
  const codes = newCodes(100_000);
  expect(new Set(codes).size).toBe(codes.length);
  for (let place = 0; place < 11; place += 1) {
    expect(new Set(codes.map((code) => code[place])).size).toBe(32);
  }
});

test('a code is read in either case, with hyphens and blanks, I and L as 1 and O as 0', () => {
  const code = withCheck([0, 1, 10, 1, 0, 31, 16, 9, 1, 0, 1]);
  expect(code.slice(0, 11)).toBe('01A10ZG9101');
  const written = ` o1ai-0zg9_l0i${code[11]}`.replace('_', '-').toLowerCase();
  expect(parseCode(written)).toBe(code);
});

test('any one wrong character is noticed', () => {
  for (const code of newCodes(20)) {
    for (let place = 0; place < 12; place += 1) {
      for (const other of ALPHABET.replace(code[place]!, '')) {
        expect(parseCode(code.slice(0, place) + other + code.slice(place + 1))).toBeNull();
      }
    }
  }
});

test('any two characters that changed places are noticed', () => {
  for (const code of newCodes(50)) {
    for (let a = 0; a < 12; a += 1) {
      for (let b = a + 1; b < 12; b += 1) {
        if (code[a] === code[b]) continue;
        const swapped = code.split('');
        [swapped[a], swapped[b]] = [code[b]!, code[a]!];
        expect(parseCode(swapped.join(''))).toBeNull();
      }
    }
  }
});

test('of random text one in thirty-two passes the check character, and text of another shape never', () => {
  const random = seededRandom(7);
  const texts = Array.from({ length: 20_000 }, () =>
    Array.from({ length: 12 }, () => ALPHABET[random.int(32)]!).join(''),
  );
  const passed = texts.filter((text) => parseCode(text) !== null).length;
  expect(passed).toBeGreaterThan(500);
  expect(passed).toBeLessThan(750);
  for (const text of [
    '',
    '0',
    '0'.repeat(11),
    '0'.repeat(13),
    'U'.repeat(12),
    '０'.repeat(12),
    '<script>abcd',
    '\u0000',
  ]) {
    expect(parseCode(text)).toBeNull();
  }
});
