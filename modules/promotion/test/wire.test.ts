import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleFromWire } from '../rule-from-wire.ts';
import { ruleToWire } from '../rule-to-wire.ts';
import { anyDraft, STORE_IDS } from './grammar.ts';

const storeCodes = new Map([...STORE_IDS].map(([code, storeId]) => [storeId, code]));
const identity = { promotionId: 'p', version: 1 };

describe('a rule on the wire', () => {
  test.each(['CNY', 'JPY', 'KWD'])('is read as the rule that was written, whatever it says, in %s', (currency) => {
    fc.assert(
      fc.property(anyDraft, ({ terms, period }) => {
        const wire = ruleToWire({ ...terms, ...identity }, period, { currency, storeCodes });
        const sent = JSON.parse(JSON.stringify(wire));
        expect(ruleFromWire(sent, { currency, storeIds: STORE_IDS })).toEqual({ ok: true, value: { terms, period } });
        expect(ruleToWire({ ...terms, ...identity }, period, { currency, storeCodes })).toEqual(sent);
      }),
      { numRuns: 1000, seed: 20261127 },
    );
  });

  test('is in the words of people: money, clock times and store codes', () => {
    const wire = {
      trigger: 'automatic' as const,
      priority: 0,
      conditions: {
        startsAt: '2026-03-01T00:00:00.000Z',
        stores: ['S2'],
        windows: [{ from: '22:30', to: '24:00' }],
        minAmount: '30.00',
      },
      caps: { perPeriod: 1, period: 'week' as const },
      benefit: { kind: 'threshold' as const, level: 'order' as const, every: '30.00', off: '5.00' },
    };
    expect(ruleFromWire(wire, { currency: 'CNY', storeIds: STORE_IDS })).toEqual({
      ok: true,
      value: {
        terms: {
          trigger: 'automatic',
          priority: 0,
          conditions: {
            startsAtMs: Date.parse('2026-03-01T00:00:00Z'),
            stores: [STORE_IDS.get('S2')],
            windows: [{ fromMinute: 1350, toMinute: 1440 }],
            minAmountMinor: 3000,
          },
          caps: { perPeriod: 1 },
          benefit: { kind: 'threshold', level: 'order', everyMinor: 3000, offMinor: 500 },
        },
        period: 'week',
      },
    });
  });
});

describe('what cannot be read', () => {
  const read = (own: object) =>
    ruleFromWire(
      { trigger: 'automatic', priority: 0, benefit: { kind: 'nth_item', nth: 2, offBps: 5000 }, ...own },
      {
        currency: 'CNY',
        storeIds: STORE_IDS,
      },
    );
  const cases: [string, object, string, object][] = [
    [
      'a fraction of a fen',
      { benefit: { kind: 'cash', level: 'order', amount: '1.001' } },
      'invalid_request',
      { field: 'rule.benefit.amount', problem: 'is not an amount in CNY' },
    ],
    [
      'a SKU with two prices',
      {
        benefit: {
          kind: 'unit_price',
          to: {
            prices: [
              { sku: 'a', price: '1' },
              { sku: 'a', price: '2' },
            ],
          },
        },
      },
      'invalid_request',
      { field: 'rule.benefit.to.prices', problem: 'names a SKU twice' },
    ],
    [
      'a leap second',
      { conditions: { endsAt: '2016-12-31T23:59:60Z' } },
      'invalid_request',
      { field: 'rule.conditions.endsAt', problem: 'is not an instant' },
    ],
    ['a store that is not there', { conditions: { stores: ['S9'] } }, 'promotion_store_unknown', { storeCode: 'S9' }],
  ];
  test.each(cases)('%s is refused by name', (...[, own, code, facts]) => {
    expect(read(own)).toEqual({ ok: false, refusal: { code, facts } });
  });
});
