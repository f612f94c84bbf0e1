import { sql, type Tx } from '@shuke/db';

export interface PersonRow {
  readonly customer_id: string;
  readonly erased_at: Date | null;
}

/** Holds these customers, in key order, until the transaction ends. */
export const lockPeople = (tx: Tx, customerIds: readonly string[]): Promise<PersonRow[]> =>
  tx.many<PersonRow>(sql`
    select customer_id, erased_at from customer
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
     order by customer_id for update`);

export const readPeople = (tx: Tx, customerIds: readonly string[]): Promise<PersonRow[]> =>
  tx.many<PersonRow>(sql`
    select customer_id, erased_at from customer
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);

export const markErased = (tx: Tx, customerIds: readonly string[]): Promise<number> =>
  tx.run(sql`
    update customer set erased_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[]) and erased_at is null`);

export interface IdentifierRow {
  readonly customerId: string;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly hint: string;
}

/** All identifiers of these people, the one first known first. */
export const identifiersOf = (tx: Tx, customerIds: readonly string[]): Promise<IdentifierRow[]> =>
  tx.many<IdentifierRow>(sql`
    select customer_id as "customerId", kind, sealed, hint
      from customer_identifier
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
     order by created_at, kind, hash`);
