import { expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { lotAt, multiplierOf, salted, SHARE_MODULUS } from '../rule/share.ts';

const random = seededRandom(1);
const lots = Array.from({ length: 20_000 }, () => random.int(SHARE_MODULUS));
const isIn = (salt: string, bps: number) => (lot: number) => salted(lot, multiplierOf(salt)) < lotAt(bps);

test('a share has about as many people as it says, and two salts share them as chance would', () => {
  const [one, other] = [isIn('spring', 3_000), isIn('autumn', 3_000)];
  // Three standard deviations of 20,000 draws are 1 %, of a product of two shares 0.6 %.
  expect(Math.abs(lots.filter(one).length / lots.length - 0.3)).toBeLessThan(0.015);
  expect(Math.abs(lots.filter((lot) => one(lot) && other(lot)).length / lots.length - 0.09)).toBeLessThan(0.01);
});

test('the same salt draws the same people, and a smaller share is part of a greater one', () => {
  const small = lots.filter(isIn('spring', 1_000));
  expect(small.every(isIn('spring', 2_000))).toBe(true);
});
