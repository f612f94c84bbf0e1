import type { ImportRanking, RankingView } from '@shuke/contract';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { newId, ok, type Result } from '@shuke/kernel';
import type { RankingRefusal } from '../errors.ts';
import { rankItems } from './ranking.ts';
import { csvRows } from './ranking-csv.ts';
import * as store from './ranking-store.ts';

/** Keeps what sells elsewhere, as a list or as a file's text; one of the same source and day replaces the earlier one. */
export function importRanking(
  ctx: Ctx,
  { key, ranking }: { key: string; ranking: ImportRanking },
): Promise<Result<RankingView, RankingRefusal>> {
  return inTx(ctx, { key, input: ranking }, async (tx) => {
    const rows = ranking.csv === undefined ? ok(ranking.items ?? []) : csvRows(ranking.csv);
    const items = rows.ok ? rankItems(rows.value) : rows;
    if (!items.ok) return items;
    const { source, day } = ranking;
    const rankingId = newId(ctx.clock);
    await store.dropRanking(tx, { source, day });
    await store.insertRanking(tx, { rankingId, source, day, items: items.value });
    return ok({ rankingId, source, day, items: items.value.length, importedAt: tx.now.toISOString() });
  });
}

const SHOWN = 100;

/** The rankings of the latest days. */
export async function listRankings(ctx: Ctx): Promise<Result<{ items: RankingView[] }, never>> {
  const rows = await inRead(ctx, (tx) => store.latestRankings(tx, SHOWN));
  return ok({
    items: rows.map(({ ranking_id: rankingId, source, day, items, imported_at: at }) => ({
      rankingId,
      source,
      day,
      items,
      importedAt: at.toISOString(),
    })),
  });
}
