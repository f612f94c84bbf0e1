import { expect, test } from 'vitest';
import { isNewcomer, shareOfWallet } from '../wallet/wallet.ts';

test('a guest is a newcomer before the first purchase and for thirty days after it', () => {
  expect(isNewcomer({ firstDay: null }, 100)).toBe(true);
  expect(isNewcomer({ firstDay: 70 }, 100)).toBe(true);
  expect(isNewcomer({ firstDay: 69 }, 100)).toBe(false);
});

const own = { firstDay: 1, orders: 2, minor: 5_000, storeId: 'a store' };

test('the share is the own spending held against the best tenth of the guests there, and never more than all', () => {
  expect(shareOfWallet(own, { guests: 30, bestTenthMinor: 20_000 })).toBe(2_500);
  expect(shareOfWallet({ ...own, minor: 19_999 }, { guests: 30, bestTenthMinor: 20_000 })).toBe(9_999);
  expect(shareOfWallet({ ...own, minor: 90_000 }, { guests: 30, bestTenthMinor: 20_000 })).toBe(10_000);
  expect(shareOfWallet({ ...own, minor: -100 }, { guests: 30, bestTenthMinor: 20_000 })).toBe(0);
});

test('nothing is said of a single purchase, beside too few others, or where those spent nothing', () => {
  expect(shareOfWallet({ ...own, orders: 1 }, { guests: 30, bestTenthMinor: 20_000 })).toBeNull();
  expect(shareOfWallet(own, { guests: 29, bestTenthMinor: 20_000 })).toBeNull();
  expect(shareOfWallet(own, { guests: 30, bestTenthMinor: 0 })).toBeNull();
  expect(shareOfWallet(own, { guests: 30, bestTenthMinor: null })).toBeNull();
});
