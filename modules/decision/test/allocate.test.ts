import { describe, expect, test } from 'vitest';
import { seededRandom, type Random } from '@shuke/kernel';
import { allocate, type Contender } from '../allocate.ts';
import type { Offer } from '../score.ts';
import { offer } from './offers.ts';

type Scores = Record<string, number>;

const contender = (customerId: string, scores: Scores, isControl = false): Contender => ({
  customerId,
  isControl,
  candidates: Object.entries(scores).map(([templateId, score]) => ({ templateId, score, excluded: null })),
});

/** What each was given, by name; `-` for nothing with its reason. */
function given(contenders: Contender[], offers: Offer[], budgetMinor: number): Record<string, string> {
  const awards = allocate(contenders, offers, budgetMinor);
  return Object.fromEntries(
    [...awards].map(([who, award]) => [who, 'nothing' in award ? `- ${award.nothing}` : award.templateId]),
  );
}

const [small, large] = [offer('small', 500), offer('large', 1000)];

describe('within a budget', () => {
  test('who earns most for a unit of budget comes first', () => {
    const people = [contender('ann', { small: 90 }), contender('ben', { small: 150 }), contender('cho', { small: 60 })];
    expect(given(people, [small], 1000)).toEqual({ ann: 'small', ben: 'small', cho: '- budget_spent' });
  });

  test('everybody has the best offer when there is money enough', () => {
    const people = [contender('ann', { small: 90, large: 120 }), contender('ben', { small: 150, large: 140 })];
    expect(given(people, [small, large], 10_000)).toEqual({ ann: 'large', ben: 'small' });
  });

  test('small offers come first, and grow while money is left', () => {
    const people = [contender('ann', { small: 90, large: 120 }), contender('ben', { small: 80, large: 100 })];
    expect(given(people, [small, large], 1000)).toEqual({ ann: 'small', ben: 'small' });
    expect(given(people, [small, large], 1500)).toEqual({ ann: 'large', ben: 'small' });
    expect(given(people, [small, large], 1999)).toEqual({ ann: 'large', ben: 'small' });
    expect(given(people, [small, large], 2000)).toEqual({ ann: 'large', ben: 'large' });
  });

  test('equal claims go by customer id', () => {
    const people = ['cho', 'ann', 'ben'].map((id) => contender(id, { small: 90 }));
    expect(given(people, [small], 500)).toEqual({ ann: 'small', ben: '- budget_spent', cho: '- budget_spent' });
  });
});

describe('within what the templates still have', () => {
  test('the next best offer takes over where one has run out', () => {
    const people = ['ann', 'ben'].map((id) => contender(id, { first: 90, second: 80 }));
    const offers = [offer('first', 500, { couponsLeft: 1 }), offer('second', 500)];
    expect(given(people, offers, 5000)).toEqual({ ann: 'first', ben: 'second' });
  });

  test('a template’s own budget holds too', () => {
    const people = ['ann', 'ben'].map((id) => contender(id, { first: 90 }));
    expect(given(people, [offer('first', 500, { budgetLeftMinor: 999 })], 5000)).toEqual({
      ann: 'first',
      ben: '- offers_exhausted',
    });
  });
});

describe('the control group', () => {
  test('uses nothing up', () => {
    const people = [
      contender('ann', { small: 99 }, true),
      contender('ben', { small: 90 }),
      contender('cho', { small: 80 }),
    ];
    expect(given(people, [small], 1000)).toEqual({ ann: 'small', ben: 'small', cho: 'small' });
  });

  test('is held to the same limits: whoever would be too late is not counted', () => {
    const people = [contender('ann', { small: 90 }), contender('ben', { small: 80 }, true)];
    expect(given(people, [small], 500)).toEqual({ ann: 'small', ben: '- budget_spent' });
  });

  test('membership does not change whether a customer is chosen, whatever the others are', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const street = randomStreet(seededRandom(seed));
      const [first, ...others] = street.people as [Contender, ...Contender[]];
      const [asTreated, asControl] = [false, true].map(
        (isControl) => given([{ ...first, isControl }, ...others], street.offers, street.budgetMinor)[first.customerId],
      );
      expect(asControl).toBe(asTreated);
    }
  });
});

function randomStreet(random: Random): { people: Contender[]; offers: Offer[]; budgetMinor: number } {
  const offers = Array.from({ length: 1 + random.int(4) }, (_, i) =>
    offer(`t${i}`, 100 * (1 + random.int(20)), {
      couponsLeft: random.int(4) === 0 ? random.int(10) : 1_000_000,
      budgetLeftMinor: random.int(4) === 0 ? random.int(5000) : 1_000_000_000,
    }),
  );
  const people = Array.from({ length: 2 + random.int(40) }, (_, i) => {
    const scores = Object.fromEntries(offers.map(({ templateId }) => [templateId, random.int(40) - 10]));
    return contender(`c${String(i).padStart(2, '0')}`, scores, random.int(10) === 0);
  });
  return { people, offers, budgetMinor: 100 + random.int(20_000) };
}

describe('on random streets', () => {
  test('no limit is ever exceeded, nobody gets what is worth nothing, and the order of customers does not matter', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seededRandom(seed);
      const { people, offers, budgetMinor } = randomStreet(random);
      const awards = allocate(people, offers, budgetMinor);
      const used = people.flatMap(({ customerId, isControl, candidates }) => {
        const award = awards.get(customerId)!;
        if ('nothing' in award) return [];
        expect(candidates.find((c) => c.templateId === award.templateId)!.score).toBeGreaterThan(0);
        return isControl ? [] : [award.templateId];
      });
      const costOf = (ids: string[]): number =>
        ids.reduce((sum, id) => sum + offers.find((o) => o.templateId === id)!.liabilityMinor, 0);
      expect(costOf(used)).toBeLessThanOrEqual(budgetMinor);
      for (const { templateId, couponsLeft, budgetLeftMinor } of offers) {
        const own = used.filter((id) => id === templateId);
        expect(own.length).toBeLessThanOrEqual(couponsLeft);
        expect(costOf(own)).toBeLessThanOrEqual(budgetLeftMinor);
      }
      const shuffled = people.toSorted(() => random.next() - 0.5);
      expect(given(shuffled, offers, budgetMinor)).toEqual(given(people, offers, budgetMinor));
    }
  });

  test('earns at least 99 % of the best possible, found by trying everything', () => {
    let [earned, possible] = [0, 0];
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed);
      const offers = [offer('t0', 100 * (1 + random.int(5))), offer('t1', 100 * (1 + random.int(10)))];
      const people = Array.from({ length: 7 }, (_, i) =>
        contender(`c${i}`, { t0: random.int(40), t1: random.int(60) }),
      );
      const budgetMinor = 500 + random.int(3000);
      const awards = allocate(people, offers, budgetMinor);
      earned += people.reduce((sum, { customerId, candidates }) => {
        const award = awards.get(customerId)!;
        return 'nothing' in award ? sum : sum + candidates.find((c) => c.templateId === award.templateId)!.score;
      }, 0);
      possible += best(people, offers, budgetMinor);
    }
    expect(earned / possible).toBeGreaterThan(0.99);
  });
});

function best([who, ...others]: Contender[], offers: Offer[], leftMinor: number): number {
  if (!who) return 0;
  return who.candidates.reduce(
    (most, { templateId, score }) => {
      const costMinor = offers.find((o) => o.templateId === templateId)!.liabilityMinor;
      return costMinor > leftMinor ? most : Math.max(most, score + best(others, offers, leftMinor - costMinor));
    },
    best(others, offers, leftMinor),
  );
}
