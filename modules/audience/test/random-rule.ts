import type { AudienceRule, RulePurchase, RuleWhen } from '@shuke/contract';
import type { Random } from '@shuke/kernel';

/** What random rules may name. */
export interface Names {
  readonly skus: readonly string[];
  readonly categories: readonly string[];
  readonly stores: readonly string[];
  readonly sources: readonly string[];
}

const some = <T>(random: Random, items: readonly T[]): T[] => {
  const picked = items.filter(() => random.int(2) === 0);
  return picked.length > 0 ? picked : [random.pick(items)];
};

function purchase(random: Random, names: Names): RulePurchase {
  return {
    ...(random.int(3) === 0 ? { skus: some(random, names.skus) } : {}),
    ...(random.int(2) === 0 ? { categories: some(random, names.categories) } : {}),
    ...(random.int(4) === 0 ? { storeIds: some(random, names.stores) } : {}),
    ...(random.int(5) === 0 ? { sources: some(random, names.sources) } : {}),
    ...(random.int(6) === 0 ? { weekdays: some(random, [1, 2, 3, 4, 5, 6, 7]) } : {}),
    ...(random.int(6) === 0 ? { hours: some(random, [8, 9, 12, 13, 18, 23]) } : {}),
  };
}

const when = (random: Random): RuleWhen | undefined =>
  random.pick([
    undefined,
    { lastDays: 1 + random.int(60) },
    { lastDays: 1 + random.int(20), skipDays: random.int(20) },
    { from: `2026-01-${10 + random.int(20)}`, to: `2026-02-${10 + random.int(18)}` },
  ]);

const range = (random: Random, most: number): { least?: number; most?: number } =>
  random.pick([
    { least: 1 + random.int(most) },
    { most: 1 + random.int(most) },
    { least: 1, most: 1 + random.int(most) },
  ]);

function leaf(random: Random, names: Names): AudienceRule {
  const asked = purchase(random, names);
  switch (random.int(8)) {
    case 0:
      return { is: 'bought', ...asked, when: when(random) };
    case 1:
      return { is: 'bought', ...asked, when: when(random), orders: range(random, 3), days: range(random, 3) };
    case 2:
      return { is: 'bought', ...asked, when: when(random), units: range(random, 6) };
    case 3: {
      const { least, most } = range(random, 80);
      const amount = { ...(least ? { least: `${least}.50` } : {}), ...(most ? { most: `${most}.50` } : {}) };
      return { is: 'bought', ...asked, when: when(random), amount };
    }
    case 4:
      return { is: random.pick(['first_bought', 'last_bought']), ...asked, daysAgo: range(random, 50) };
    case 5:
      return {
        is: 'sequence',
        first: asked,
        next: purchase(random, names),
        withinDays: 1 + random.int(30),
        when: when(random),
      };
    case 6:
      return { is: 'place', which: 'last', storeIds: some(random, names.stores) };
    default:
      return { is: 'consent', purpose: 'marketing', channel: random.pick(['sms', 'wechat']) };
  }
}

/** A rule of at most so many levels. */
export function randomRule(random: Random, names: Names, depth = 3): AudienceRule {
  if (depth === 1 || random.int(3) === 0) return leaf(random, names);
  const of = Array.from({ length: 1 + random.int(3) }, () => randomRule(random, names, depth - 1));
  return { match: random.pick(['all', 'any', 'none']), of };
}
