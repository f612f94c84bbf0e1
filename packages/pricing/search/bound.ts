import { KIND, type CompiledRule } from '../compile-rules.ts';
import { MAX_JUMPS, MAX_PROMOTIONS } from '../limits.ts';
import type { Candidate } from './candidates.ts';
import type { SearchState } from './state.ts';
import { faceOf } from './take-off.ts';

// Scratch of one bound. By group met: the most that any of its candidates takes off, whether one of them acts on or after
// the order, and the same most and rate at the amount that is looked at.
const groupsMet: number[] = [];
const NOT_MET = -1;
const groupMost = new Float64Array(MAX_PROMOTIONS).fill(NOT_MET);
const groupIsLate = new Uint8Array(MAX_PROMOTIONS);
const groupOff = new Float64Array(MAX_PROMOTIONS);
const groupRate = new Float64Array(MAX_PROMOTIONS);
/** Candidates that are discounts on the whole order. */
const whole: number[] = [];

/**
 * Minor units below which no combination can bring what is due, however it goes on from the top level with the
 * candidates from `depth`. README.md ("The bound") says what it is and why it holds.
 */
export function lowestDue(state: SearchState, depth: number): number {
  const { candidates, blocked, n, top } = state;
  const at = top * n;
  let early = 0;
  let late = 0;
  let delivery = 0;
  let points = 0;
  let alone = 0;
  for (let j = depth; j < n; j++) {
    const most = state.most[at + j]!;
    if (most === 0 || blocked[j] !== 0) continue;
    const candidate = candidates[j]!;
    const { rule } = candidate;
    if (rule.kind === KIND.points) points = Math.max(points, most);
    else if (rule.isExclusive) alone = Math.max(alone, most);
    else if (actsOnWholeOrder(candidate)) whole.push(j);
    else if (rule.group >= 0) meet(rule.group, rule.phase < 3 ? 0 : 1, most);
    else if (rule.phase < 3) early += most;
    else if (rule.kind === KIND.delivery) delivery += most;
    else late += most;
  }
  for (const j of whole) if (candidates[j]!.rule.group >= 0) meet(candidates[j]!.rule.group, 1, 0);
  for (const group of groupsMet) if (groupIsLate[group] === 0) early += groupMost[group]!;
  const combined = throughOrder(state, early) - late + Math.max(0, state.fees[top]! - delivery) - points;
  whole.length = 0;
  forgetGroups();
  const due = alone === 0 ? combined : Math.min(combined, state.totals[top]! + state.fees[top]! - alone - points);
  return Math.max(0, due - state.tendered[top]!);
}

/** The same bound from the start, for combinations that use this candidate. */
export function lowestDueWith(state: SearchState, j: number): number {
  const { conflicts } = state.candidates[j]!;
  for (const other of conflicts) state.blocked[other]! += 1;
  const due = lowestDue(state, 0);
  for (const other of conflicts) state.blocked[other]! -= 1;
  return due;
}

/** A discount on all goods, used once: how much it takes off depends on nothing but the total. */
const actsOnWholeOrder = ({ rule, isWhole, most }: Candidate): boolean => rule.phase === 3 && isWhole && most === 1;

// The least that can be left of the goods after the order phase, when at most `early` comes off before it. What the phase
// takes off grows slower than what was left before, but for the jumps where a step or a condition is reached: so least is
// left where least was left before, or at a jump.
function throughOrder(state: SearchState, early: number): number {
  const { candidates, totals, top } = state;
  const total = totals[top]!;
  const before = Math.max(0, total - early);
  let least = afterOrder(state, before);
  if (before === total) return least;
  for (const j of whole) {
    for (
      let jump = nextJump(candidates[j]!, before, total);
      jump <= total;
      jump = nextJump(candidates[j]!, jump, total)
    )
      least = Math.min(least, afterOrder(state, jump));
  }
  return least;
}

// What is left of the goods at least after the order phase, when this amount was left before.
function afterOrder(state: SearchState, amount: number): number {
  const { candidates, totals, top, n } = state;
  const total = totals[top]!;
  let off = 0;
  let rate = 0;
  for (const group of groupsMet) {
    groupOff[group] = groupMost[group]!;
    groupRate[group] = 0;
  }
  for (const j of whole) {
    const { group, kind, offBps } = candidates[j]!.rule;
    const most = state.most[top * n + j]!;
    const own = amount === total ? most : offAt(candidates[j]!, { amount, total, most });
    const ownRate = amount < total && kind === KIND.percent ? offBps : 0;
    if (group < 0) {
      off += own;
      rate += ownRate;
    } else {
      if (own > groupOff[group]!) groupOff[group] = own;
      if (ownRate > groupRate[group]!) groupRate[group] = ownRate;
    }
  }
  for (const group of groupsMet) {
    if (groupIsLate[group] === 0) continue;
    off += groupOff[group]!;
    rate += groupRate[group]!;
  }
  // Percentages that add up to more than everything take off more the more is left.
  const excess = rate <= 10_000 ? 0 : Math.ceil(((total - amount) * (rate - 10_000)) / 10_000);
  return amount - off - excess;
}

// What a discount on the whole order takes off at most when its phase begins at this amount or, until its next jump, above
// it. Percentages round each for itself, so their sum may be off by a minor unit each.
function offAt(
  { rule, watchesWhole }: Candidate,
  { amount, total, most }: { amount: number; total: number; most: number },
): number {
  if (watchesWhole && amount < rule.minAmountMinor) return 0;
  if (rule.kind === KIND.percent) return faceOf(rule, amount) + 1;
  return rule.kind === KIND.steps || hasFewJumps(rule, total) ? faceOf(rule, amount) : most;
}

/** A threshold with few steps in reach: they are tried one by one. One with many counts as the most that it can be. */
const hasFewJumps = ({ kind, everyMinor, mostSteps }: CompiledRule, total: number): boolean =>
  kind === KIND.threshold && Math.min(mostSteps, total / everyMinor) <= MAX_JUMPS;

// The next amount above this one at which a discount on the whole order takes off more all at once.
function nextJump({ rule, watchesWhole }: Candidate, amount: number, total: number): number {
  let next = watchesWhole && rule.minAmountMinor > amount ? rule.minAmountMinor : Infinity;
  const { benefit } = rule.promotion;
  if (benefit.kind === 'steps') {
    for (const { fromMinor } of benefit.steps) if (fromMinor > amount && fromMinor < next) next = fromMinor;
  } else if (hasFewJumps(rule, total)) {
    const steps = Math.floor(amount / rule.everyMinor) + 1;
    if (steps <= rule.mostSteps) next = Math.min(next, steps * rule.everyMinor);
  }
  return next;
}

function meet(group: number, isLate: number, most: number): void {
  if (groupMost[group] === NOT_MET) {
    groupsMet.push(group);
    groupMost[group] = 0;
    groupIsLate[group] = 0;
  }
  groupMost[group] = Math.max(groupMost[group]!, most);
  if (isLate === 1) groupIsLate[group] = 1;
}

function forgetGroups(): void {
  for (const group of groupsMet) groupMost[group] = NOT_MET;
  groupsMet.length = 0;
}
