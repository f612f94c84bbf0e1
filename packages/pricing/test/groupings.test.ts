import { bpsOf, seededRandom, type Random } from '@shuke/kernel';
import { expect, test } from 'vitest';
import { STRANGER, type Benefit, type Promotion, type Selector } from '../index.ts';
import { selects } from '../conditions.ts';
import { cartOf, priceCase, rulesOf } from './shop.ts';

// Deals find their best grouping by sorting. Here every way to group the units is tried instead.

interface Unit {
  readonly sku: string;
  readonly price: number;
}

function* subsets<T>(items: readonly T[], size: number): Generator<[T[], T[]]> {
  if (size === 0) yield [[], [...items]];
  else if (items.length >= size) {
    const [first, ...rest] = items as [T, ...T[]];
    for (const [chosen, left] of subsets(rest, size - 1)) yield [[first, ...chosen], left];
    for (const [chosen, left] of subsets(rest, size)) yield [chosen, [first, ...left]];
  }
}

type Grouping = (units: readonly Unit[]) => Generator<{ off: number; left: Unit[] }>;

const names = (scope: Selector | undefined) => (unit: Unit) => selects(scope, unit.sku, unit.sku);
const worth = (units: readonly Unit[]): number => units.reduce((sum, { price }) => sum + price, 0);

// All single applications of a deal: what it takes off, and which units are left.
function* applications({ benefit, scope }: Promotion, units: readonly Unit[]): ReturnType<Grouping> {
  const inScope = units.filter(names(scope));
  const others = units.filter((unit) => !inScope.includes(unit));
  if (benefit.kind === 'nth_item' || (benefit.kind === 'buy_get' && !benefit.getScope)) {
    const { size, get } =
      benefit.kind === 'nth_item' ? { size: benefit.nth, get: 1 } : { size: benefit.buy + benefit.get, ...benefit };
    for (const [group, left] of subsets(inScope, size)) {
      const cheapest = group.toSorted((a, b) => a.price - b.price).slice(0, get);
      yield {
        off: cheapest.reduce((sum, { price }) => sum + bpsOf(price, benefit.offBps), 0),
        left: [...left, ...others],
      };
    }
  } else if (benefit.kind === 'buy_get') {
    for (const [bought, left] of subsets(inScope, benefit.buy)) {
      const rest = [...left, ...others];
      const gets = rest.filter(names(benefit.getScope));
      for (const [given, kept] of subsets(gets, benefit.get)) {
        const off = given.reduce((sum, { price }) => sum + bpsOf(price, benefit.offBps), 0);
        yield { off, left: [...kept, ...rest.filter((unit) => !gets.includes(unit))] };
      }
      void bought;
    }
  } else if (benefit.kind === 'bundle') {
    yield* bundles(benefit, 0, { units, off: -benefit.priceMinor });
  } else if (benefit.kind === 'exchange') {
    for (const [[unit], left] of subsets(inScope, 1)) {
      yield {
        off: Math.min(unit!.price - benefit.priceMinor, benefit.capMinor ?? Infinity),
        left: [...left, ...others],
      };
    }
  }
}

function* bundles(
  benefit: Extract<Benefit, { kind: 'bundle' }>,
  part: number,
  { units, off }: { units: readonly Unit[]; off: number },
): ReturnType<Grouping> {
  const wanted = benefit.parts[part];
  if (!wanted) {
    yield { off, left: [...units] };
    return;
  }
  const isOfPart = (unit: Unit): boolean => benefit.parts.findIndex(({ scope }) => names(scope)(unit)) === part;
  const ofPart = units.filter(isOfPart);
  const others = units.filter((unit) => !ofPart.includes(unit));
  for (const [chosen, left] of subsets(ofPart, wanted.quantity)) {
    yield* bundles(benefit, part + 1, { units: [...left, ...others], off: off + worth(chosen) });
  }
}

// The most that any number of applications takes off.
function mostOff(deal: Promotion, units: readonly Unit[]): number {
  let most = 0;
  for (const { off, left } of applications(deal, units)) most = Math.max(most, off + mostOff(deal, left));
  return most;
}

function randomDeal(random: Random): Benefit {
  const offBps = random.pick([5000, 10_000, 3333]);
  const priceMinor = 100 * random.int(12);
  const few = (): Selector => ({ skus: ['a', 'b', 'c', 'd'].filter(() => random.int(2) === 0) });
  switch (random.int(5)) {
    case 0:
      return { kind: 'buy_get', buy: 1 + random.int(2), get: 1 + random.int(2), offBps };
    case 1:
      return { kind: 'nth_item', nth: 2 + random.int(2), offBps };
    case 2:
      return { kind: 'buy_get', buy: 1 + random.int(2), get: 1, offBps, getScope: few() };
    case 3:
      return { kind: 'exchange', priceMinor, capMinor: random.pick([undefined, 300]) };
    default:
      return {
        kind: 'bundle',
        priceMinor,
        parts: [few(), few()].map((scope) => ({ scope, quantity: 1 + random.int(2) })),
      };
  }
}

test('a deal groups units as well as any grouping of them does', () => {
  let saving = 0;
  for (let seed = 0; seed < 1000; seed++) {
    const random = seededRandom(seed);
    const units = Array.from({ length: 2 + random.int(5) }, (): Unit => {
      return { sku: random.pick(['a', 'b', 'c', 'd']), price: 50 + random.int(900) };
    });
    const benefit = randomDeal(random);
    const scope = benefit.kind !== 'bundle' && random.int(2) === 0 ? { exceptSkus: ['a'] } : undefined;
    const rules = rulesOf({ promotionId: 'deal', benefit, scope });
    const cart = cartOf(...units.map(({ sku, price }) => `${sku} ${(price / 100).toFixed(2)}`));
    const { grossMinor, dueMinor } = priceCase({ rules, cart, guest: STRANGER });
    const expected = mostOff(rules.promotions[0]!, units);
    expect({ seed, off: grossMinor - dueMinor }).toEqual({ seed, off: expected });
    if (expected > 0) saving += 1;
  }
  expect(saving).toBeGreaterThan(500);
});
