import { sql, type Tx } from '@shuke/db';
import type { RankedItem } from './ranking.ts';

export interface RankingRow {
  readonly ranking_id: string;
  readonly source: string;
  readonly day: string;
  readonly items: number;
  readonly imported_at: Date;
}

interface NewRanking {
  readonly rankingId: string;
  readonly source: string;
  readonly day: string;
  readonly items: readonly RankedItem[];
}

/** Takes out what the source had said of the day before, so that a corrected list replaces it. */
export async function dropRanking(tx: Tx, { source, day }: Pick<NewRanking, 'source' | 'day'>): Promise<void> {
  await tx.run(sql`
    delete from insight_ranking_item i
     using insight_ranking r
     where i.merchant_id = ${tx.merchantId} and r.merchant_id = i.merchant_id and r.ranking_id = i.ranking_id
       and r.source = ${source} and r.day = ${day}::date`);
  await tx.run(sql`
    delete from insight_ranking
     where merchant_id = ${tx.merchantId} and source = ${source} and day = ${day}::date`);
}

export async function insertRanking(tx: Tx, { rankingId, source, day, items }: NewRanking): Promise<void> {
  await tx.run(sql`
    insert into insight_ranking (merchant_id, ranking_id, source, day, items, imported_by, imported_at)
    values (${tx.merchantId}, ${rankingId}, ${source}, ${day}, ${items.length}, ${tx.actor.id}, ${tx.now})`);
  await tx.run(sql`
    insert into insight_ranking_item (merchant_id, ranking_id, place, sku, name, share_bps)
    select ${tx.merchantId}, ${rankingId}, i.place, i.sku, i.name, i.share_bps
      from unnest(${items.map((one) => one.place)}::integer[], ${items.map((one) => one.sku)}::text[],
                  ${items.map((one) => one.name)}::text[], ${items.map((one) => one.shareBps)}::integer[])
             as i (place, sku, name, share_bps)`);
}

/** The rankings that were imported last. */
export const latestRankings = (tx: Tx, limit: number): Promise<RankingRow[]> =>
  tx.many(sql`
    select ranking_id, source, day, items, imported_at from insight_ranking
     where merchant_id = ${tx.merchantId}
     order by day desc, ranking_id desc
     limit ${limit}`);

/** A ranking by its id, or the one of the latest day. */
export const findRanking = (tx: Tx, rankingId: string | null): Promise<RankingRow | null> =>
  tx.maybeOne(sql`
    select ranking_id, source, day, items, imported_at from insight_ranking
     where merchant_id = ${tx.merchantId} and (${rankingId}::uuid is null or ranking_id = ${rankingId})
     order by day desc, ranking_id desc
     limit 1`);

export const readItems = (tx: Tx, rankingId: string): Promise<RankedItem[]> =>
  tx.many(sql`
    select place, sku, name, share_bps as "shareBps" from insight_ranking_item
     where merchant_id = ${tx.merchantId} and ranking_id = ${rankingId}
     order by place`);
