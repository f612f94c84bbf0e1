import { describe, expect, test } from 'vitest';
import { fit, fitStores, score } from '../index.ts';
import { simulate, valueOf } from './customers.ts';

describe('the stores of a chain', () => {
  const store = (size: number, rate: number, seed: number) => simulate({ size, age: 40, rate, leaves: 0.2, seed });
  const large = [store(1500, 0.1, 1), store(1500, 0.2, 2), store(1500, 0.4, 3)];
  const tiny = store(12, 0.1, 4);
  const none = { frequency: [], recency: [], age: [] };
  const { stores, prior } = valueOf(fitStores([...large, tiny, none]));
  const rateOf = (parameters: Float64Array): number => parameters[0]! / parameters[1]!;

  test('keep what their own customers say where these are many', () => {
    large.forEach((summary, i) => {
      const own = rateOf(valueOf(fit(summary)).parameters);
      expect(Math.abs(rateOf(stores[i]!.parameters) / own - 1)).toBeLessThan(0.1);
    });
  });

  test('are drawn towards the chain where they are few, and are the chain where there are none', () => {
    const chain = prior.mean.map((log) => Math.exp(log));
    stores[4]!.parameters.forEach((value, i) => expect(value).toBeCloseTo(chain[i]!, 6));
    expect(stores[4]!.customers).toBe(0);
    const own = Math.log(rateOf(valueOf(fit(tiny)).parameters));
    const between = Math.log(rateOf(stores[3]!.parameters));
    expect(Math.abs(between - Math.log(rateOf(chain)))).toBeLessThan(Math.abs(own - Math.log(rateOf(chain))));
  });

  test('can be scored one by one, as the chain can', () => {
    const { expected } = valueOf(score(stores[3]!, tiny, 10));
    expect(expected.every((value) => value > 0)).toBe(true);
  });

  test('are refused by name and place', () => {
    const wrong = { frequency: [1], recency: [5], age: [4] };
    expect(fitStores([large[0]!, wrong])).toEqual({
      ok: false,
      refusal: { code: 'customer_base_recency_after_age', facts: { store: 1, at: 0 } },
    });
    expect(fitStores([none])).toMatchObject({ ok: false, refusal: { code: 'customer_base_empty' } });
  });
});
