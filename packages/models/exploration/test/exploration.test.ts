import { describe, expect, test } from 'vitest';
import { seededRandom } from '@shuke/kernel';
import { evaluate, exploringPolicy, pick, posteriorOfMean, posteriorOfRate, thompsonPolicy } from '../index.ts';

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

const rounded = (values: Float64Array): number[] => Array.from(values, (value) => Number(value.toFixed(12)));

describe('a policy that explores', () => {
  test('takes what looks best but for the share that is tried, and never tries more rarely than .02', () => {
    const policy = exploringPolicy([3, 9, 1, 0], 0.08);
    expect(rounded(policy)).toEqual([0.02, 0.94, 0.02, 0.02]);
    const many = exploringPolicy(
      Array.from({ length: 40 }, (_, i) => i),
      0.1,
    );
    expect(many.filter((share) => share > 0)).toHaveLength(5);
    expect(Math.min(...many.filter((share) => share > 0))).toBeCloseTo(0.02, 12);
    expect(sum(many)).toBeCloseTo(1, 12);
  });

  test('never takes what may not be taken, and the first of equals is best', () => {
    expect(rounded(exploringPolicy([Number.NaN, 5, 5], 0.1))).toEqual([0, 0.95, 0.05]);
    expect(() => exploringPolicy([Number.NaN], 0.1)).toThrow('may be taken');
  });

  test('without a share always takes the best', () => {
    expect(exploringPolicy([1, 2], 0)).toEqual(Float64Array.from([0, 1]));
  });

  test('is picked from as often as it says', () => {
    const random = seededRandom(4);
    const policy = exploringPolicy([1, 2, 3], 0.1);
    const counts = new Float64Array(3);
    for (let k = 0; k < 20_000; k += 1) counts[pick(policy, random.next()).action]! += 1;
    for (const [action, share] of policy.entries()) expect(counts[action]! / 20_000).toBeCloseTo(share, 2);
    expect(pick(policy, 0.999_999_999)).toEqual({ action: 2, propensity: policy[2] });
  });
});

describe('Thompson sampling', () => {
  test('two new offers are tried equally often', () => {
    const fresh = posteriorOfRate({ successes: 0, failures: 0 });
    expect(thompsonPolicy([fresh, fresh])[0]).toBeCloseTo(0.5, 6);
  });

  test('agrees with the closed form for two normals', () => {
    const arms = [posteriorOfMean({ mean: 1, standardError: 0.3 }), posteriorOfMean({ mean: 0.6, standardError: 0.4 })];
    // Φ(0.4 / 0.5)
    expect(thompsonPolicy(arms)[0]).toBeCloseTo(0.788145, 4);
  });

  test('a narrow belief beside a wide one is not lost', () => {
    const arms = [posteriorOfMean({ mean: 0, standardError: 1e-6 }), posteriorOfMean({ mean: 0, standardError: 1 })];
    expect(thompsonPolicy(arms)[0]).toBeCloseTo(0.5, 3);
  });

  test('agrees with draws for three rates with different rewards', () => {
    const arms = [
      posteriorOfRate({ successes: 3, failures: 20, brings: 100 }),
      posteriorOfRate({ successes: 10, failures: 40, brings: 80 }),
      posteriorOfRate({ successes: 0, failures: 2, brings: 60 }),
    ];
    const random = seededRandom(9);
    // A Beta(a, b) of whole numbers is the a-th smallest of a + b − 1 uniforms.
    const beta = (a: number, b: number): number =>
      Array.from({ length: a + b - 1 }, () => random.next()).toSorted((x, y) => x - y)[a - 1]!;
    const wins = [0, 0, 0];
    const rounds = 20_000;
    for (let k = 0; k < rounds; k += 1) {
      const drawn = [100 * beta(4, 21), 80 * beta(11, 41), 60 * beta(1, 3)];
      wins[drawn.indexOf(Math.max(...drawn))]! += 1;
    }
    for (const [arm, share] of thompsonPolicy(arms).entries()) expect(share).toBeCloseTo(wins[arm]! / rounds, 1.7);
  });

  test('finds the best offer and comes to rest on it', () => {
    const random = seededRandom(2);
    const truth = [0.05, 0.12, 0.08];
    const seen = truth.map(() => ({ successes: 0, failures: 0 }));
    let last = new Float64Array(3);
    for (let guest = 0; guest < 3_000; guest += 1) {
      if (guest % 50 === 0)
        last = Float64Array.from(
          thompsonPolicy(
            seen.map((one) => posteriorOfRate(one)),
            0.02,
          ),
        );
      const { action } = pick(last, random.next());
      if (random.next() < truth[action]!) seen[action]!.successes += 1;
      else seen[action]!.failures += 1;
    }
    expect(last[1]).toBeGreaterThan(0.8);
    expect(Math.min(...last)).toBeGreaterThanOrEqual(0.02);
  });
});

describe('what another policy would have brought', () => {
  const logged = { propensities: [0.5, 0.5, 0.25, 0.25], rewards: [1, 3, 2, 0] };

  test('by hand', () => {
    const found = evaluate(logged, { probabilities: [1, 0, 0.5, 0.5] });
    if (!found.ok) throw new Error(found.refusal.code);
    // Weights 2, 0, 2, 2.
    expect(found.value.ips.value).toBeCloseTo(1.5, 12);
    expect(found.value.snips.value).toBeCloseTo(1, 12);
    expect(found.value.ips.effectiveSampleSize).toBeCloseTo(3, 12);
    expect(found.value.dr).toBeNull();
  });

  test('the policy that was logged is worth what it brought', () => {
    const found = evaluate(logged, { probabilities: logged.propensities });
    expect(found).toMatchObject({ ok: true, value: { ips: { value: 1.5, effectiveSampleSize: 4 } } });
  });

  test('a model that knows everything leaves nothing to correct', () => {
    const model = { ofLogged: logged.rewards, ofTarget: [1, 1, 2, 2] };
    const found = evaluate(logged, { probabilities: [1, 0, 0.5, 0.5], model });
    expect(found).toMatchObject({ ok: true, value: { dr: { value: 1.5 } } });
  });

  test('one guest stands for fifty at most', () => {
    const found = evaluate({ propensities: [0.001, 1], rewards: [1, 0] }, { probabilities: [1, 1] });
    expect(found).toMatchObject({ ok: true, value: { ips: { value: 25 } } });
  });

  test.each([
    ['evaluation_empty', { propensities: [], rewards: [] }, []],
    ['evaluation_misshapen', { propensities: [1], rewards: [1, 2] }, [1, 1]],
    ['evaluation_not_finite', { propensities: [0, 1], rewards: [1, 2] }, [1, 1]],
    ['evaluation_not_finite', { propensities: [1, 1], rewards: [1, Number.NaN] }, [1, 1]],
    ['evaluation_no_overlap', { propensities: [1, 1], rewards: [1, 2] }, [0, 0]],
  ])('%s is refused by name', (code, log, probabilities) => {
    expect(evaluate(log, { probabilities })).toMatchObject({ ok: false, refusal: { code } });
  });
});
