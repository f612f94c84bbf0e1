import type { OwnBuying, Peers } from './wallet-store.ts';

/** So many days after the first purchase a guest is a newcomer. */
export const NEWCOMER_DAYS = 30;
/** With fewer guests beside whom one can be put nothing is said. */
export const LEAST_PEERS = 30;
const LEAST_ORDERS = 2;
const WHOLE_BPS = 10_000;

/** Whether a guest is new here: never bought, or for the first time at most 30 days ago. Days are numbers since 1970. */
export const isNewcomer = ({ firstDay }: Pick<OwnBuying, 'firstDay'>, today: number): boolean =>
  firstDay === null || today - firstDay <= NEWCOMER_DAYS;

/**
 * The share that a shop has of a guest's spending, in basis points, or null where it cannot be told. Nobody shows a shop what they
 * spend elsewhere, so it is an estimate: what guests like this one spend at most is taken for what this one could spend, and
 * the own spending is held against it. "At most" is the 90th percentile of those who have the same usual store and bought
 * at least twice within the year: the realistic wallet of Perlich, Rosset, Lawrence and Zadrozny (KDD 2007).
 */
export function shareOfWallet({ orders, minor }: OwnBuying, { guests, bestTenthMinor }: Peers): number | null {
  if (orders < LEAST_ORDERS || guests < LEAST_PEERS || bestTenthMinor === null || bestTenthMinor <= 0) return null;
  const share = Number((BigInt(Math.max(0, minor)) * BigInt(WHOLE_BPS)) / BigInt(bestTenthMinor));
  return Math.min(WHOLE_BPS, share);
}
