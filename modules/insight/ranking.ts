/** What customers are ranked by. */
export interface Ranked {
  readonly customerId: string;
  readonly spendMinor: number;
  readonly visitDays: number;
  readonly lastDay: number;
}

/**
 * The best first: by spend; of equal spend, who came on more days; then who came last; then by customer id. A total
 * order, so that the best 20 % are the same people on every call.
 */
export const bestFirst = (a: Ranked, b: Ranked): number =>
  b.spendMinor - a.spendMinor ||
  b.visitDays - a.visitDays ||
  b.lastDay - a.lastDay ||
  (a.customerId < b.customerId ? -1 : 1);

/** How many of n are the best 20 %: a fifth rounded up, so that where there is anyone there is a best one. */
export const bestCount = (customers: number): number => Math.ceil(customers / 5);
