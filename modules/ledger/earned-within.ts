import { raw, sql, type Tx } from '@shuke/db';

interface Earned {
  readonly asset: string;
  /** Purposes of postings that give units without their being earned, such as goodwill. */
  readonly exceptPurposes: readonly string[];
}

interface Asked extends Earned {
  /** What was posted before does not count. */
  readonly since: Date;
}

const AMOUNT = raw(`case when debit_account in ('units_issued', 'units_owed') then amount else -amount end`);
const IS_EARNED = raw(`(debit_account = 'units_issued' and credit_account = 'units'
            or debit_account = 'units' and credit_account = 'units_issued'
            or debit_account = 'units_claimed' and credit_account = 'units_owed'
            or debit_account = 'units_owed' and credit_account = 'units_claimed')`);

/**
 * The units of an asset that customers were issued since an instant, less what was taken back. What could not be taken back
 * because it was spent counts as taken back, and settling it as earned, so that a refund weighs the same either way.
 */
export async function earnedWithin(
  tx: Tx,
  customerIds: readonly string[],
  { asset, since, exceptPurposes }: Asked,
): Promise<Map<string, number>> {
  if (customerIds.length === 0) return new Map();
  const rows = await tx.many<{ customerId: string; earned: number }>(sql`
    select holder_id as "customerId", sum(${AMOUNT}) as earned
      from ledger_transfer
     where merchant_id = ${tx.merchantId} and holder_id = any(${customerIds}::uuid[]) and asset = ${asset}
       and posted_at >= ${since} and purpose <> all(${exceptPurposes}::text[])
       and ${IS_EARNED}
     group by holder_id`);
  return new Map(rows.map(({ customerId, earned }) => [customerId, earned]));
}

/** What one customer earned at an instant, or what was taken back, then below zero. */
export interface EarnedAt {
  readonly customerId: string;
  readonly at: Date;
  readonly amount: number;
}

/** All that these customers ever earned, by the rules of `earnedWithin`, the first first. */
export const earningsOfAll = (
  tx: Tx,
  customerIds: readonly string[],
  { asset, exceptPurposes }: Earned,
): Promise<EarnedAt[]> =>
  tx.many<EarnedAt>(sql`
    select holder_id as "customerId", posted_at as at, sum(${AMOUNT}) as amount
      from ledger_transfer
     where merchant_id = ${tx.merchantId} and holder_id = any(${customerIds}::uuid[]) and asset = ${asset}
       and purpose <> all(${exceptPurposes}::text[])
       and ${IS_EARNED}
     group by holder_id, posted_at
     order by posted_at, holder_id`);

/** A page of the customers who were issued units of an asset since an instant, in the order of their ids. */
export async function earnersSince(
  tx: Tx,
  asset: string,
  page: { readonly since: Date; readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await tx.many<{ customerId: string }>(sql`
    select distinct holder_id as "customerId"
      from ledger_transfer
     where merchant_id = ${tx.merchantId} and posted_at >= ${page.since} and asset = ${asset}
       and debit_account = 'units_issued' and credit_account = 'units'
       and holder_id > ${page.after}
     order by holder_id
     limit ${page.limit}`);
  return rows.map(({ customerId }) => customerId);
}
