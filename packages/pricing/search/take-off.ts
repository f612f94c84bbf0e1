import { KIND, type CompiledRule } from '../compile-rules.ts';
import { amountOf } from '../goods.ts';
import { shareOf, type Candidate } from './candidates.ts';
import { dealOff, IMPOSSIBLE, timesPossible } from './deals.ts';
import type { SearchState } from './state.ts';

/**
 * The most, in minor units, that a candidate can take off at the top level, as if it came next; 0 where its conditions
 * fail. Whatever else is used before it, it never takes off more than this: the bounds of the search rest on that.
 */
export function mostOff(state: SearchState, candidate: Candidate): number {
  const { rule } = candidate;
  if (!conditionHolds(state, candidate)) return 0;
  if (rule.phase === 0) return pricesOff(state, candidate);
  if (rule.phase === 1) return bestDealOff(state, candidate);
  const once = offOnce(state, candidate);
  return candidate.most === 1 ? once : Math.min(leftOf(state, candidate), once * candidate.most);
}

/** Whether the amount that a candidate's condition looks at is reached. */
export function conditionHolds(state: SearchState, { rule, watched, watchesWhole }: Candidate): boolean {
  if (rule.minAmountMinor === 0) return true;
  const level = levelOfPhase(state, rule);
  const amount = watchesWhole ? state.totals[level]! : sumAt(state, level, watched);
  return amount >= rule.minAmountMinor;
}

/** What one use of an amount, delivery or points candidate takes off at the top level; conditions are not looked at. */
export function offOnce(state: SearchState, candidate: Candidate): number {
  const { rule } = candidate;
  if (rule.kind === KIND.points) return pointsOff(state, rule);
  return Math.min(leftOf(state, candidate), faceOf(rule, baseOf(state, candidate)));
}

/** What is left, at the top level, of the amounts that a candidate acts on. */
export function leftOf(state: SearchState, candidate: Candidate): number {
  return amountAt(state, state.top, candidate);
}

// What it acts on as its phase began: within a phase discounts add up, they do not compound.
function baseOf(state: SearchState, candidate: Candidate): number {
  return amountAt(state, levelOfPhase(state, candidate.rule), candidate);
}

function amountAt(state: SearchState, level: number, { rule, isWhole, scope }: Candidate): number {
  if (rule.kind === KIND.delivery) return state.fees[level]!;
  return isWhole ? state.totals[level]! : sumAt(state, level, scope);
}

/** What a discount on this base would take off if there were no others. */
export function faceOf(rule: CompiledRule, base: number): number {
  switch (rule.kind) {
    case KIND.cash:
      return rule.amountMinor;
    case KIND.threshold:
      return Math.min(rule.mostSteps, Math.floor(base / rule.everyMinor)) * rule.amountMinor;
    case KIND.steps:
      return stepReached(rule, base);
    default:
      return Math.min(shareOf(base, rule.offBps), rule.capMinor);
  }
}

/** The points that a discount of points costs. */
export const pointsFor = (rule: CompiledRule, offMinor: number): number => (offMinor / rule.amountMinor) * rule.buy;

// A condition counts what things cost when its phase began; of a phase that is still to come, what they cost now.
const levelOfPhase = (state: SearchState, { phase }: CompiledRule): number =>
  state.begun >= phase ? state.startLevel[phase]! : state.top;

function sumAt({ amounts, m }: SearchState, level: number, indices: readonly number[]): number {
  const at = level * m;
  let sum = 0;
  for (let i = 0; i < indices.length; i++) sum += amounts[at + indices[i]!]!;
  return sum;
}

function stepReached({ promotion }: CompiledRule, amountMinor: number): number {
  const { benefit } = promotion;
  if (benefit.kind !== 'steps') return 0;
  let offMinor = 0;
  for (const step of benefit.steps) if (amountMinor >= step.fromMinor) offMinor = step.offMinor;
  return offMinor;
}

function pointsOff({ points, totals, fees, top }: SearchState, rule: CompiledRule): number {
  const due = totals[top]! + fees[top]!;
  const affordable = Math.floor(Math.min(points.balance, points.spendAtMost) / rule.buy);
  const room = Math.min(rule.capMinor, Math.floor((due * rule.offBps) / 10_000));
  return Math.min(affordable, Math.floor(room / rule.amountMinor)) * rule.amountMinor;
}

function pricesOff(state: SearchState, { scope, newPrices }: Candidate): number {
  const { prices, amounts, goods, m, top } = state;
  const at = top * m;
  let sum = 0;
  for (const g of scope) {
    const price = newPrices[g]!;
    if (price < prices[at + g]!) sum += amounts[at + g]! - amountOf(price, goods[g]!.quantityMilli);
  }
  return sum;
}

// A deal that gives units saves more the more often it is made. A set saves less each time, and loses in the end; only
// what is given of other lines has to be tried for each number of times.
function bestDealOff(state: SearchState, deal: Candidate): number {
  const { kind } = deal.rule;
  if (kind === KIND.grouped || kind === KIND.exchange) {
    const times = Math.min(deal.most, timesPossible(state, deal));
    return times === 0 ? 0 : dealOff(state, deal, times);
  }
  let best = 0;
  for (let times = 1; times <= deal.most; times++) {
    const off = dealOff(state, deal, times);
    if (off === IMPOSSIBLE || (kind === KIND.bundle && off <= best)) break;
    if (off > best) best = off;
  }
  return best;
}
