import { describe, expect, test } from 'vitest';
import { expectedSpend, fit, fitSpend, score, summarise, type Summary } from '../index.ts';
import { fitRows } from '../fit.ts';
import { groupRows } from '../rows.ts';
import { simulate, valueOf } from './customers.ts';

describe('a fit', () => {
  test('says where customers show no sign of leaving, and keeps what they do show', () => {
    const stayers = simulate({ size: 2000, age: 52, rate: 0.2, leaves: 0, seed: 1 });
    for (const model of ['bg/nbd', 'mbg/nbd', 'pareto/nbd'] as const) {
      const found = valueOf(fit(stayers, { model }));
      const [r, alpha] = found.parameters;
      expect(found.unidentified).toEqual(found.names.slice(2));
      expect(r! / alpha!).toBeCloseTo(0.2, 2);
      const { alive, expected } = valueOf(score(found, { frequency: [10], recency: [51], age: [52] }, 52));
      expect(alive[0]).toBeGreaterThan(0.999);
      expect(expected[0]).toBeCloseTo((52 * (r! + 10)) / (alpha! + 52), 1);
    }
  });

  test('of customers who came once says that next to nothing is known', () => {
    const { unidentified } = valueOf(fit({ frequency: [0, 0, 0], recency: [0, 0, 0], age: [1, 2, 3] }));
    expect(unidentified).toContain('r');
    expect(unidentified).toContain('a');
  });

  test('finds the chance of leaving again that customers were made with', () => {
    const leavers = simulate({ size: 20_000, age: 100, rate: 0.5, leaves: 0.1, seed: 2 });
    const [r, alpha, a, b] = valueOf(fit(leavers, { model: 'bg/nbd' })).parameters;
    expect(a! / (a! + b!)).toBeCloseTo(0.1, 1);
    expect(r! / alpha!).toBeGreaterThan(0.4);
    expect(r! / alpha!).toBeLessThan(0.6);
  });

  test('does not depend on the unit of time', () => {
    const weeks = simulate({ size: 3000, age: 52, rate: 0.3, leaves: 0.15, seed: 4 });
    const scale = (values: ArrayLike<number>): Float64Array => Float64Array.from(values, (value) => 7 * value);
    const inWeeks = valueOf(fit(weeks)).parameters;
    const inDays = valueOf(fit({ ...weeks, recency: scale(weeks.recency), age: scale(weeks.age) })).parameters;
    [1, 7, 1, 1].forEach((factor, i) => expect(inDays[i]! / inWeeks[i]!).toBeCloseTo(factor, 4));
  });

  test('on many customers, found with the help of a few, is the fit on all', () => {
    const many = simulate({ size: 42_000, age: 30, rate: 0.2, leaves: 0.2, seed: 6 });
    const byWeek = { ...many, recency: Array.from(many.recency, (week) => Math.ceil(week)) };
    const helped = valueOf(fit(byWeek));
    const alone = fitRows(groupRows(byWeek), {});
    expect(helped.distinctRows).toBeLessThan(1000);
    expect(helped.logLikelihood).toBeCloseTo(alone.logLikelihood, 3);
    expect(helped.parameters[0]! / alone.parameters[0]!).toBeCloseTo(1, 3);
  });
});

