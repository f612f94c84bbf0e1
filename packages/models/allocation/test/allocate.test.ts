import { describe, expect, test } from 'vitest';
import { drawProblem, optimumOf } from '@shuke/testkit/allocation';
import { allocate, type Allocation, type Problem } from '../index.ts';

function allocated(problem: Problem): Allocation {
  const found = allocate(problem);
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

/** One customer a row, one offer a column. */
const table = (rows: readonly (readonly number[])[]): Float64Array => Float64Array.from(rows.flat());

/** Counts everything again from the choices alone. */
function recount({ customers, offers, margin, cost, groups }: Problem, offer: Int16Array) {
  const given = new Float64Array(offers);
  const served = new Float64Array(groups?.floors.length ?? 0);
  let [sumMargin, sumCost] = [0, 0];
  for (let i = 0; i < customers; i += 1) {
    if (offer[i] === -1) continue;
    sumMargin += margin[i * offers + offer[i]!]!;
    sumCost += cost[i * offers + offer[i]!]!;
    given[offer[i]!]! += 1;
    if (groups) served[groups.of[i]!]! += 1;
  }
  return { margin: sumMargin, cost: sumCost, given, served };
}

describe('against the proven optimum', { timeout: 60_000 }, () => {
  test.each([
    { customers: 40, offers: 5, groups: 3 },
    { customers: 120, offers: 6, groups: 3 },
    { customers: 250, offers: 8, groups: 4 },
  ])('$customers customers and $offers offers come within a thousandth', async (size) => {
    for (let seed = 1; seed <= 3; seed += 1) {
      const problem = drawProblem({ seed, ...size });
      const best = await optimumOf(problem);
      const found = allocated(problem);
      expect(found.margin).toBeGreaterThan(best * 0.999);
      expect(found.margin).toBeLessThanOrEqual(best * 1.000001);
      expect(found.bound).toBeGreaterThan(best * 0.999999);
    }
  });
});

describe('the limits', { timeout: 30_000 }, () => {
  test.each([500, 5_000, 30_000])('hold for %i customers, and the answer adds up', (customers) => {
    const problem = drawProblem({ seed: customers, customers, offers: 10, groups: 20 });
    const found = allocated(problem);
    const counted = recount(problem, found.offer);
    expect(counted.cost).toBeLessThanOrEqual(problem.budget);
    expect(counted.cost).toBeGreaterThan(problem.budget * 0.99);
    for (const [j, count] of counted.given.entries()) expect(count).toBeLessThanOrEqual(problem.caps![j]!);
    for (const [g, count] of counted.served.entries()) expect(count).toBeGreaterThanOrEqual(problem.groups!.floors[g]!);
    expect(found.margin).toBeCloseTo(counted.margin, 3);
    expect(found.given).toEqual(counted.given);
    expect(found.missing.every((people) => people === 0)).toBe(true);
    expect((found.bound - found.margin) / found.bound).toBeLessThan(0.002);
  });

  test('the chains of those who could deviate may be as long as they like', () => {
    const problem = drawProblem({ seed: 20_261_127, customers: 5_000, offers: 10, groups: 50 });
    const found = allocated(problem);
    expect((found.bound - found.margin) / found.bound).toBeLessThan(0.001);
  });

  test('whom an offer would only cost gets nothing, whatever is left of the budget', () => {
    const problem = {
      customers: 2,
      offers: 2,
      margin: table([
        [-5, -1],
        [3, 7],
      ]),
      cost: table([
        [1, 1],
        [1, 1],
      ]),
      budget: 100,
    };
    expect(Array.from(allocated(problem).offer)).toEqual([-1, 1]);
  });

  test('an offer that may not be given is never given', () => {
    const problem = { customers: 1, offers: 2, margin: table([[Number.NaN, 1]]), cost: table([[0, 0]]), budget: 0 };
    expect(Array.from(allocated(problem).offer)).toEqual([1]);
  });

  test('a budget of nothing gives what costs nothing', () => {
    const problem = {
      customers: 2,
      offers: 2,
      margin: table([
        [9, 1],
        [9, -1],
      ]),
      cost: table([
        [5, 0],
        [5, 0],
      ]),
      budget: 0,
    };
    expect(Array.from(allocated(problem).offer)).toEqual([1, -1]);
  });

  test('of customers who are all alike as many get the offer as the budget pays for', () => {
    const customers = 1_000;
    const margin = new Float64Array(customers).fill(10);
    const cost = new Float64Array(customers).fill(3);
    const found = allocated({ customers, offers: 1, margin, cost, budget: 1_000 });
    expect(found.given[0]).toBe(333);
  });

  test('a floor is met with the people in whom it costs least', () => {
    const margin = table([[-4], [-1], [-9], [5]]);
    const groups = { of: [0, 0, 0, 1], floors: [1, 0] };
    const found = allocated({ customers: 4, offers: 1, margin, cost: table([[1], [1], [1], [1]]), budget: 10, groups });
    expect(Array.from(found.offer)).toEqual([-1, 0, -1, 0]);
  });

  test('a floor that the budget cannot pay for is missed, and it is said by how many', () => {
    const groups = { of: [0, 0, 0], floors: [3] };
    const found = allocated({
      customers: 3,
      offers: 1,
      margin: table([[1], [2], [3]]),
      cost: table([[2], [2], [2]]),
      budget: 4,
      groups,
    });
    expect(found.cost).toBe(4);
    expect(Array.from(found.missing)).toEqual([1]);
  });
});

test('the same problem gives the same allocation', () => {
  const problem = drawProblem({ seed: 5, customers: 2_000, offers: 6, groups: 4 });
  expect(allocated(problem)).toEqual(allocated(problem));
});

describe('what is no problem is refused by name', () => {
  const sound: Problem = { customers: 1, offers: 1, margin: table([[1]]), cost: table([[1]]), budget: 1 };
  test.each<[string, Partial<Problem>]>([
    ['allocation_empty', { customers: 0 }],
    ['allocation_misshapen', { customers: 2 }],
    ['allocation_misshapen', { caps: [1, 2] }],
    ['allocation_misshapen', { groups: { of: [1], floors: [0] } }],
    ['allocation_not_finite', { margin: table([[Number.POSITIVE_INFINITY]]) }],
    ['allocation_not_finite', { cost: table([[Number.NaN]]) }],
    ['allocation_not_finite', { budget: Number.NaN }],
    ['allocation_negative', { cost: table([[-1]]) }],
    ['allocation_negative', { budget: -1 }],
    ['allocation_negative', { caps: [-1] }],
  ])('%s: %o', (code, change) => {
    expect(allocate({ ...sound, ...change })).toMatchObject({ ok: false, refusal: { code } });
  });
});
