import { refuse, type Refusal, type Refused } from '@shuke/kernel';

/** What the models need to know of each customer, in the same order throughout. Any unit of time, the same for all. */
export interface Summary {
  /** x: purchases after the first. Whole numbers. */
  readonly frequency: ArrayLike<number>;
  /** t_x: from the first purchase to the last; 0 where there was only one. */
  readonly recency: ArrayLike<number>;
  /** T: from the first purchase to the end of what is known. */
  readonly age: ArrayLike<number>;
}

export type CustomerBaseRefusal =
  | 'customer_base_empty'
  | 'customer_base_uneven'
  | 'customer_base_not_finite'
  | 'customer_base_not_whole'
  | 'customer_base_negative'
  | 'customer_base_recency_after_age'
  | 'customer_base_repeat_without_recency'
  | 'customer_base_recency_without_repeat'
  | 'customer_base_history_too_short';

/** The first thing that is wrong with a summary, with the place where; null where nothing is. */
export function faultOf({ frequency, recency, age }: Summary): Refused<Refusal<CustomerBaseRefusal>> | null {
  const size = frequency.length;
  if (recency.length !== size || age.length !== size) return refuse('customer_base_uneven');
  if (size === 0) return refuse('customer_base_empty');
  for (let at = 0; at < size; at += 1) {
    const code = faultAt(frequency[at]!, recency[at]!, age[at]!);
    if (code) return refuse(code, { at });
  }
  return null;
}

function faultAt(x: number, recency: number, age: number): CustomerBaseRefusal | null {
  if (!Number.isFinite(x) || !Number.isFinite(recency) || !Number.isFinite(age)) return 'customer_base_not_finite';
  if (x < 0 || recency < 0 || age < 0) return 'customer_base_negative';
  if (!Number.isInteger(x)) return 'customer_base_not_whole';
  if (recency > age) return 'customer_base_recency_after_age';
  if (x > 0 && recency === 0) return 'customer_base_repeat_without_recency';
  if (x === 0 && recency > 0) return 'customer_base_recency_without_repeat';
  return null;
}