describe('refused is', () => {
  const good: Summary = { frequency: [0, 2], recency: [0, 3], age: [5, 6] };
  test.each([
    ['customer_base_empty', { frequency: [], recency: [], age: [] }],
    ['customer_base_uneven', { ...good, age: [5] }],
    ['customer_base_not_finite', { ...good, age: [5, Number.NaN] }],
    ['customer_base_not_finite', { ...good, recency: [0, Number.POSITIVE_INFINITY] }],
    ['customer_base_negative', { ...good, recency: [0, -3] }],
    ['customer_base_not_whole', { ...good, frequency: [0, 1.5] }],
    ['customer_base_recency_after_age', { ...good, recency: [0, 7] }],
    ['customer_base_repeat_without_recency', { ...good, recency: [0, 0] }],
    ['customer_base_recency_without_repeat', { ...good, frequency: [0, 0] }],
  ])('%s', (code, summary) => {
    expect(fit(summary)).toMatchObject({ ok: false, refusal: { code } });
    const { parameters, model } = valueOf(fit(good));
    expect(score({ parameters, model }, summary, 1)).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('scores', () => {
  test('fall with silence, and who bought last is there', () => {
    const found = valueOf(fit(simulate({ size: 3000, age: 52, rate: 0.3, leaves: 0.15, seed: 4 })));
    const recency = [5, 20, 35, 50];
    const summary = { frequency: [4, 4, 4, 4], recency, age: [52, 52, 52, 52] };
    const { alive, expected } = valueOf(score(found, summary, 13));
    expect(Float64Array.from(alive)).toEqual(alive.toSorted());
    expect(Float64Array.from(expected)).toEqual(expected.toSorted());
    expect(alive[3]).toBeGreaterThan(0.8);
    expect(alive[0]).toBeLessThan(0.05);
  });

  test('BG/NBD holds everybody who bought once for a customer still, MBG/NBD does not', () => {
    const base = simulate({ size: 3000, age: 52, rate: 0.3, leaves: 0.15, seed: 4 });
    const once = { frequency: [0], recency: [0], age: [52] };
    expect(valueOf(score(valueOf(fit(base, { model: 'bg/nbd' })), once, 13)).alive[0]).toBe(1);
    expect(valueOf(score(valueOf(fit(base)), once, 13)).alive[0]).toBeLessThan(0.9);
  });
});

describe('a summary', () => {
  test('merges the purchases of a day, leaves out what came later, and counts from the first', () => {
    const purchases = {
      customers: [7, 2, 7, 7, 7, 2, 9],
      days: [10, 3, 24, 24, 38, 99, 41],
      spend: [100, 50, 30, 40, 50, 1, 1],
    };
    const { customers, frequency, recency, age, meanSpend } = valueOf(
      summarise(purchases, { until: 40, daysPerUnit: 7 }),
    );
    expect([...customers]).toEqual([2, 7]);
    expect([...frequency]).toEqual([0, 2]);
    expect([...recency]).toEqual([0, 4]);
    expect([...age]).toEqual([37 / 7, 30 / 7]);
    expect([...meanSpend]).toEqual([0, 60]);
  });

  test.each([
    ['customer_base_empty', { customers: [1], days: [50] }],
    ['customer_base_uneven', { customers: [1, 2], days: [5] }],
    ['customer_base_not_finite', { customers: [1], days: [Number.NaN] }],
    ['customer_base_not_finite', { customers: [1], days: [1], spend: [Number.NaN] }],
    ['customer_base_not_whole', { customers: [1], days: [1.5] }],
    ['customer_base_negative', { customers: [-1], days: [1] }],
  ])('refuses %s', (code, purchases) => {
    const answer = summarise(purchases, { until: 40, daysPerUnit: 7 });
    expect(answer).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe('spend', () => {
  const spending = { frequency: [1, 3, 2, 5, 0, 4, 2], meanSpend: [20, 35, 28, 31, 0, 0, 60] };

  test('is drawn to the mean of all, the less a customer has shown', () => {
    const found = valueOf(fitSpend(spending));
    expect(found).toMatchObject({ customers: 5, leftOut: 1 });
    const one = expectedSpend(found, { frequency: [0, 1, 4, 400], meanSpend: [0, 90, 90, 90] });
    expect(one[0]).toBeCloseTo(found.populationMean, 10);
    expect(Float64Array.from(one)).toEqual(one.toSorted());
    expect(one[3]).toBeLessThan(90);
  });

  test('says how it goes together with frequency', () => {
    const together = { frequency: [1, 2, 3, 4, 5], meanSpend: [10, 21, 29, 41, 50] };
    expect(valueOf(fitSpend(together)).correlation).toBeGreaterThan(0.99);
  });

  test.each([
    ['customer_base_uneven', { frequency: [1], meanSpend: [] }],
    ['customer_base_empty', { frequency: [0, 2], meanSpend: [0, -4] }],
    ['customer_base_not_finite', { frequency: [1], meanSpend: [Number.NaN] }],
    ['customer_base_not_whole', { frequency: [0.5], meanSpend: [1] }],
    ['customer_base_negative', { frequency: [-1], meanSpend: [1] }],
  ])('refuses %s', (code, wrong) => {
    expect(fitSpend(wrong)).toMatchObject({ ok: false, refusal: { code } });
  });
});
