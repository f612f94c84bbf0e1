import { DAY_MS } from '@shuke/kernel';

/** From an instant up to another, which is not part of it. */
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

const USUAL_MS = 30 * DAY_MS;
const LONGEST_MS = 400 * DAY_MS;

/** The span that a query asks for: up to now, over 30 days, unless told. Null for one that is empty or beyond 400 days. */
export function spanOf(query: { from?: string | undefined; to?: string | undefined }, now: Date): Span | null {
  const to = query.to === undefined ? now : new Date(query.to);
  const from = query.from === undefined ? new Date(to.getTime() - USUAL_MS) : new Date(query.from);
  const lengthMs = to.getTime() - from.getTime();
  return lengthMs > 0 && lengthMs <= LONGEST_MS ? { from, to } : null;
}
