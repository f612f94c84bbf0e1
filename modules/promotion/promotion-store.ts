import type { CapPeriod, PromotionStatus } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import type { Promotion } from '@shuke/pricing';

export const insertPromotion = (tx: Tx, promotionId: string, name: string): Promise<number> =>
  tx.run(sql`
    insert into promotion (merchant_id, promotion_id, name, status, version, created_at, updated_at)
    values (${tx.merchantId}, ${promotionId}, ${name}, 'draft', 1, ${tx.now}, ${tx.now})`);

export interface NewVersion {
  readonly rule: Promotion;
  readonly period: CapPeriod;
  readonly createdBy: string;
}

export const insertVersion = (tx: Tx, { rule, period, createdBy }: NewVersion): Promise<number> =>
  tx.run(sql`
    insert into promotion_version (merchant_id, promotion_id, version, rule, period, created_at, created_by)
    values (${tx.merchantId}, ${rule.promotionId}, ${rule.version}, ${JSON.stringify(rule)}::jsonb, ${period},
            ${tx.now}, ${createdBy})`);

export interface LockedPromotion {
  readonly name: string;
  readonly status: PromotionStatus;
  readonly version: number;
}

/** Locks a promotion for a change of it. Lock the head first where the change may be one of what is live. */
export const lockPromotion = (tx: Tx, promotionId: string): Promise<LockedPromotion | null> =>
  tx.maybeOne(sql`
    select name, status, version from promotion
     where merchant_id = ${tx.merchantId} and promotion_id = ${promotionId}
       for update`);

export const updatePromotion = (tx: Tx, promotionId: string, to: LockedPromotion): Promise<number> =>
  tx.run(sql`
    update promotion set name = ${to.name}, status = ${to.status}, version = ${to.version}, updated_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and promotion_id = ${promotionId}`);

/** Which of these are promotions of the merchant. */
export async function knownAmong(tx: Tx, promotionIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.many<{ promotion_id: string }>(sql`
    select promotion_id from promotion
     where merchant_id = ${tx.merchantId} and promotion_id = any(${promotionIds}::uuid[])`);
  return new Set(rows.map((row) => row.promotion_id));
}
