import type { Ranked } from './ranking.ts';

export interface PageAsked {
  readonly after?: string;
  readonly limit?: number;
}

const DEFAULT_LIMIT = 50;

export interface RankedPage<T> {
  /** The place of the first item among all, from 0. */
  readonly start: number;
  readonly items: T[];
  readonly next: string | null;
}

const cursorOf = ({ spendMinor, customerId }: Ranked): string => `${spendMinor}.${customerId}`;

/**
 * A page of customers that stand the best first. The cursor names the last customer and that spend: where the customer
 * has moved since, the page goes on with who spends less, so that nobody further down is passed over.
 */
export function pageOfRanked<T extends Ranked>(ranked: readonly T[], { after, limit }: PageAsked): RankedPage<T> {
  const start = after === undefined ? 0 : placeAfter(ranked, after);
  const items = ranked.slice(start, start + (limit ?? DEFAULT_LIMIT));
  const last = items.at(-1);
  const next = last && start + items.length < ranked.length ? cursorOf(last) : null;
  return { start, items, next };
}

function placeAfter(ranked: readonly Ranked[], after: string): number {
  const at = ranked.findIndex((one) => cursorOf(one) === after);
  if (at >= 0) return at + 1;
  const spendMinor = Number(after.slice(0, after.indexOf('.')));
  const below = ranked.findIndex((one) => one.spendMinor < spendMinor);
  return below < 0 ? ranked.length : below;
}
