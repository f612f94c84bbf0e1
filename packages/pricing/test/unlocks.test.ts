import { seededRandom } from '@shuke/kernel';
import { describe, expect, test } from 'vitest';
import { unlocks, type Applied, type Benefit, type Priced } from '../index.ts';
import type { Suggestion, Unlock, UnlockQuestion } from '../index.ts';
import { randomCase, type Case } from './random-cases.ts';
import { cartOf, guestWith, priceCase, rulesOf, ruleSetOf } from './shop.ts';

const menu = cartOf('bun 3', 'tea 4', 'cake 10').lines;

function unlocked(rules: Case['rules'], question: UnlockQuestion): readonly Unlock[] {
  const answer = unlocks(ruleSetOf(rules), question);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
}

describe('the least change that unlocks a coupon', () => {
  const terms = (minAmountMinor: number) =>
    rulesOf({
      promotionId: 'c',
      trigger: 'coupon',
      conditions: { minAmountMinor },
      benefit: { kind: 'cash', level: 'order', amountMinor: 500 },
    });
  const guest = guestWith('c');

  test('two SKUs where together they cost less than one', () => {
    const question = { cart: cartOf('latte 23'), guest, suggestions: menu };
    expect(unlocked(terms(3000), question)).toEqual([
      {
        promotionId: 'c',
        additions: [
          { sku: 'bun', quantity: 1 },
          { sku: 'tea', quantity: 1 },
        ],
        dueMinor: 2500,
        extraMinor: 200,
        isLeast: true,
      },
    ]);
  });

  test('a SKU of the cart is raised, and buying more may cost less', () => {
    const question = { cart: cartOf('latte 23', 'bun 3'), guest, suggestions: [] };
    expect(unlocked(terms(2900), question)).toMatchObject([
      { additions: [{ sku: 'bun', quantity: 1 }], extraMinor: -200 },
    ]);
  });

  test('ties go to the SKU that comes first', () => {
    const suggestions = cartOf('b 4', 'a 4').lines;
    const question = { cart: cartOf('latte 23'), guest, suggestions };
    expect(unlocked(terms(2700), question)).toMatchObject([{ additions: [{ sku: 'a', quantity: 1 }] }]);
  });

  test('nothing unlocks what the place or the guest forbids, or what lies too far', () => {
    const question = { cart: cartOf('latte 23'), guest, suggestions: menu };
    expect(unlocked(terms(90_000), question)).toMatchObject([{ additions: null, extraMinor: 0 }]);
    const elsewhere = rulesOf({ ...terms(0).promotions[0]!, conditions: { stores: ['s2'] } });
    expect(unlocked(elsewhere, question)).toMatchObject([{ additions: null }]);
  });

  test('any promotion can be asked for', () => {
    const rules = rulesOf({
      promotionId: 'bogo',
      scope: { skus: ['tea'] },
      benefit: { kind: 'buy_get', buy: 1, get: 1, offBps: 10_000 },
    });
    const question = { cart: cartOf('tea 4'), guest, suggestions: menu, promotionIds: ['bogo'] };
    expect(unlocked(rules, question)).toEqual([
      { promotionId: 'bogo', additions: [{ sku: 'tea', quantity: 1 }], dueMinor: 400, extraMinor: 0, isLeast: true },
    ]);
  });
});

describe('the next better offer of a promotion that is in use', () => {
  const next = (benefit: Benefit, ...lines: readonly string[]) => {
    const rules = rulesOf({ promotionId: 'p', benefit });
    return unlocked(rules, { cart: cartOf(...lines), guest, suggestions: menu, promotionIds: ['p'] })[0];
  };
  const guest = guestWith();

  test('is its next step', () => {
    const steps = [
      { fromMinor: 2000, offMinor: 300 },
      { fromMinor: 3000, offMinor: 800 },
      { fromMinor: 4000, offMinor: 1500 },
    ];
    const benefit = { kind: 'steps', level: 'order', steps } as const;
    expect(next(benefit, 'latte 26')).toMatchObject({ additions: [{ sku: 'tea', quantity: 1 }], extraMinor: -100 });
  });

  test('is one threshold more', () => {
    const benefit = { kind: 'threshold', level: 'order', everyMinor: 3000, offMinor: 500 } as const;
    expect(next(benefit, 'latte 57')).toMatchObject({ additions: [{ sku: 'bun', quantity: 1 }], extraMinor: -200 });
  });

  test('is one deal more', () => {
    const benefit = { kind: 'nth_item', nth: 2, offBps: 10_000 } as const;
    expect(next(benefit, 'latte 20 x3')).toMatchObject({ additions: [{ sku: 'bun', quantity: 1 }], extraMinor: 0 });
  });

  test('is none where it takes off as much of whatever is added', () => {
    const benefit = { kind: 'cash', level: 'order', amountMinor: 500 } as const;
    expect(next(benefit, 'latte 20')).toMatchObject({ additions: null, isLeast: true });
  });
});

