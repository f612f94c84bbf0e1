import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';

/** A row of a ranking as it is sent. */
export interface RankingRow {
  readonly sku?: string;
  readonly name?: string;
  /** Its place, 1 for the best. */
  readonly rank?: number;
  /** Of all sales that the source looked at, in basis points. */
  readonly shareBps?: number;
}

export interface RankedItem {
  readonly place: number;
  readonly sku: string | null;
  readonly name: string | null;
  readonly shareBps: number | null;
}

export type RankingFault = Refusal<'ranking_invalid'>;

const textOf = (text: string | undefined): string | null => text?.trim() || null;

/**
 * The items of a ranking, the best first: by their places, else by their shares, else as they stand. Refuses a row that names
 * no product, a place that stands twice or only on some rows, and a share beyond the whole.
 */
export function rankItems(rows: readonly RankingRow[]): Result<RankedItem[], RankingFault> {
  const items = rows.map((row, i) => ({
    row: i + 1,
    rank: row.rank ?? null,
    sku: textOf(row.sku),
    name: textOf(row.name),
    shareBps: row.shareBps ?? null,
  }));
  const unnamed = items.find(({ sku, name }) => sku === null && name === null);
  if (unnamed) return refuse('ranking_invalid', { row: unnamed.row });
  const odd = items.find(
    ({ shareBps }) => shareBps !== null && !(Number.isInteger(shareBps) && shareBps >= 0 && shareBps <= 10_000),
  );
  if (odd) return refuse('ranking_invalid', { row: odd.row });
  const ranks = items.flatMap(({ rank }) => (rank === null ? [] : [rank]));
  const isWhole = ranks.every((rank) => Number.isInteger(rank) && rank > 0) && new Set(ranks).size === ranks.length;
  if (rows.length === 0 || !isWhole || (ranks.length > 0 && ranks.length < rows.length))
    return refuse('ranking_invalid');
  const ordered = items.toSorted(
    (a, b) => (a.rank ?? 0) - (b.rank ?? 0) || (b.shareBps ?? 0) - (a.shareBps ?? 0) || a.row - b.row,
  );
  return ok(ordered.map(({ sku, name, shareBps }, i) => ({ place: i + 1, sku, name, shareBps })));
}

/** Names that differ in case, width or blanks alone are one. */
export const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
