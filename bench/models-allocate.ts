import { allocate, type Allocation, type Problem } from '@shuke/models/allocation';
import { drawProblem, optimumOf } from '@shuke/testkit/allocation';
import { isQuick, median, printFigures, printHead, rounded, timed } from './lib/report.ts';

// A night's allocation: a million customers, ten offers, a budget, scarce offers and floors, on one core. How far it may be from the best is
// known from its own bound; how far it is, on problems that a MILP solver can prove.

const TOWN = { seed: 20_261_127, customers: 1_000_000, offers: 10, groups: 50 };
const SMALL = [
  { customers: 40, offers: 5, groups: 3 },
  { customers: 120, offers: 6, groups: 3 },
  { customers: 300, offers: 10, groups: 4 },
];
const ROUNDS = isQuick() ? 3 : 9;
const SEEDS = isQuick() ? 4 : 20;

function allocated(problem: Problem): Allocation {
  const found = allocate(problem);
  if (!found.ok) throw new Error(found.refusal.code);
  return found.value;
}

/** By how many uses or people a limit of the problem is broken. */
function brokenBy({ caps, groups, budget }: Problem, { given, missing, cost }: Allocation): number {
  const over = given.reduce((sum, count, j) => sum + Math.max(0, count - caps![j]!), 0);
  const under = groups ? missing.reduce((sum, people) => sum + people, 0) : 0;
  return over + under + (cost > budget ? 1 : 0);
}

/** Percent of the optimum that the allocation misses, over all small problems. */
async function gapsToOptimum(): Promise<number[]> {
  const gaps: number[] = [];
  for (const size of SMALL) {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const problem = drawProblem({ seed, ...size });
      const best = await optimumOf(problem);
      gaps.push((100 * (best - allocated(problem).margin)) / best);
    }
  }
  return gaps;
}

async function main(): Promise<void> {
  printHead('Who gets which offer', { ...TOWN, rounds: ROUNDS, 'small problems': SMALL.length * SEEDS });
  const problem = drawProblem(TOWN);
  const seconds: number[] = [];
  let found = allocated(drawProblem({ ...TOWN, customers: 20_000 }));
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken = await timed(async () => allocated(problem));
    seconds.push(taken.seconds);
    found = taken.value;
  }
  const budgetErrorPct = (100 * Math.abs(problem.budget - found.cost)) / problem.budget;
  const boundGapPct = (100 * (found.bound - found.margin)) / found.bound;
  const gaps = await gapsToOptimum();
  const broken = brokenBy(problem, found);
  console.log(`  seconds                ${seconds.map((one) => rounded(one, 3)).join(', ')}`);
  console.log(`  budget left            ${rounded(budgetErrorPct, 3)} %; limits broken by ${broken}`);
  console.log(`  below its own bound    ${rounded(boundGapPct, 3)} %`);
  console.log(`  below the optimum      ${rounded(Math.max(...gaps), 3)} % at most, on ${gaps.length} small problems`);
  if (broken > 0) process.exitCode = 1;
  printFigures({
    customers: TOWN.customers,
    offers: TOWN.offers,
    seconds: rounded(median(seconds), 3),
    seconds_limit: 2,
    budget_error_pct: rounded(budgetErrorPct, 3),
    gap_pct: rounded(Math.max(0, ...gaps), 3),
    bound_gap_pct: rounded(boundGapPct, 3),
  });
}

await main();
