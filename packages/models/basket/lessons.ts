import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { selectCustomers, type Histories } from './histories.ts';

/** What is learnt from: customers' baskets up to some moment, and the basket that each bought next, at their `now`. */
export interface Lessons {
  readonly histories: Histories;
  readonly next: readonly Int32Array[];
}

/** Below this many customers nothing about a next basket can be told from chance. */
export const MIN_LESSONS = 50;

export type LessonRefusal = 'baskets_empty' | 'baskets_item_unknown' | 'lessons_too_few' | 'lessons_unpaired';

/** Refuses fewer than `MIN_LESSONS`, another number of next baskets than of customers, and empty or unknown ones. */
export function checkedLessons(
  histories: Histories,
  next: readonly ArrayLike<number>[],
): Result<Lessons, Refusal<LessonRefusal>> {
  const { customers, items, basketStart } = histories;
  if (customers < MIN_LESSONS) return refuse('lessons_too_few', { customers, atLeast: MIN_LESSONS });
  if (next.length !== customers) return refuse('lessons_unpaired');
  const baskets = next.map((basket) => Int32Array.from(new Set(Array.from(basket))));
  for (const [customer, basket] of baskets.entries()) {
    if (basket.length === 0 || basketStart[customer] === basketStart[customer + 1])
      return refuse('baskets_empty', { customer });
    // From the caller's own numbers: an array of 32-bit integers would cut a fraction off in silence.
    const known = Array.from(next[customer]!).every((item) => Number.isInteger(item) && item >= 0 && item < items);
    if (!known) return refuse('baskets_item_unknown', { customer });
  }
  return ok({ histories, next: baskets });
}

/** The lessons of some customers. */
export const selectLessons = ({ histories, next }: Lessons, customers: readonly number[]): Lessons => ({
  histories: selectCustomers(histories, customers),
  next: customers.map((customer) => next[customer]!),
});

export interface Parted {
  readonly part: readonly number[];
  readonly others: readonly number[];
}

/**
 * Cuts the customers into parts of about the same size. What is said about the customers of a part is learnt from the others alone,
 * so a customer's own next basket never speaks in the numbers that are to foretell it.
 */
export function parts(customers: number, count: number): Parted[] {
  const partOf = (customer: number): number => (Math.imul(customer + 1, 2_654_435_761) >>> 8) % count;
  const all = Array.from({ length: customers }, (_, customer) => customer);
  return Array.from({ length: count }, (_, part) => ({
    part: all.filter((customer) => partOf(customer) === part),
    others: all.filter((customer) => partOf(customer) !== part),
  }));
}
