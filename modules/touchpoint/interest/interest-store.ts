import { sql, type Tx } from '@shuke/db';
import { DAY_MS } from '@shuke/kernel';
import { DAY_CAP, MEMORY_DAYS, type Evidence, type EvidenceKind } from './interest.ts';

/** One thing that a guest did with something of a category. */
export interface Learned {
  readonly customerId: string;
  readonly category: string;
  readonly kind: EvidenceKind;
  readonly at: Date;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Adds evidence, up to the cap of a day, which stands in the statement; at most 10,000 rows at once. */
export async function learn(tx: Tx, rows: readonly Learned[]): Promise<void> {
  const groups = [
    ...Map.groupBy(rows, (r) => JSON.stringify([r.customerId, r.category, r.kind, dayOf(r.at)])).values(),
  ].toSorted(([a], [b]) => (a!.customerId < b!.customerId ? -1 : 1));
  if (groups.length === 0) return;
  const of = <T>(pick: (row: Learned) => T): T[] => groups.map(([one]) => pick(one!));
  await tx.run(sql`
    insert into interest_evidence (merchant_id, customer_id, category, kind, day, count)
    select ${tx.merchantId}, n.customer_id, n.category, n.kind, n.day, least(n.count, ${DAY_CAP}::integer)
      from unnest(${of((r) => r.customerId)}::uuid[], ${of((r) => r.category)}::text[], ${of((r) => r.kind)}::text[],
                  ${of((r) => dayOf(r.at))}::date[], ${groups.map((group) => group.length)}::integer[])
        as n (customer_id, category, kind, day, count)
    on conflict (merchant_id, customer_id, category, kind, day) do update
       set count = least(interest_evidence.count + excluded.count, ${DAY_CAP}::integer)`);
}

/** The evidence on a person, whatever identity it came by. */
export const evidenceOn = (tx: Tx, customerIds: readonly string[]): Promise<Evidence[]> =>
  tx.many<Evidence>(sql`
    select category, kind, day, count from interest_evidence
     where merchant_id = ${tx.merchantId} and customer_id = any(${customerIds}::uuid[])
       and day >= ${dayOf(new Date(tx.now.getTime() - MEMORY_DAYS * DAY_MS))}::date`);

export const forgetEvidence = (tx: Tx, before: string): Promise<number> =>
  tx.run(sql`delete from interest_evidence where merchant_id = ${tx.merchantId} and day < ${before}`);