test('where there are too many changes to try them all, the answer says so', () => {
  const suggestions = Array.from({ length: 40 }, (_, i) => cartOf(`g${i} ${i + 1}.50`).lines[0]!);
  const rules = rulesOf({
    promotionId: 'c',
    conditions: { minQuantity: 12 },
    benefit: { kind: 'cash', level: 'order', amountMinor: 500 },
  });
  const question = { cart: cartOf('latte 20'), guest: guestWith(), suggestions, promotionIds: ['c'], mostUnits: 20 };
  const [unlock] = unlocked(rules, question);
  expect(unlock).toMatchObject({ isLeast: false });
  expect(unlock?.additions).not.toBeNull();
  const tooMany = [...suggestions, ...menu];
  expect(unlocks(ruleSetOf(rules), { ...question, suggestions: tooMany })).toMatchObject({
    refusal: { code: 'suggestions_too_many' },
  });
});

test('no other change within reach costs less', () => {
  let found = 0;
  for (let seed = 0; seed < 300; seed++) {
    const one = randomCase(seed + 3_000_000);
    const random = seededRandom(seed);
    const suggestions = menu.filter(() => random.int(2) === 0);
    const promotionIds = one.rules.promotions.map(({ promotionId }) => promotionId);
    const answers = unlocked(one.rules, { ...one, suggestions, promotionIds, mostUnits: 3 });
    const expected = everyChange(one, suggestions);
    for (const { promotionId, additions, dueMinor, isLeast } of answers) {
      const best = expected.get(promotionId);
      const wanted = { seed, promotionId, additions: best?.additions ?? null, isLeast: true };
      expect({ seed, promotionId, additions, isLeast }).toEqual(wanted);
      if (best) expect(dueMinor).toBe(best.dueMinor);
      if (best) found += 1;
    }
  }
  expect(found).toBeGreaterThan(200);
});

type Best = Pick<Unlock, 'dueMinor'> & { readonly additions: readonly { sku: string; quantity: number }[] };

// How far a promotion is used: so many times, each time up to this step.
function rungs({ rules }: Case, { applied }: Priced): Record<string, number> {
  const rung = ({ promotionId, times, discountMinor }: Applied): number => {
    const { benefit } = rules.promotions.find((one) => one.promotionId === promotionId)!;
    const eachMinor = discountMinor / times;
    if (benefit.kind === 'threshold') return Math.floor(discountMinor / benefit.offMinor);
    if (benefit.kind !== 'steps') return times;
    return times * (eachMinor >= benefit.steps[1]!.offMinor ? 2 : eachMinor >= benefit.steps[0]!.offMinor ? 1 : 0);
  };
  return Object.fromEntries(applied.map((use) => [use.promotionId, rung(use)]));
}

// Prices all changes of at most three units of at most two SKUs, in the order of SKUs and quantities.
function everyChange(one: Case, suggestions: readonly Suggestion[]): Map<string, Best> {
  const { rules, cart, guest } = one;
  const now = rungs(one, priceCase(one));
  const cheapFirst = cart.lines.toSorted((a, b) => b.unitPriceMinor - a.unitPriceMinor);
  const products = new Map([...cheapFirst, ...suggestions].map((one) => [one.sku, one]));
  const skus = [...products.keys()].sort();
  const changes = skus.flatMap((a) => [
    ...[1, 2, 3].map((n) => [{ sku: a, quantity: n }]),
    ...skus
      .filter((b) => b > a)
      .flatMap((b) =>
        [
          [1, 1],
          [1, 2],
          [2, 1],
        ].map(([n, k]) => [
          { sku: a, quantity: n! },
          { sku: b, quantity: k! },
        ]),
      ),
  ]);
  const best = new Map<string, Best>();
  const key = (additions: Best['additions']): string =>
    additions.map(({ sku, quantity }) => `${sku} ${quantity}`).join(' ');
  for (const additions of changes.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const added = additions.map(({ sku, quantity }, i) => ({
      ...products.get(sku)!,
      lineId: `new${i}`,
      quantityMilli: quantity * 1000,
    }));
    const priced = priceCase({ rules, cart: { ...cart, lines: [...cart.lines, ...added] }, guest });
    const { dueMinor } = priced;
    for (const [promotionId, rung] of Object.entries(rungs(one, priced))) {
      if (rung <= (now[promotionId] ?? 0)) continue;
      const known = best.get(promotionId);
      if (!known || dueMinor < known.dueMinor) best.set(promotionId, { additions, dueMinor });
    }
  }
  return best;
}
