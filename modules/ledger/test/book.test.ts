import { describe, expect, test } from 'vitest';
import { ALL_DAYS, Book, type Holding, type Lot, type Step } from '../index.ts';

const MERCHANT = 'm';
const DAY = '2026-03-02';
const units: Holding = { merchantId: MERCHANT, account: 'units', owner: 'alice', asset: 'points:a' };
const budget: Holding = { merchantId: MERCHANT, account: 'coupon_budget', owner: 'template', asset: 'CNY' };
const committed: Holding = { ...budget, account: 'coupon_committed' };

const lot = (until: string, from = '2026-01-01'): Lot => ({ from, until });
const [SPRING, SUMMER, LATER] = [lot('2026-04-01'), lot('2026-07-01'), lot('2026-06-01', '2026-05-01')];

/** A book of alice's points: 5 until spring, 20 until summer, and 9 that begin later; and a budget of 100. */
function openBook(): Book {
  const book = new Book([units, budget, committed]);
  // Not in the order in which they are spent: that is the book's to find.
  book.enter(units, { ...SUMMER, balance: 20 });
  book.enter(units, { ...LATER, balance: 9 });
  book.enter(units, { ...SPRING, balance: 5 });
  book.enter(budget, { ...ALL_DAYS, balance: 100 });
  return book;
}

const earn = (amount: number, into?: Lot): Step => ({
  debit: { account: 'units_issued', owner: MERCHANT },
  credit: units,
  asset: 'points:a',
  amount,
  ...(into ? { lot: into } : {}),
});
const burn = (amount: number, day = DAY): Step => ({
  debit: units,
  credit: { account: 'units_used', owner: MERCHANT },
  asset: 'points:a',
  amount,
  day,
});
const commit = (amount: number): Step => ({ debit: budget, credit: committed, asset: 'CNY', amount });
const post = (book: Book, ...steps: Step[]) =>
  book.post({ merchantId: MERCHANT, transactionId: 't', purpose: 'test', referenceId: 'r', steps });

describe('a spend', () => {
  test('takes of what can be spent on its day the first to end, and says from which lots', () => {
    const book = openBook();
    const posted = post(book, burn(12));
    expect(posted.ok && posted.value.transfers.map(({ amount, lot: from }) => [amount, from])).toEqual([
      [5, SPRING],
      [7, SUMMER],
    ]);
    expect([
      book.available(units, DAY),
      book.available(units, '2026-05-01'),
      book.available(units, '2026-07-01'),
    ]).toEqual([13, 22, 0]);
  });

  test('takes all that there is, and not one more', () => {
    expect(post(openBook(), burn(25)).ok).toBe(true);
    expect(post(openBook(), burn(26))).toMatchObject({
      refusal: { code: 'insufficient_balance', facts: { account: 'units', needed: 26, available: 25 } },
    });
  });

  test('of an account without lots names none', () => {
    const posted = post(openBook(), { ...commit(40), day: DAY });
    expect(posted.ok && posted.value.transfers.map(({ lot: from }) => from)).toEqual([null]);
  });
});

describe('a posting', () => {
  test('sees what its own earlier steps left', () => {
    const book = openBook();
    expect(post(book, burn(25), earn(3, SUMMER), burn(3)).ok).toBe(true);
    expect(book.available(units, DAY)).toBe(0);
  });

  test('that fails at its last step leaves every lot as it was, and is not written', () => {
    const book = openBook();
    const before = book.lots(units);
    expect(post(book, burn(25), commit(60), earn(4, SPRING), commit(41))).toMatchObject({
      refusal: { facts: { account: 'coupon_budget', needed: 41, available: 40 } },
    });
    expect([book.lots(units), book.changes(), book.posted]).toEqual([before, [], []]);
  });

  test('of the opposite of another leaves nothing to write of their balances, but both to write', () => {
    const book = openBook();
    post(book, burn(5));
    post(book, earn(5, SPRING));
    expect([book.changes(), book.posted.length]).toEqual([[], 2]);
  });

  test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('of %d units is a bug', (amount) => {
    expect(() => post(openBook(), earn(amount, SPRING))).toThrow('a whole amount above zero');
  });

  test('into an account that is kept by lots has to name one', () => {
    expect(() => post(openBook(), earn(1))).toThrow('kept by lots names one');
  });

  test('of an account that was not locked is a bug', () => {
    const stranger = { ...burn(1), debit: { account: 'units', owner: 'bob' } } as Step;
    expect(() => post(openBook(), stranger)).toThrow('locked before it is moved');
  });
});

test('what has changed is one row a lot, and says which rows are new', () => {
  const book = openBook();
  post(book, burn(5), earn(2, lot('2027-01-01')), earn(1, lot('2027-01-01')), commit(30));
  const rows = book.changes().map(({ holding, lot: of, delta, isNew }) => [holding.account, of.until, delta, isNew]);
  expect(rows).toEqual([
    ['units', '2026-04-01', -5, false],
    ['units', '2027-01-01', 3, true],
    ['coupon_budget', 'infinity', -30, false],
    ['coupon_committed', 'infinity', 30, true],
  ]);
});
