import { expect, test } from 'vitest';
import { programmeFault } from '../programme-fault.ts';
import type { ProgrammeDraft } from '../programme.ts';
import { draft, tier } from './shop.ts';

const points = draft().points!;
const [card] = draft().stampCards;
const stored = draft().storedValue;

test('a programme that makes sense has no fault', () => {
  expect(programmeFault(draft())).toBeNull();
  expect(programmeFault(draft({ points: null, stampCards: [] }))).toBeNull();
  expect(programmeFault(draft({ tiers: [tier('basic', 0), tier('gold', 2)] }))).toBeNull();
});

test.each<[string, Partial<ProgrammeDraft>]>([
  ['points.earn.units', { points: { ...points, earn: { units: 0, perMinor: 100 } } }],
  ['points.earn.units', { points: { ...points, earn: { units: 101, perMinor: 1 } } }],
  ['points.earn.per', { points: { ...points, earn: { units: 1, perMinor: 0.5 } } }],
  ['points.burn.step', { points: { ...points, burn: { ...points.burn!, stepMinor: 0 } } }],
  ['points.burn.maxShareBps', { points: { ...points, burn: { ...points.burn!, maxShareBps: 10_001 } } }],
  ['points.validity.days', { points: { ...points, validity: { kind: 'days', days: 0 } } }],
  ['points.pendingDays', { points: { ...points, validity: { kind: 'days', days: 7 }, pendingDays: 7 } }],
  ['stampCards.cardId', { stampCards: [card!, card!] }],
  ['stampCards.stamps', { stampCards: [{ ...card!, stamps: 0 }] }],
  ['tiers.threshold', { tiers: [tier('gold', 1)] }],
  ['tiers.rank', { tiers: [tier('basic', 0), tier('gold', 0, { threshold: 5 })] }],
  ['tiers.threshold', { tiers: [tier('basic', 0), tier('gold', 1, { threshold: 0 })] }],
  ['tiers.tierId', { tiers: [tier('basic', 0), tier('basic', 1)] }],
  ['tiers', { points: null, tiers: [tier('basic', 0)] }],
  ['storedValue.bearerMonths', { storedValue: { ...stored, bearerMonths: 35 } }],
  [
    'storedValue.bonusRules.from',
    {
      storedValue: {
        ...stored,
        bonusRules: [
          { fromMinor: 500, bonusMinor: 1 },
          { fromMinor: 500, bonusMinor: 2 },
        ],
      },
    },
  ],
])('the fault of %s is named', (field, own) => {
  expect(programmeFault(draft(own))?.field).toBe(field);
});
