import type { PromotionStatus } from '@shuke/contract';
import { inRead, raw, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { PromotionNotFound } from './errors.ts';
import type { PromotionRecord, VersionRecord } from './promotion.ts';

export interface PromotionsQuery {
  readonly status?: PromotionStatus | undefined;
  /** The last promotion of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface Page<Item, Key> {
  readonly items: readonly Item[];
  /** What goes into `after` for the next page; null at the end. */
  readonly next: Key | null;
}

const PAGE = 50;

const RECORD = raw(`
  p.promotion_id as "promotionId", p.name, p.status, p.version, v.rule, v.period, p.created_at as "createdAt",
  p.updated_at as "updatedAt"`);

/** A page of promotions with their newest versions, the newest promotion first. */
export async function listPromotions(ctx: Ctx, query: PromotionsQuery): Promise<Page<PromotionRecord, string>> {
  const { status = null, after = null, limit = PAGE } = query;
  const rows = await inRead(ctx, (tx) =>
    tx.many<PromotionRecord>(sql`
      select ${RECORD}
        from promotion p
        join promotion_version v
          on v.merchant_id = p.merchant_id and v.promotion_id = p.promotion_id and v.version = p.version
       where p.merchant_id = ${tx.merchantId}
         and (${status}::text is null or p.status = ${status})
         and (${after}::uuid is null or p.promotion_id < ${after}::uuid)
       order by p.promotion_id desc
       limit ${limit + 1}`),
  );
  return pageOf(rows, limit, (one) => one.promotionId);
}

/** One promotion with its newest version, or `promotion_not_found`. */
export async function getPromotion(ctx: Ctx, promotionId: string): Promise<Result<PromotionRecord, PromotionNotFound>> {
  const found = await inRead(ctx, (tx) =>
    tx.maybeOne<PromotionRecord>(sql`
      select ${RECORD}
        from promotion p
        join promotion_version v
          on v.merchant_id = p.merchant_id and v.promotion_id = p.promotion_id and v.version = p.version
       where p.merchant_id = ${tx.merchantId} and p.promotion_id = ${promotionId}`),
  );
  return found ? ok(found) : refuse('promotion_not_found', { promotionId });
}

/** What these promotions are called now, by id. */
export async function promotionNames(tx: Tx, promotionIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.many<{ id: string; name: string }>(sql`
    select promotion_id as id, name from promotion
     where merchant_id = ${tx.merchantId} and promotion_id = any (${promotionIds}::uuid[])`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export interface HistoryQuery {
  readonly promotionId: string;
  /** The last version of the page before. */
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** A page of the versions of a promotion, the newest first; each promotion has one, so none is `promotion_not_found`. */
export async function promotionHistory(
  ctx: Ctx,
  query: HistoryQuery,
): Promise<Result<Page<VersionRecord, number>, PromotionNotFound>> {
  const { promotionId, after = null, limit = PAGE } = query;
  const rows = await inRead(ctx, (tx) =>
    tx.many<VersionRecord>(sql`
      select version, rule, period, created_at as "createdAt", created_by as "createdBy"
        from promotion_version
       where merchant_id = ${tx.merchantId} and promotion_id = ${promotionId}
         and (${after}::integer is null or version < ${after}::integer)
       order by version desc
       limit ${limit + 1}`),
  );
  if (rows.length === 0 && (after === null || after > 1)) return refuse('promotion_not_found', { promotionId });
  return ok(pageOf(rows, limit, (one) => one.version));
}

// One row more than the page was read, to know whether there is a next one.
function pageOf<Item, Key>(rows: readonly Item[], limit: number, keyOf: (item: Item) => Key): Page<Item, Key> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? keyOf(last) : null };
}
