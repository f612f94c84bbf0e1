import { sql, type Tx } from '@shuke/db';

export interface Edge {
  readonly customer_id: string;
  readonly neighbour_id: string;
}

/** A device of more people than a household says nothing of who they are: the tablet on the counter. */
export const MOST_ON_DEVICE = 6;
/** What more accounts share is no token of a payment or name of anybody but a slip, such as a till that sends one for all cash. */
const MOST_ON_TOKEN = 1_000;

/**
 * The other customers with whom these share what tells a real person, and those whom they were merged with. Who owns a token or
 * a number shares it with whoever was seen with it.
 */
export const neighboursOf = (tx: Tx, customerIds: readonly string[]): Promise<Edge[]> =>
  tx.many<Edge>(sql`
    with mine as (
      select s.customer_id, s.kind, s.hash,
             case s.kind when 'device' then ${MOST_ON_DEVICE}::integer else ${MOST_ON_TOKEN}::integer end as most
        from customer_signal s
       where s.merchant_id = ${tx.merchantId} and s.customer_id = any (${customerIds}::uuid[])
         and s.kind in ('device', 'real_name_hash', 'payment_token', 'phone')
      union
      select i.customer_id, i.kind, i.hash, ${MOST_ON_TOKEN}::integer
        from customer_identifier i
       where i.merchant_id = ${tx.merchantId} and i.customer_id = any (${customerIds}::uuid[])
         and i.kind in ('payment_token', 'phone')
    ), telling as (
      select mine.customer_id, mine.kind, mine.hash
        from mine
       where mine.most >= (select count(*)
                             from (select s.customer_id from customer_signal s
                                    where s.merchant_id = ${tx.merchantId} and s.kind = mine.kind and s.hash = mine.hash
                                    limit mine.most + 1) as sharing)
    )
    select telling.customer_id, s.customer_id as neighbour_id
      from telling
      join customer_signal s
        on s.merchant_id = ${tx.merchantId} and s.kind = telling.kind and s.hash = telling.hash
       and s.customer_id <> telling.customer_id
    union
    select telling.customer_id, i.customer_id
      from telling
      join customer_identifier i
        on i.merchant_id = ${tx.merchantId} and i.kind = telling.kind and i.hash = telling.hash
       and i.customer_id <> telling.customer_id
    union
    select l.from_customer_id, l.into_customer_id
      from customer_link l
     where l.merchant_id = ${tx.merchantId} and l.from_customer_id = any (${customerIds}::uuid[]) and l.unlinked_at is null
    union
    select l.into_customer_id, l.from_customer_id
      from customer_link l
     where l.merchant_id = ${tx.merchantId} and l.into_customer_id = any (${customerIds}::uuid[]) and l.unlinked_at is null`);
