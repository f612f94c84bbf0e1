import fc from 'fast-check';
import type { Benefit, Conditions, Selector } from '@shuke/pricing';
import type { RuleDraft } from '../index.ts';

// Any rule of the grammar, each part of it present or not.

const word = fc.stringMatching(/^[a-z0-9_]{1,8}$/);
const words = fc.array(word, { maxLength: 3 });
const minor = fc.integer({ min: 0, max: 100_000_000_000 });
const bps = fc.integer({ min: 1, max: 10_000 });
const few = fc.integer({ min: 1, max: 1000 });
const minute = fc.integer({ min: 0, max: 1440 });
const instantMs = fc.integer({ min: 0, max: 4_000_000_000_000 });
const level = fc.constantFrom('line' as const, 'order' as const);

/** The fields of `all` are always there, those of `some` or not. */
const shape = <A extends object, S extends object>(
  all: { [K in keyof A]: fc.Arbitrary<A[K]> },
  some: { [K in keyof S]: fc.Arbitrary<S[K]> },
): fc.Arbitrary<A & Partial<S>> =>
  fc.tuple(fc.record(all), fc.record(some, { requiredKeys: [] })).map(([a, s]) => ({ ...a, ...s }) as A & Partial<S>);

const selector: fc.Arbitrary<Selector> = shape(
  {},
  { skus: words, categories: words, exceptSkus: words, exceptCategories: words },
);
const only = <K extends string>(kind: K) => ({ kind: fc.constant(kind) });
const capMinor = minor;

const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({
    ...only('unit_price'),
    to: fc.oneof(
      fc.record({ priceMinor: minor }),
      fc.record({ offBps: bps }),
      fc.record({ prices: fc.dictionary(word, minor, { maxKeys: 4, noNullPrototype: true }) }),
    ),
  }),
  shape({ ...only('buy_get'), buy: few, get: few, offBps: bps }, { getScope: selector }),
  fc.record({ ...only('nth_item'), nth: fc.integer({ min: 2, max: 1000 }), offBps: bps }),
  fc.record({
    ...only('bundle'),
    parts: fc.array(fc.record({ scope: selector, quantity: few }), { minLength: 1, maxLength: 3 }),
    priceMinor: minor,
  }),
  shape({ ...only('exchange'), priceMinor: minor }, { capMinor }),
  fc.record({ ...only('cash'), level, amountMinor: minor }),
  shape({ ...only('percent'), level, offBps: bps }, { capMinor }),
  shape({ ...only('threshold'), level, everyMinor: minor, offMinor: minor }, { times: few }),
  fc.record({
    ...only('steps'),
    level,
    steps: fc.array(fc.record({ fromMinor: minor, offMinor: minor }), { minLength: 1, maxLength: 3 }),
  }),
  shape({ ...only('delivery'), offBps: bps }, { capMinor }),
  shape(
    {
      ...only('points'),
      as: fc.constantFrom('discount' as const, 'tender' as const),
      pointsPerStep: few,
      stepMinor: minor,
    },
    { capMinor, maxShareBps: bps },
  ),
);

/** Stores of the grammar, by code. */
export const STORE_IDS = new Map([
  ['S1', '00000000-0000-7000-8000-000000000001'],
  ['S2', '00000000-0000-7000-8000-000000000002'],
]);

const conditions: fc.Arbitrary<Conditions> = shape(
  {},
  {
    startsAtMs: instantMs,
    endsAtMs: instantMs,
    stores: fc.subarray([...STORE_IDS.values()]),
    sources: words,
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
    windows: fc.array(fc.record({ fromMinute: minute, toMinute: minute }), { maxLength: 3 }),
    customers: fc.array(fc.uuid(), { maxLength: 2 }),
    tiers: words,
    tags: words,
    cards: words,
    member: fc.constant(true as const),
    firstPurchase: fc.constant(true as const),
    minQuantity: few,
    minAmountMinor: minor,
    of: selector,
  },
);

const terms = shape(
  {
    trigger: fc.constantFrom('automatic' as const, 'coupon' as const),
    priority: fc.integer({ min: -1000, max: 1000 }),
    benefit,
  },
  {
    group: word,
    exclusive: fc.boolean(),
    declinable: fc.boolean(),
    excludes: fc.array(fc.uuid(), { maxLength: 2 }),
    conditions,
    caps: shape({}, { perOrder: fc.integer({ min: 1, max: 99 }), perCustomer: few, perPeriod: few }),
    scope: selector,
  },
);

/** What a cap counts over is only said beside caps. */
export const anyDraft: fc.Arbitrary<RuleDraft> = fc
  .tuple(terms, fc.constantFrom('day' as const, 'week' as const, 'month' as const))
  .map(([one, period]) => ({ terms: one, period: one.caps ? period : 'day' }));
