import { expect, test } from 'vitest';
import { accountsThat, breakageOf, CHART, isAccountName, termsOf } from '../chart.ts';
import { holderOf } from '../transfer.ts';

test('every account that is kept by lots ends in an open account of the merchant, and no other does', () => {
  for (const name of accountsThat(() => true)) {
    const breakage = breakageOf(name);
    expect(breakage !== null, name).toBe(termsOf(name).lotted);
    if (breakage !== null) expect(termsOf(breakage), name).toMatchObject({ of: 'merchant', floored: false });
  }
});

test('what is kept by lots has a floor, so that a lot is never spent twice', () => {
  expect(accountsThat(({ lotted, floored }) => lotted && !floored)).toEqual([]);
});

test('a name of the language itself is no account', () => {
  expect(['toString', '__proto__', 'Cash', ''].map(isAccountName)).toEqual([false, false, false, false]);
  expect(Object.keys(CHART).every(isAccountName)).toBe(true);
});

test('a transfer stands on the statement of the customer or card that it moves, and on nobody else’s', () => {
  const [store, card] = ['a store', 'a card'];
  const cash = { account: 'cash', owner: store } as const;
  const stored = { account: 'stored_value', owner: card } as const;
  expect(holderOf({ debit: cash, credit: stored })).toBe(card);
  expect(holderOf({ debit: stored, credit: { account: 'sales', owner: store } })).toBe(card);
  expect(holderOf({ debit: cash, credit: { account: 'sales', owner: store } })).toBeNull();
});
