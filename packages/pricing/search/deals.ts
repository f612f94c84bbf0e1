import { KIND } from '../compile-rules.ts';
import { shareOf, type Candidate } from './candidates.ts';
import type { SearchState } from './state.ts';

/** A deal that cannot be made so often. */
export const IMPOSSIBLE = -Infinity;

/**
 * What a deal made so many times takes off at the top level, or IMPOSSIBLE. Of all ways to group the units that are
 * left it is the one that saves most. Leaves in `off` and `used`, by goods, the discount and the units it uses up.
 */
export function dealOff(state: SearchState, deal: Candidate, times: number): number {
  state.off.fill(0, 0, state.m);
  state.used.fill(0, 0, state.m);
  switch (deal.rule.kind) {
    case KIND.grouped:
      return groupedOff(state, deal, times);
    case KIND.paired:
      return pairedOff(state, deal, times);
    case KIND.bundle:
      return bundleOff(state, deal, times);
    default:
      return exchangeOff(state, deal, times);
  }
}

// Groups of neighbours from dear to cheap: of any grouping, the mth dearest unit that is given cannot be dearer than the
// mth here, for each group pays `buy` units at least as dear as those that it gives.
function groupedOff(state: SearchState, { rule, roles }: Candidate, times: number): number {
  const { m, byPrice, free, prices, off, used } = state;
  const at = state.top * m;
  const size = rule.buy + rule.get;
  const need = times * size;
  let taken = 0;
  let sum = 0;
  for (let i = 0; i < m && taken < need; i++) {
    const g = byPrice[at + i]!;
    if (roles[g] !== 1) continue;
    const units = Math.min(free[at + g]!, need - taken);
    if (units === 0) continue;
    const given = givenUpTo(taken + units, rule.buy, size) - givenUpTo(taken, rule.buy, size);
    const discount = given * shareOf(prices[at + g]!, rule.offBps);
    off[g] = discount;
    used[g] = units;
    sum += discount;
    taken += units;
  }
  return taken < need ? IMPOSSIBLE : sum;
}

const givenUpTo = (position: number, buy: number, size: number): number =>
  Math.floor(position / size) * (size - buy) + Math.max(0, (position % size) - buy);

// The dearest units that may be given, as long as enough others are left to be bought; the cheapest of those are used up.
function pairedOff(state: SearchState, { rule, roles }: Candidate, times: number): number {
  const { m, byPrice, free, prices, off, used } = state;
  const at = state.top * m;
  let spare = -times * rule.buy;
  for (let g = 0; g < m; g++) if ((roles[g]! & 1) === 1) spare += free[at + g]!;
  if (spare < 0) return IMPOSSIBLE;
  let toGive = times * rule.get;
  let sum = 0;
  for (let i = 0; i < m && toGive > 0; i++) {
    const g = byPrice[at + i]!;
    if (roles[g]! < 2) continue;
    const units = Math.min(free[at + g]!, toGive, roles[g] === 3 ? spare : toGive);
    if (roles[g] === 3) spare -= units;
    off[g] = units * shareOf(prices[at + g]!, rule.offBps);
    used[g] = units;
    sum += off[g]!;
    toGive -= units;
  }
  if (toGive > 0) return IMPOSSIBLE;
  let toBuy = times * rule.buy;
  for (let i = m - 1; i >= 0 && toBuy > 0; i--) {
    const g = byPrice[at + i]!;
    if ((roles[g]! & 1) === 0) continue;
    const units = Math.min(free[at + g]! - used[g]!, toBuy);
    used[g] = used[g]! + units;
    toBuy -= units;
  }
  return sum;
}

// No line counts for two parts, so taking the dearest units for each part saves most. What is saved is split over the
// units by their prices, when the deal is applied.
function bundleOff(state: SearchState, { rule, roles }: Candidate, times: number): number {
  const { m, byPrice, free, prices, used } = state;
  const at = state.top * m;
  const { benefit } = rule.promotion;
  if (benefit.kind !== 'bundle') return IMPOSSIBLE;
  let sum = -times * rule.amountMinor;
  for (let part = 0; part < benefit.parts.length; part++) {
    let need = times * benefit.parts[part]!.quantity;
    for (let i = 0; i < m && need > 0; i++) {
      const g = byPrice[at + i]!;
      if (roles[g] !== part + 1) continue;
      const units = Math.min(free[at + g]!, need);
      used[g] = units;
      sum += units * prices[at + g]!;
      need -= units;
    }
    if (need > 0) return IMPOSSIBLE;
  }
  return sum;
}

function exchangeOff(state: SearchState, { rule, roles }: Candidate, times: number): number {
  const { m, byPrice, free, prices, off, used } = state;
  const at = state.top * m;
  let need = times;
  let sum = 0;
  for (let i = 0; i < m && need > 0; i++) {
    const g = byPrice[at + i]!;
    const unitOff = Math.min(prices[at + g]! - rule.amountMinor, rule.capMinor);
    if (roles[g] !== 1 || unitOff <= 0) continue;
    const units = Math.min(free[at + g]!, need);
    off[g] = units * unitOff;
    used[g] = units;
    sum += off[g]!;
    need -= units;
  }
  return need > 0 ? IMPOSSIBLE : sum;
}

/** How often a deal of groups, or an exchange, can be made with the units that are left. */
export function timesPossible(state: SearchState, { rule, roles }: Candidate): number {
  const { m, free, prices, top } = state;
  const isExchange = rule.kind === KIND.exchange;
  let units = 0;
  for (let g = 0; g < m; g++) {
    if (roles[g] !== 1 || (isExchange && prices[top * m + g]! <= rule.amountMinor)) continue;
    units += free[top * m + g]!;
  }
  return Math.floor(units / (isExchange ? 1 : rule.buy + rule.get));
}
