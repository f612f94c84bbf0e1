import { expect, test } from 'vitest';
import { replayUnits, type DatedTransfer } from '../replay.ts';

let transactions = 0;

/** `issued>units 30 until 2027` of one transaction; the order is that of the events. */
function transaction(day: string, order: string, ...legs: string[]): DatedTransfer[] {
  transactions += 1;
  return legs.map((leg) => {
    const [sides, amount, until = 'infinity'] = leg.split(' ') as [string, string, string?];
    const [debit, credit] = sides.split('>') as [DatedTransfer['debit'], DatedTransfer['credit']];
    return {
      transactionId: `t${transactions}`,
      purpose: order === 'by hand' ? 'loyalty.adjusted' : 'order.paid',
      referenceId: order,
      debit,
      credit,
      amount: Number(amount),
      lot: { from: '-infinity', until },
      day,
      postedAt: new Date(0),
    };
  });
}

const told = (...transfers: DatedTransfer[][]): string => {
  const { lots, owed } = replayUnits(transfers.flat());
  const held = lots.map(({ lot, amount }) => `${amount} until ${lot.until}`).join(', ');
  return `${held}; owes ${owed}`;
};

const EARNS = [
  transaction('2026-01-01', 'a', 'units_issued>units 50 2026-06-01'),
  transaction('2026-02-01', 'b', 'units_issued>units 50 2026-07-01'),
];
const burn = (day: string, amount: number, order = 'c') =>
  transaction(day, order, `units>units_used ${amount} 2026-07-01`);

test('a burn takes what ends first, whichever lot it took then', () => {
  expect(told(...EARNS, burn('2026-03-01', 60))).toBe('40 until 2026-07-01; owes 0');
});

test('a lot that has ended is not taken', () => {
  expect(told(...EARNS, burn('2026-06-01', 50))).toBe('50 until 2026-06-01; owes 0');
});

test('a return goes back to where its order drew, the last first', () => {
  const back = transaction('2026-03-02', 'c', 'units_used>units 20 2026-06-01');
  expect(told(...EARNS, burn('2026-03-01', 60), back)).toBe('10 until 2026-06-01, 50 until 2026-07-01; owes 0');
});

test('a refund takes back from the lot of its earning, then what ends last, and the rest is owed', () => {
  const takeBack = (order: string, amount: number) =>
    transaction('2026-03-02', order, `units>units_issued ${amount} 2026-07-01`);
  expect(told(...EARNS, takeBack('a', 30))).toBe('20 until 2026-06-01, 50 until 2026-07-01; owes 0');
  expect(told(...EARNS, takeBack('a', 60))).toBe('40 until 2026-07-01; owes 0');
  expect(told(...EARNS, burn('2026-03-01', 90), takeBack('b', 50))).toBe('; owes 40');
});

test('what was short then is taken where it is there now', () => {
  const short = transaction('2026-03-02', 'b', 'units>units_issued 10 2026-07-01', 'units_claimed>units_owed 40');
  expect(told(...EARNS, short)).toBe('50 until 2026-06-01; owes 0');
});

test('an earning settles what is owed now, not what was', () => {
  const owes = transaction('2026-01-01', 'x', 'units_claimed>units_owed 20');
  const settles = transaction(
    '2026-01-02',
    'y',
    'units_issued>units 50 2026-06-01',
    'units>units_issued 20 2026-06-01',
    'units_owed>units_claimed 20',
  );
  expect(told(owes, settles)).toBe('30 until 2026-06-01; owes 0');
  expect(told(settles)).toBe('50 until 2026-06-01; owes 0');
  expect(told(owes, transaction('2026-01-02', 'by hand', 'units_issued>units 50'))).toBe('50 until infinity; owes 20');
});

test('an expiry takes all that is left of its lot', () => {
  expect(told(...EARNS, transaction('2026-06-02', 'z', 'units>units_breakage 5 2026-06-01'))).toBe(
    '50 until 2026-07-01; owes 0',
  );
});
