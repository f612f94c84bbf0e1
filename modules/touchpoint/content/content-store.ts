import { raw, sql, type Tx } from '@shuke/db';
import type { ContentRule } from './content.ts';

const COLUMNS = raw(`
  rule_id as "ruleId", slot, scope, scope_ref as "scopeRef", category, priority, content, valid_from as "validFrom",
  valid_until as "validUntil", active, created_at as "createdAt"`);

export const insertRule = (tx: Tx, r: ContentRule): Promise<number> =>
  tx.run(sql`
    insert into content_rule
      (merchant_id, rule_id, slot, scope, scope_ref, category, priority, content, valid_from, valid_until, active, created_at)
    values (${tx.merchantId}, ${r.ruleId}, ${r.slot}, ${r.scope}, ${r.scopeRef}, ${r.category}, ${r.priority},
            ${JSON.stringify(r.content)}, ${r.validFrom}, ${r.validUntil}, ${r.active}, ${r.createdAt})`);

export const updateRule = (tx: Tx, r: ContentRule): Promise<number> =>
  tx.run(sql`
    update content_rule
       set category = ${r.category}, priority = ${r.priority}, content = ${JSON.stringify(r.content)},
           valid_from = ${r.validFrom}, valid_until = ${r.validUntil}, active = ${r.active}
     where merchant_id = ${tx.merchantId} and rule_id = ${r.ruleId}`);

export const lockRule = (tx: Tx, ruleId: string): Promise<ContentRule | null> =>
  tx.maybeOne<ContentRule>(sql`
    select ${COLUMNS} from content_rule where merchant_id = ${tx.merchantId} and rule_id = ${ruleId} for update`);

export const readRule = (tx: Tx, ruleId: string): Promise<ContentRule | null> =>
  tx.maybeOne<ContentRule>(sql`
    select ${COLUMNS} from content_rule where merchant_id = ${tx.merchantId} and rule_id = ${ruleId}`);

export const deleteRule = (tx: Tx, ruleId: string): Promise<number> =>
  tx.run(sql`delete from content_rule where merchant_id = ${tx.merchantId} and rule_id = ${ruleId}`);

export const rulePage = (tx: Tx, { after, limit }: { after: string; limit: number }): Promise<ContentRule[]> =>
  tx.many<ContentRule>(sql`
    select ${COLUMNS} from content_rule
     where merchant_id = ${tx.merchantId} and rule_id > ${after} order by rule_id limit ${limit}`);

/** What a guest is known by where content is chosen. */
export interface ContentWanted {
  readonly slot: string;
  readonly brandId: string | null;
  readonly regionId: string | null;
  readonly storeId: string | null;
  readonly tags: readonly string[];
  readonly customerIds: readonly string[];
}

const MOST_CANDIDATES = 500;

/** The content of a slot that is for this guest at this moment, of all scopes; the choice among it is not made here. */
export const candidatesOf = (tx: Tx, w: ContentWanted): Promise<ContentRule[]> =>
  tx.many<ContentRule>(sql`
    select ${COLUMNS}
      from content_rule
     where merchant_id = ${tx.merchantId} and slot = ${w.slot} and active
       and valid_from <= ${tx.now} and (valid_until is null or valid_until > ${tx.now})
       and (scope = 'brand' and (scope_ref is null or scope_ref = ${w.brandId}::text)
         or scope = 'region' and scope_ref = ${w.regionId}::text
         or scope = 'store' and scope_ref = ${w.storeId}::text
         or scope = 'segment' and scope_ref = any(${w.tags}::text[])
         or scope = 'person' and scope_ref = any(${w.customerIds}::text[]))
     order by priority desc, rule_id limit ${MOST_CANDIDATES}`);
