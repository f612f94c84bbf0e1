import { sql, type BatchTx, type Tx } from '@shuke/db';
import type { CustomerOf, Link } from './link.ts';

/** A customer, and how many live links lead to the next one. */
interface Step {
  readonly merchant_id: string;
  readonly customer_id: string;
  readonly person_id: string;
}

/** Which of these customers are linked to somebody now, in either direction. */
export async function linkedAmong(tx: BatchTx, rows: readonly CustomerOf[]): Promise<Set<string>> {
  const linked = await tx.many<{ customer_id: string }>(sql`
    select n.customer_id
      from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.customerId)}::uuid[])
             as n (merchant_id, customer_id)
     where exists (select from customer_link l
                    where l.merchant_id = n.merchant_id and l.from_customer_id = n.customer_id and l.unlinked_at is null)
        or exists (select from customer_link l
                    where l.merchant_id = n.merchant_id and l.into_customer_id = n.customer_id and l.unlinked_at is null)`);
  return new Set(linked.map((row) => row.customer_id));
}

// These two walk the live links by index, a probe a customer and step; whoever was never merged costs one probe.

/** For whom each of these customers stands now. Customers who stand for themselves are left out. */
export const findPersons = (tx: BatchTx, rows: readonly CustomerOf[]): Promise<Step[]> =>
  tx.many<Step>(sql`
    with recursive up as (
      select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id, 1 as steps
        from unnest(${rows.map((r) => r.merchantId)}::uuid[], ${rows.map((r) => r.customerId)}::uuid[])
               as n (merchant_id, customer_id)
        join customer_link l on l.merchant_id = n.merchant_id and l.from_customer_id = n.customer_id
                            and l.unlinked_at is null
      union all
      select up.merchant_id, up.customer_id, l.into_customer_id, up.steps + 1
        from up
        join customer_link l on l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
                            and l.unlinked_at is null
    )
    select distinct on (merchant_id, customer_id) merchant_id, customer_id, person_id
      from up
     order by merchant_id, customer_id, steps desc`);

/** Everybody of the merchant who stands for somebody else now, and for whom; few, so that it costs little to ask for all. */
export const allMerged = (tx: Tx): Promise<Step[]> =>
  tx.many<Step>(sql`
    with recursive up as (
      select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id
        from customer_link l
       where l.merchant_id = ${tx.merchantId} and l.unlinked_at is null
      union all
      select up.merchant_id, up.customer_id, l.into_customer_id
        from up
        join customer_link l on l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
                            and l.unlinked_at is null
    )
    select up.merchant_id, up.customer_id, up.person_id
      from up
     where not exists (select from customer_link l
                        where l.merchant_id = up.merchant_id and l.from_customer_id = up.person_id
                          and l.unlinked_at is null)`);

/** Everybody who stands for these persons now, but for the persons themselves, in key order. */
export const findFollowers = (tx: BatchTx, persons: readonly CustomerOf[]): Promise<Step[]> =>
  tx.many<Step>(sql`
    with recursive down as (
      select l.merchant_id, l.from_customer_id as customer_id, l.into_customer_id as person_id
        from unnest(${persons.map((r) => r.merchantId)}::uuid[], ${persons.map((r) => r.customerId)}::uuid[])
               as n (merchant_id, customer_id)
        join customer_link l on l.merchant_id = n.merchant_id and l.into_customer_id = n.customer_id
                            and l.unlinked_at is null
      union
      select l.merchant_id, l.from_customer_id, down.person_id
        from down
        join customer_link l on l.merchant_id = down.merchant_id and l.into_customer_id = down.customer_id
                            and l.unlinked_at is null
    )
    select merchant_id, customer_id, person_id
      from down
     order by merchant_id, person_id, customer_id`);

export const insertLink = (tx: Tx, link: Link): Promise<number> =>
  tx.run(sql`
    insert into customer_link (merchant_id, link_id, from_customer_id, into_customer_id, because, linked_at, linked_by)
    values (${tx.merchantId}, ${link.linkId}, ${link.fromCustomerId}, ${link.intoCustomerId}, ${link.because},
            ${link.linkedAt}, ${link.linkedBy})`);

/** Ends the live link from a customer; null where there is none. The WHERE is what lets one of two callers end it. */
export const endLink = (tx: Tx, fromCustomerId: string): Promise<Link | null> =>
  tx.maybeOne<Link>(sql`
    update customer_link
       set unlinked_at = ${tx.now}, unlinked_by = ${tx.actor.id}
     where merchant_id = ${tx.merchantId} and from_customer_id = ${fromCustomerId} and unlinked_at is null
    returning link_id as "linkId", from_customer_id as "fromCustomerId", into_customer_id as "intoCustomerId", because,
              linked_at as "linkedAt", linked_by as "linkedBy", unlinked_at as "unlinkedAt", unlinked_by as "unlinkedBy"`);

/** Every link from or into these customers, the newest first. */
export const linksOf = (tx: Tx, customerIds: readonly string[], limit: number): Promise<Link[]> =>
  tx.many<Link>(sql`
    select link_id as "linkId", from_customer_id as "fromCustomerId", into_customer_id as "intoCustomerId", because,
           linked_at as "linkedAt", linked_by as "linkedBy", unlinked_at as "unlinkedAt", unlinked_by as "unlinkedBy"
      from customer_link
     where merchant_id = ${tx.merchantId}
       and (from_customer_id = any (${customerIds}::uuid[]) or into_customer_id = any (${customerIds}::uuid[]))
     order by link_id desc
     limit ${limit}`);

/** For whom customers stood at an instant; those who stood for themselves are left out. */
export const personsAt = (tx: Tx, customerIds: readonly string[], at: Date): Promise<Step[]> =>
  tx.many<Step>(sql`
    select p.merchant_id, p.customer_id, p.person_id
      from customer_person_at(${at}) p
     where p.merchant_id = ${tx.merchantId} and p.customer_id = any (${customerIds}::uuid[])`);
