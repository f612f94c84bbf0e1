import type { CapPeriod } from '@shuke/contract';
import { sql, type BatchTx, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { Promotion } from '@shuke/pricing';

/** Locks what is live against other changes and gives the number of the rule set; 0 where nothing ever was. */
export async function lockHead(tx: Tx): Promise<number> {
  const head = await tx.one<{ rule_set_no: number }>(sql`
    insert into promotion_head (merchant_id, rule_set_no) values (${tx.merchantId}, 0)
    on conflict (merchant_id) do update set rule_set_no = promotion_head.rule_set_no
    returning rule_set_no`);
  return head.rule_set_no;
}

export interface RuleVersion {
  readonly rule: Promotion;
  readonly period: CapPeriod;
}

/** The versions that are live, by promotion id. Exact under the head's lock. */
export const liveVersions = (tx: Tx): Promise<RuleVersion[]> =>
  tx.many(sql`
    select v.rule, v.period
      from promotion p
      join promotion_version v
        on v.merchant_id = p.merchant_id and v.promotion_id = p.promotion_id and v.version = p.version
     where p.merchant_id = ${tx.merchantId} and p.status = 'live'
     order by p.promotion_id`);

export interface NewRuleSet {
  readonly ruleSetNo: number;
  readonly currency: string;
  readonly promotions: readonly Promotion[];
}

/** Writes the rule set that follows the locked one, and makes it the live one. */
export async function advanceHead(tx: Tx, { ruleSetNo, currency, promotions }: NewRuleSet): Promise<void> {
  const [, moved] = await Promise.all([
    tx.run(sql`
      insert into promotion_rule_set (merchant_id, rule_set_no, promotion_ids, versions, currency, created_at)
      values (${tx.merchantId}, ${ruleSetNo}, ${promotions.map((one) => one.promotionId)}::uuid[],
              ${promotions.map((one) => one.version)}::integer[], ${currency}, ${tx.now})`),
    tx.run(sql`
      update promotion_head set rule_set_no = ${ruleSetNo}
       where merchant_id = ${tx.merchantId} and rule_set_no = ${ruleSetNo - 1}`),
  ]);
  assert(moved === 1, 'rule sets are numbered without a gap under the lock of the head');
}

export interface HeadRow {
  readonly merchantId: string;
  readonly ruleSetNo: number;
}

export const readHeads = (tx: BatchTx, merchantIds: readonly string[]): Promise<HeadRow[]> =>
  tx.many(sql`
    select merchant_id as "merchantId", rule_set_no as "ruleSetNo"
      from promotion_head where merchant_id = any(${merchantIds}::uuid[])`);

export interface RuleSetRow {
  readonly currency: string;
  /** Both null where nothing was live. */
  readonly rule: Promotion | null;
  readonly period: CapPeriod | null;
}

/** A rule set with its versions by promotion id; no row where there is none of this number. */
export const readRuleSet = (tx: BatchTx, merchantId: string, ruleSetNo: number): Promise<RuleSetRow[]> =>
  tx.many(sql`
    select s.currency, v.rule, v.period
      from promotion_rule_set s
      left join lateral unnest(s.promotion_ids, s.versions) as one (promotion_id, version) on true
      left join promotion_version v
        on v.merchant_id = s.merchant_id and v.promotion_id = one.promotion_id and v.version = one.version
     where s.merchant_id = ${merchantId} and s.rule_set_no = ${ruleSetNo}
     order by one.promotion_id`);
