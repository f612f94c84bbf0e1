import { seededRandom } from '@shuke/kernel';
import { describe, expect, test } from 'vitest';
import {
  evaluateBaskets,
  fillBasket,
  foretell,
  learnNextBasket,
  NEXT_BASKET,
  packHistories,
  personalTop,
} from '../index.ts';
import { selectCustomers, type Foretold, type Histories, type NextBasketModel } from '../index.ts';

const ITEMS = 120;
const TRAINED = 400;
const ASKED = 400;

/**
 * Customers with three favourites of one of four departments who buy each with its own rhythm, and now and then something else of
 * the department: what comes next follows from what was bought, but not from the number of an item.
 */
function street(seed: number): { histories: Histories; next: Int32Array[] } {
  const random = seededRandom(seed);
  const people = Array.from({ length: TRAINED + ASKED }, () => {
    const department = random.int(4) * 30;
    const favourites = [0, 1, 2].map(() => ({
      item: department + random.int(30),
      gap: 2 + random.int(4),
      from: random.int(4),
    }));
    const baskets = Array.from({ length: 6 + random.int(8) }, (_, day) => {
      const due = favourites.filter(({ gap, from }) => day % gap === from % gap).map(({ item }) => item);
      return [...new Set([...due, department + random.int(8)])];
    });
    return { past: baskets.slice(0, -1), next: Int32Array.from(baskets.at(-1)!) };
  });
  return { histories: packed(people.map(({ past }) => past)), next: people.map(({ next }) => next) };
}

function packed(customers: readonly number[][][]): Histories {
  const histories = packHistories(
    customers.map((baskets) => ({ baskets })),
    ITEMS,
  );
  if (!histories.ok) throw new Error(histories.refusal.code);
  return histories.value;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
function foretoldBy(model: NextBasketModel, histories: Histories, size: number): Foretold[] {
  const foretold = foretell(model, histories, size);
  if (!foretold.ok) throw new Error(foretold.refusal.code);
  return foretold.value;
}

const OPTIONS = { ...NEXT_BASKET, rounds: 50, leaves: 8 };

function learnt(histories: Histories, next: readonly ArrayLike<number>[]): NextBasketModel {
  const model = learnNextBasket(histories, next, OPTIONS);
  if (!model.ok) throw new Error(model.refusal.code);
  return model.value;
}

describe('the next basket', { timeout: 120_000 }, () => {
  const { histories, next } = street(3);
  const [trained, asked] = [
    selectCustomers(histories, range(0, TRAINED)),
    selectCustomers(histories, range(TRAINED, TRAINED + ASKED)),
  ];
  const [before, after] = [next.slice(0, TRAINED), next.slice(TRAINED)];
  const model = learnt(trained, before);
  const foretold = foretoldBy(model, asked, 10);

  test('is foretold better than by what each customer bought most', () => {
    const { recall } = evaluateBaskets(
      foretold.map(({ items }) => items),
      after,
      3,
    );
    const plain = evaluateBaskets(personalTop(asked, trained, { size: 10 }), after, 3).recall;
    expect(recall).toBeGreaterThan(plain + 0.03);
  });

  test('comes with chances that are about as large as what then happens', () => {
    let [expected, happened] = [0, 0];
    for (const [customer, { items, chances }] of foretold.entries()) {
      const basket = new Set(after[customer]);
      for (const [rank, item] of items.entries()) {
        expected += chances[rank]!;
        happened += basket.has(item) ? 1 : 0;
      }
    }
    expect(expected / happened).toBeGreaterThan(0.85);
    expect(expected / happened).toBeLessThan(1.15);
  });

  test('says which items are a repeat', () => {
    for (const [customer, { items, isRepeat }] of foretold.entries()) {
      const own = new Set(
        asked.item.subarray(
          asked.itemStart[asked.basketStart[customer]!]!,
          asked.itemStart[asked.basketStart[customer + 1]!]!,
        ),
      );
      expect([...isRepeat]).toEqual([...items].map((item) => (own.has(item) ? 1 : 0)));
    }
  });

  test('of customers without a history is what is popular', () => {
    const [nobody] = foretoldBy(model, packed([[], [[1]]]), 5);
    expect(nobody!.items).toHaveLength(5);
    expect([...nobody!.isRepeat]).toEqual([0, 0, 0, 0, 0]);
    for (const item of nobody!.items) expect(item % 30).toBeLessThan(8);
  });

  test('cannot be asked of baskets with items that were not learnt', () => {
    const other = packHistories([{ baskets: [[ITEMS]] }], ITEMS + 1);
    const refused = other.ok ? foretell(model, other.value, 5) : other;
    expect(refused.ok ? null : refused.refusal.code).toBe('baskets_item_unknown');
  });

  test('is the same for the same lessons, and does not depend on who else is asked', () => {
    const alone = foretoldBy(learnt(trained, before), selectCustomers(asked, [7]), 10);
    expect(alone[0]).toEqual(foretold[7]);
  });
});

test('places for repeats and for what is new are filled separately, and given to the other where there is none', () => {
  const foretold = {
    items: Int32Array.of(5, 6, 7, 8, 9),
    chances: Float64Array.of(0.5, 0.4, 0.3, 0.2, 0.1),
    isRepeat: Uint8Array.of(1, 1, 1, 0, 0),
  };
  expect(fillBasket(foretold, { repeat: 2, explore: 1 })).toEqual([5, 6, 8]);
  expect(fillBasket(foretold, { repeat: 1, explore: 3 })).toEqual([5, 6, 8, 9]);
  expect(fillBasket(foretold, { repeat: 3, explore: 0 })).toEqual([5, 6, 7]);
});

describe('what next baskets cannot be learnt from is refused by name', () => {
  const one = [[[1], [2]]];
  const many = packed(Array.from({ length: 60 }, () => [[1], [2]]));
  const baskets = Array.from({ length: 60 }, () => [3]);
  test.each([
    ['lessons_too_few', packed(one), [[3]]],
    ['lessons_unpaired', many, baskets.slice(1)],
    ['baskets_empty', many, baskets.with(4, [])],
    ['baskets_item_unknown', many, baskets.with(4, [ITEMS])],
    ['baskets_item_unknown', many, baskets.with(4, [0.5])],
    // Nobody's next item is one that anybody had, or that was in another's next basket.
    [
      'training_one_class',
      packed(Array.from({ length: 60 }, (_, i) => [[i]])),
      Array.from({ length: 60 }, (_, i) => [60 + i]),
    ],
    ['baskets_empty', packed([[], ...Array.from({ length: 59 }, () => [[1]])]), baskets],
  ])('%s', (code, histories, next) => {
    const found = learnNextBasket(histories, next);
    expect(found.ok ? null : found.refusal.code).toBe(code);
  });
});
