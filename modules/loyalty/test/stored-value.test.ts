import { expect, test } from 'vitest';
import { newId, seededRandom, type Random } from '@shuke/kernel';
import { Book, type Step } from '@shuke/ledger';
import { NO_PROGRAMME, type SpendOrder, type StoredValueTerms } from '../programme.ts';
import {
  bonusFor,
  fundsIn,
  holdingsOfCard,
  limitOf,
  payOutSteps,
  splitSpend,
  storedSpendSteps,
  topUpSteps,
} from '../stored-value.ts';

const DAY = '2026-03-02';
const ORDERS: readonly SpendOrder[] = ['principal_first', 'bonus_first', 'by_share'];
const TERMS: StoredValueTerms = {
  ...NO_PROGRAMME.storedValue,
  enabled: true,
  bonusRules: [
    { fromMinor: 10_000, bonusMinor: 500 },
    { fromMinor: 50_000, bonusMinor: 5000 },
  ],
};
const CARD = { merchantId: newId(), cardId: newId(), currency: 'CNY' };
const SALES = { account: 'sales', owner: newId() } as const;
const CASH = { account: 'cash', owner: newId() } as const;

test('of the rules for a bonus the highest that is reached counts', () => {
  expect([9999, 10_000, 49_999, 50_000, 999_999].map((amount) => bonusFor(TERMS, amount))).toEqual([
    0, 500, 500, 5000, 5000,
  ]);
});

test('named and bearer cards have the limits of the rules for prepaid cards unless told', () => {
  expect([limitOf(TERMS, 'named'), limitOf(TERMS, 'bearer')]).toEqual([500_000, 100_000]);
});

test('whatever the order, the parts of a spend sum to it and fit what each fund holds', () => {
  const random = seededRandom(7);
  for (let nth = 0; nth < 20_000; nth += 1) {
    const funds = { principalMinor: random.int(1000), bonusMinor: random.int(100) };
    const amount = random.int(funds.principalMinor + funds.bonusMinor + 1);
    const parts = splitSpend(funds, amount, random.pick(ORDERS));
    const fits = (part: number, most: number): boolean => part >= 0 && part <= most;
    const isWhole = parts.principalMinor + parts.bonusMinor === amount;
    const isCovered = fits(parts.principalMinor, funds.principalMinor) && fits(parts.bonusMinor, funds.bonusMinor);
    if (!isWhole || !isCovered) expect.fail(`${amount} of ${JSON.stringify(funds)} as ${JSON.stringify(parts)}`);
  }
});

/** One card's life beside two plain numbers. */
function live(random: Random): void {
  const book = new Book(holdingsOfCard(CARD));
  const head = { merchantId: CARD.merchantId, purpose: 'test', referenceId: newId() };
  const post = (steps: readonly Step[]) => book.post({ ...head, transactionId: newId(), steps });
  const spendOrder = random.pick(ORDERS);
  const plain = { principalMinor: 0, bonusMinor: 0 };
  for (let step = 0; step < 25; step += 1) {
    const amountMinor = 1 + random.int(60_000);
    const kind = random.int(7);
    if (kind < 3) {
      const bonusMinor = bonusFor(TERMS, amountMinor);
      post(topUpSteps(TERMS, { ...CARD, kind: 'named', amountMinor, bonusMinor, day: DAY, debit: CASH }));
      plain.principalMinor += amountMinor;
      plain.bonusMinor += bonusMinor;
    } else if (kind < 6) {
      const steps = storedSpendSteps(book, { ...CARD, amountMinor, day: DAY, spendOrder, credit: SALES });
      const parts = splitSpend(plain, amountMinor, spendOrder);
      expect(steps.ok).toBe(amountMinor <= plain.principalMinor + plain.bonusMinor);
      if (!steps.ok) continue;
      expect(post(steps.value).ok).toBe(true);
      plain.principalMinor -= parts.principalMinor;
      plain.bonusMinor -= parts.bonusMinor;
    } else {
      post(payOutSteps(book, CARD, { day: DAY, credit: CASH }));
      Object.assign(plain, { principalMinor: 0, bonusMinor: 0 });
    }
    const funds = fundsIn(book, CARD, DAY);
    if (JSON.stringify(funds) !== JSON.stringify(plain)) expect(funds).toEqual(plain);
  }
}

test('300 random lives of a card hold what plain numbers say, after each step', () => {
  for (let seed = 1; seed <= 300; seed += 1) live(seededRandom(seed));
});

test('the bonus can end before the money that it came with', () => {
  const book = new Book(holdingsOfCard(CARD));
  const terms = { ...TERMS, bonusMonths: 3 };
  const money = { ...CARD, kind: 'named', amountMinor: 10_000, bonusMinor: 500, day: DAY, debit: CASH } as const;
  const steps = topUpSteps(terms, money);
  book.post({ merchantId: CARD.merchantId, transactionId: newId(), purpose: 'test', referenceId: newId(), steps });
  expect(fundsIn(book, CARD, '2026-06-01')).toEqual({ principalMinor: 10_000, bonusMinor: 500 });
  expect(fundsIn(book, CARD, '2026-06-02')).toEqual({ principalMinor: 10_000, bonusMinor: 0 });
});
