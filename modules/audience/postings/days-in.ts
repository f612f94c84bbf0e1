import { dayNumber, type Span } from '../rule/days.ts';
import type { Postings } from './postings.ts';

/** Days counted from the first one, both included; none where the last is before the first. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

export const daysIn = ({ firstDay, days }: Postings, { from, to }: Span): Days => ({
  from: from === null ? 0 : Math.max(0, dayNumber(from) - firstDay),
  to: Math.min(days - 1, dayNumber(to) - firstDay),
});
