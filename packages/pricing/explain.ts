import type { Cart, Guest } from './cart.ts';
import { KIND } from './compile-rules.ts';
import { couponFault } from './conditions.ts';
import type { Applied, PricedAmount, PricedLine } from './priced.ts';
import { applyTimes } from './search/apply.ts';
import type { Candidate } from './search/candidates.ts';
import { spread } from './search/spread.ts';
import type { SearchState } from './search/state.ts';
import { pointsFor } from './search/take-off.ts';
import { amountsOfLines, type Step } from './lines.ts';

/** A best combination made explicit: what each promotion took off each line and off delivery. */
export interface Explained {
  readonly lines: readonly PricedLine[];
  readonly delivery: PricedAmount;
  readonly applied: readonly Applied[];
  readonly pointsSpent: number;
  readonly tenderMinor: number;
  readonly steps: readonly Step[];
}

/** Goes once more through the uses that the search chose, this time with every share. */
export function explain(state: SearchState, times: readonly number[], who: { cart: Cart; guest: Guest }): Explained {
  const steps = replay(state, times);
  const pointsMinor = state.tendered[state.top]!;
  const points = steps.find(({ candidate }) => candidate.rule.kind === KIND.points)?.candidate.rule;
  return {
    ...amountsOfLines(state.goods, steps, who.cart),
    applied: steps.map((step) => appliedOf(step, who)),
    pointsSpent: points ? pointsFor(points, pointsMinor) : 0,
    tenderMinor: points?.isTender ? pointsMinor : 0,
    steps,
  };
}

function replay(state: SearchState, times: readonly number[]): Step[] {
  const { m } = state;
  const steps: Step[] = [];
  // What is left of each goods and, last, of the delivery fee.
  const left = new Float64Array(m + 1);
  for (let g = 0; g < m; g++) left[g] = state.amounts[g]!;
  left[m] = state.fees[0]!;
  state.top = 0;
  state.begun = 0;
  const step = (candidate: Candidate, count: number): void => {
    const offs = offsAtTop(state, candidate, left);
    for (let g = 0; g <= m; g++) left[g]! -= offs[g]!;
    steps.push({ candidate, times: count, offs });
  };
  for (const price of state.standing) {
    state.top += 1;
    step(price, 1);
  }
  for (let j = 0; j < times.length; j++) {
    const candidate = state.candidates[j]!;
    const { phase } = candidate.rule;
    for (let begins = state.begun + 1; begins <= phase; begins++) state.startLevel[begins] = state.top;
    state.begun = phase;
    if (times[j] === 0) continue;
    applyTimes(state, { j, times: times[j]! }, 'shares');
    step(candidate, times[j]!);
  }
  return steps;
}

function offsAtTop(state: SearchState, { rule }: Candidate, left: Float64Array): Float64Array {
  const { m, top, amounts, fees, tendered } = state;
  const offs = new Float64Array(m + 1);
  if (rule.phase < 4) {
    for (let g = 0; g < m; g++) offs[g] = left[g]! - amounts[top * m + g]!;
  } else if (rule.kind === KIND.delivery) {
    offs[m] = left[m]! - fees[top]!;
  } else if (!rule.isTender) {
    const total = left.reduce((sum, amount) => sum + amount, 0);
    const indices = Array.from(left, (_, g) => g);
    spread({ amount: tendered[top]!, total, indices, weights: left, at: 0 }, offs);
  }
  return offs;
}

function appliedOf({ candidate, times, offs }: Step, { cart, guest }: { cart: Cart; guest: Guest }): Applied {
  const { promotionId, version, trigger } = candidate.rule.promotion;
  const discountMinor = offs.reduce((sum, off) => sum + off, 0);
  if (trigger === 'automatic') return { promotionId, version, times, discountMinor, couponIds: [] };
  return { promotionId, version, times, discountMinor, couponIds: couponsSpent(promotionId, times, { cart, guest }) };
}

// The coupons of these terms that expire first; among those the lowest ids.
function couponsSpent(promotionId: string, times: number, { cart, guest }: { cart: Cart; guest: Guest }): string[] {
  const expiry = ({ expiresAtMs }: { expiresAtMs?: number }): number => expiresAtMs ?? Infinity;
  return guest.coupons
    .filter((coupon) => coupon.promotionId === promotionId && couponFault(coupon, cart.instantMs) === null)
    .toSorted((a, b) => (expiry(a) === expiry(b) ? (a.couponId < b.couponId ? -1 : 1) : expiry(a) - expiry(b)))
    .slice(0, times)
    .map(({ couponId }) => couponId);
}
