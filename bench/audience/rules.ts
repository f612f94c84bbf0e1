import type { AudienceRule, RulePurchase, RuleWhen } from '@shuke/contract';
import type { Random } from '@shuke/kernel';
import { CATEGORIES, SIZES, SKUS, SOURCES, storeId, TAGS, TIERS } from './town.ts';

const few = <T>(random: Random, items: readonly T[], most: number): T[] => [
  ...new Set(Array.from({ length: 1 + random.int(most) }, () => random.pick(items))),
];

const STORES = Array.from({ length: SIZES.stores }, (_, i) => storeId(i));

/** Most rules name goods; a tenth name a store or a time of day; one in fifty leaves out what came back, which needs SQL. */
function purchase(random: Random): RulePurchase {
  const goods = random.int(10);
  return {
    ...(goods < 5 ? { categories: few(random, CATEGORIES, 3) } : goods < 8 ? { skus: few(random, SKUS, 8) } : {}),
    ...(random.int(10) === 0 ? { storeIds: few(random, STORES, 10) } : {}),
    ...(random.int(20) === 0 ? { sources: few(random, SOURCES, 2) } : {}),
    ...(random.int(20) === 0 ? { weekdays: few(random, [1, 2, 3, 4, 5, 6, 7], 3) } : {}),
    ...(random.int(20) === 0 ? { hours: few(random, [8, 9, 10, 12, 18, 19], 4) } : {}),
    ...(random.int(50) === 0 ? { kept: true } : {}),
  };
}

const when = (random: Random): RuleWhen | undefined =>
  random.pick([
    { lastDays: 7 },
    { lastDays: 30 },
    { lastDays: 90 },
    { lastDays: 365 },
    { lastDays: 30, skipDays: 30 },
    undefined,
  ]);

const measure = (random: Random): object =>
  random.pick([
    {},
    { orders: { least: 2 + random.int(4) } },
    { days: { least: 2, most: 6 } },
    { units: { least: 3 } },
    { amount: { least: '50.00' } },
    { amount: { least: '20.00', most: '500.00' } },
  ]);

function leaf(random: Random): AudienceRule {
  const kind = random.int(20);
  if (kind < 8) return { is: 'bought', ...purchase(random), when: when(random), ...measure(random) };
  if (kind < 10) {
    const is = random.pick(['first_bought', 'last_bought'] as const);
    return { is, ...purchase(random), daysAgo: { least: random.int(30), most: 30 + random.int(90) } };
  }
  if (kind < 12) {
    return {
      is: 'sequence',
      first: purchase(random),
      next: purchase(random),
      withinDays: 7 + random.int(30),
      when: { lastDays: 180 },
    };
  }
  switch (kind) {
    case 12:
      return { is: 'place', which: random.pick(['last', 'usual']), storeIds: few(random, STORES, 10) };
    case 13:
      return { is: 'touchpoint', kinds: ['table', 'receipt'], events: ['scan', 'join'], when: { lastDays: 90 } };
    case 14:
      return { is: 'profile', sources: few(random, SOURCES, 2), created: { lastDays: 180 } };
    case 15:
      return { is: 'stage', stages: ['member', 'paid_member'] };
    case 16:
      return { is: 'tier', tiers: few(random, TIERS, 2) };
    case 17:
      return { is: 'consent', purpose: 'marketing', channel: random.pick(['sms', 'wechat']) };
    case 18:
      return { is: 'tag', dimension: random.pick(['taste', 'avoidance']), values: few(random, TAGS, 3) };
    default:
      return { is: 'share', salt: `s${random.int(1000)}`, fromBps: 0, toBps: 1000 + random.int(9000) };
  }
}

/** One to four conditions, some of them in a group of their own. */
export function randomRule(random: Random): AudienceRule {
  const count = 1 + random.int(4);
  const parts = Array.from({ length: count }, () => leaf(random));
  if (count === 1) return parts[0]!;
  const last: AudienceRule = { match: random.pick(['any', 'none']), of: parts.splice(0, 1 + random.int(2)) };
  return { match: 'all', of: [...parts, last] };
}
