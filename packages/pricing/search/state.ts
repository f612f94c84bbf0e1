import type { Cart, Guest } from '../cart.ts';
import { KIND } from '../compile-rules.ts';
import type { Goods } from '../goods.ts';
import type { Candidate } from './candidates.ts';

/**
 * Where a search stands: a stack of levels, one for each promotion that is in use on the present path. All numbers lie
 * in arrays that are kept from one pricing to the next, for making them costs more than pricing a small cart.
 */
export interface SearchState {
  goods: readonly Goods[];
  candidates: readonly Candidate[];
  /** Prices that are no choice; those that take something off are on the levels below `base`. */
  standing: Candidate[];
  base: number;
  /** Goods and candidates, counted: the widths of a level. */
  m: number;
  n: number;
  points: { readonly balance: number; readonly spendAtMost: number };
  /** How many goods and candidates the arrays have room for. */
  goodsRoom: number;
  candidatesRoom: number;
  /** The level at the top. */
  top: number;
  /** The latest phase that has begun, and at which level each began. */
  begun: number;
  readonly startLevel: Int32Array;
  /** By level and goods: amount, price of a unit, units that no deal has taken, and goods from dear to cheap. */
  amounts: Float64Array;
  prices: Float64Array;
  free: Float64Array;
  byPrice: Int32Array;
  /** By level: all goods, the delivery fee, and what points pay. */
  totals: Float64Array;
  fees: Float64Array;
  tendered: Float64Array;
  /** By level and candidate: the most that it could take off from here. */
  most: Float64Array;
  /** By candidate: how many of those in use conflict with it; and how often it is used. */
  blocked: Int32Array;
  times: Int32Array;
  /** Scratch of the deal that was looked at last, by goods: what it takes off and the units that it uses up. */
  off: Float64Array;
  used: Float64Array;
  /** By candidate: what looking at all later ones costs, in looks at single goods. */
  workAfter: Float64Array;
  /** By candidate: no later one looks at single goods, so shares need not be split while searching. */
  totalsSuffice: Uint8Array;
  couponsUsed: number;
}

const PHASE_COUNT = 6;

function emptyState(): SearchState {
  return {
    goods: [],
    candidates: [],
    standing: [],
    base: 0,
    m: 0,
    n: 0,
    points: { balance: 0, spendAtMost: 0 },
    top: 0,
    begun: 0,
    startLevel: new Int32Array(PHASE_COUNT),
    ...room(32, 32),
    couponsUsed: 0,
  };
}

/** Arrays for so many goods and candidates. */
function room(m: number, n: number) {
  const levels = n + 1;
  return {
    goodsRoom: m,
    candidatesRoom: n,
    amounts: new Float64Array(levels * m),
    prices: new Float64Array(levels * m),
    free: new Float64Array(levels * m),
    byPrice: new Int32Array(levels * m),
    totals: new Float64Array(levels),
    fees: new Float64Array(levels),
    tendered: new Float64Array(levels),
    most: new Float64Array(levels * n),
    blocked: new Int32Array(n),
    times: new Int32Array(n),
    off: new Float64Array(m),
    used: new Float64Array(m),
    workAfter: new Float64Array(n),
    totalsSuffice: new Uint8Array(n),
  };
}

const shared = emptyState();

/** The one state of the process, set to the list prices of a cart. Pricing is synchronous, so one is enough. */
export function startState(
  cart: Cart,
  guest: Guest,
  on: { goods: readonly Goods[]; candidates: readonly Candidate[] },
) {
  const state = shared;
  const m = on.goods.length;
  const n = on.candidates.length;
  const { goodsRoom, candidatesRoom } = state;
  if (m > goodsRoom || n > candidatesRoom) {
    Object.assign(state, room(Math.max(m, goodsRoom), Math.max(n, candidatesRoom)));
  }
  state.goods = on.goods;
  state.m = m;
  state.points = guest.points;
  state.standing = [];
  state.top = 0;
  state.begun = 0;
  state.couponsUsed = 0;
  state.startLevel.fill(0);
  setCandidates(state, on.candidates);
  state.fees[0] = cart.deliveryFeeMinor;
  state.tendered[0] = 0;
  let total = 0;
  for (let g = 0; g < m; g++) {
    const { grossMinor, unitPriceMinor, units } = on.goods[g]!;
    state.amounts[g] = grossMinor;
    state.prices[g] = unitPriceMinor;
    state.free[g] = units;
    total += grossMinor;
  }
  state.totals[0] = total;
  sortByPrice(state, 0);
  return state;
}

/** Searches among these candidates from now on, none of them in use. */
export function setCandidates(state: SearchState, candidates: readonly Candidate[]): void {
  const n = candidates.length;
  state.candidates = candidates;
  state.n = n;
  state.blocked.fill(0, 0, n);
  state.times.fill(0, 0, n);
  let suffice = 1;
  let work = 0;
  for (let j = n - 1; j >= 0; j--) {
    const { isWhole, watchesWhole, rule, most } = candidates[j]!;
    state.workAfter[j] = work;
    work += 1 + state.m * (rule.kind === KIND.bundle || rule.kind === KIND.paired ? most : 1);
    state.totalsSuffice[j] = suffice;
    if (!watchesWhole || (!isWhole && rule.phase < 4)) suffice = 0;
  }
}

/** Puts the goods of a level in order, dear ones first and equal ones by index: deals take units in that order. */
export function sortByPrice(state: SearchState, level: number): void {
  const { byPrice, prices, m } = state;
  const at = level * m;
  for (let g = 0; g < m; g++) {
    const price = prices[at + g]!;
    let i = g;
    while (i > 0 && prices[at + byPrice[at + i - 1]!]! < price) {
      byPrice[at + i] = byPrice[at + i - 1]!;
      i -= 1;
    }
    byPrice[at + i] = g;
  }
}
