import { findCdnowMaster, findCdnowSample, CDNOW_CALIBRATED_UNTIL, type Cdnow } from '@shuke/testkit/data/cdnow';
import { describe, expect, test } from 'vitest';
import { expectedSpend, fit, fitSpend, score, summarise, type ModelName, type Summarised } from '../index.ts';
import { valueOf } from './customers.ts';

// The digits of Fader, Hardie & Lee (2005) and of the reference implementations, on the data they used.

const sample = findCdnowSample();
const master = findCdnowMaster();
const WEEKS = { until: CDNOW_CALIBRATED_UNTIL, daysPerUnit: 7 };

const calibration = ({ customers, days, cents }: Cdnow): Summarised =>
  valueOf(summarise({ customers, days, spend: cents }, WEEKS));

// Repeat days after the calibration period, by the place of the customer in the summary.
function holdout({ customers, days }: Cdnow, summary: Summarised): Float64Array {
  const visits = new Set(Array.from(customers, (customer, i) => `${customer} ${days[i]}`));
  const bought = new Map<number, number>();
  for (const visit of visits) {
    const [customer, day] = visit.split(' ').map(Number) as [number, number];
    if (day > CDNOW_CALIBRATED_UNTIL) bought.set(customer, (bought.get(customer) ?? 0) + 1);
  }
  return Float64Array.from(summary.customers, (customer) => bought.get(customer) ?? 0);
}

const sum = (values: Iterable<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

interface Published {
  readonly model: ModelName;
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
}

const ON_SAMPLE: readonly Published[] = [
  { model: 'bg/nbd', parameters: [0.242595, 4.413602, 0.792922, 2.425907], logLikelihood: -9582.4292 },
  { model: 'mbg/nbd', parameters: [0.524843, 6.183086, 0.891359, 1.614002], logLikelihood: -9582.1357 },
  { model: 'pareto/nbd', parameters: [0.553277, 10.577683, 0.60624, 11.668736], logLikelihood: -9594.9762 },
];

describe.skipIf(!sample)('on the CDNOW sample (skipped where ../shared/data is absent)', () => {
  test.each(ON_SAMPLE)('$model has the published parameters', ({ model, parameters, logLikelihood }) => {
    const found = valueOf(fit(calibration(sample!), { model }));
    expect(found.logLikelihood).toBeCloseTo(logLikelihood, 4);
    parameters.forEach((value, i) => expect(Math.abs(found.parameters[i]! - value)).toBeLessThan(2e-6));
    expect(found).toMatchObject({ unidentified: [], customers: 2357, converged: true });
  });

  test.each([
    { model: 'bg/nbd' as const, total: 1653.41, mae: 0.7855 },
    { model: 'pareto/nbd' as const, total: 1665.51, mae: 0.7545 },
  ])('$model forecasts the holdout as published', ({ model, total, mae }) => {
    const summary = calibration(sample!);
    const actual = holdout(sample!, summary);
    const { expected } = valueOf(score(valueOf(fit(summary, { model })), summary, 39));
    expect(sum(actual)).toBe(1882);
    expect(sum(expected)).toBeCloseTo(total, 1);
    expect(sum(expected.map((value, i) => Math.abs(value - actual[i]!))) / actual.length).toBeCloseTo(mae, 4);
  });

  test('one customer of the paper is expected 1.226 times in 39 weeks', () => {
    const found = valueOf(fit(calibration(sample!), { model: 'bg/nbd' }));
    const one = { frequency: [2], recency: [30.43], age: [38.86] };
    const { alive, expected } = valueOf(score(found, one, 39));
    expect(expected[0]).toBeCloseTo(1.226, 3);
    expect(alive[0]).toBeCloseTo(0.726609, 5);
  });

  test('Gamma-Gamma has the published parameters, in dollars', () => {
    const { frequency, meanSpend } = calibration(sample!);
    const dollars = { frequency, meanSpend: meanSpend.map((cents) => cents / 100) };
    const found = valueOf(fitSpend(dollars));
    const { p, q, v, logLikelihood, populationMean, customers } = found;
    expect([p, q, v].map((value) => Number(value.toFixed(5)))).toEqual([6.24957, 3.74422, 15.44352]);
    expect(logLikelihood).toBeCloseTo(-4055.9177, 4);
    expect(populationMean).toBeCloseTo(35.1704, 4);
    expect(customers).toBe(946);
    expect(expectedSpend(found, { frequency: [0], meanSpend: [0] })[0]).toBeCloseTo(35.1704, 4);
  });
});

describe.skipIf(!master)('on all CDNOW customers (skipped where ../shared/data is absent)', () => {
  const ON_MASTER: readonly Published[] = [
    { model: 'bg/nbd', parameters: [0.251624, 4.788943, 0.723433, 2.161088], logLikelihood: -95368.4439 },
    { model: 'mbg/nbd', parameters: [0.63714, 7.310289, 0.807474, 1.228394], logLikelihood: -95336.9583 },
  ];

  test.each(ON_MASTER)('$model has the reference parameters', ({ model, parameters, logLikelihood }) => {
    const found = valueOf(fit(calibration(master!), { model }));
    expect(found.logLikelihood).toBeCloseTo(logLikelihood, 3);
    parameters.forEach((value, i) => expect(Math.abs(found.parameters[i]! - value)).toBeLessThan(2e-6));
  });
});
