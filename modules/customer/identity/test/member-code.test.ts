import { expect, test } from 'vitest';
import { createVault } from '@shuke/db';
import { seededRandom, SECOND_MS } from '@shuke/kernel';
import {
  CARD_NUMBERS,
  decodeMember,
  encodeMember,
  MEMBER_CODE,
  secondsLeft,
  stepAt,
  type CodeKeys,
} from '../member-code.ts';

const vault = createVault('a secret of tests alone, 32 or more characters');
const keysOf = (n: number): CodeKeys => ({ vault, merchantId: `018f0000-0000-7000-8000-00000000000${n}` });
const NOW = new Date('2026-03-02T02:00:10Z');
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * SECOND_MS);
const random = seededRandom(7);

test('a code is read back as the card and step that it was made of, and looks like no payment code', () => {
  const cards = [0, 1, CARD_NUMBERS - 1, ...Array.from({ length: 300 }, () => random.int(CARD_NUMBERS))];
  for (const cardNo of cards) {
    const step = stepAt(NOW);
    const code = encodeMember(keysOf(1), cardNo, step);
    expect(code).toMatch(MEMBER_CODE);
    for (const payment of [/^1[0-5]\d{16}$/, /^(2[5-9]|30)\d{14,22}$/, /^62\d{17}$/]) expect(code).not.toMatch(payment);
    expect(decodeMember(keysOf(1), code, NOW)).toEqual({ state: 'good', cardNo, step });
  }
});

test.each([
  ['at once', 0, 'good'],
  ['at the end of its half minute', 19, 'good'],
  ['in the next half minute', 49, 'good'],
  ['after that', 50, 'expired'],
  ['an hour later', 3600, 'expired'],
  ['a month later', 30 * 86_400, 'expired'],
  ['to a server whose clock is half a minute behind', -30, 'good'],
])('a picture of a code that is shown %s is judged by its age', (_, seconds, state) => {
  const code = encodeMember(keysOf(1), 42, stepAt(NOW));
  expect(decodeMember(keysOf(1), code, after(seconds)).state).toBe(state);
});

test('a code is never good again, also when the steps have gone round', () => {
  const codes = Array.from({ length: 200 }, () => encodeMember(keysOf(1), random.int(CARD_NUMBERS), stepAt(NOW)));
  const round = 100_000 * 30;
  const states = codes.map((code) => decodeMember(keysOf(1), code, after(round)).state);
  expect(states.filter((state) => state === 'good')).toEqual([]);
});

test('a code of another merchant, a changed digit and a made-up one are none', () => {
  const code = encodeMember(keysOf(1), 42, stepAt(NOW));
  expect(decodeMember(keysOf(2), code, NOW).state).toBe('invalid');
  for (let at = 2; at < code.length; at += 1) {
    const changed = code.slice(0, at) + ((Number(code[at]) + 1) % 10) + code.slice(at + 1);
    expect([changed, decodeMember(keysOf(1), changed, NOW).state]).toEqual([changed, 'invalid']);
  }
  for (const text of ['', '88', '8812345678901234567', `${code}0`, `77${code.slice(2)}`, '88abcdefghijklmnopqr']) {
    expect(decodeMember(keysOf(1), text, NOW).state).toBe('invalid');
  }
});

test('of 2,000 guesses none is good', () => {
  const digit = (): string => String(random.int(10));
  const guesses = Array.from({ length: 2_000 }, () => `88${Array.from({ length: 18 }, digit).join('')}`);
  expect(guesses.filter((code) => decodeMember(keysOf(1), code, NOW).state === 'good')).toEqual([]);
});

test('the seconds left are those until the next code', () => {
  expect(secondsLeft(NOW)).toBe(20);
  expect(secondsLeft(after(20))).toBe(30);
  expect(secondsLeft(after(19.5))).toBe(1);
});
