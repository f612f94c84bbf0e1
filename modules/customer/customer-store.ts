import type { IdentifierKind } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import type { SealedIdentifier } from './identifier.ts';

/** By what an identifier is found. */
export interface IdentifierKey {
  readonly kind: IdentifierKind;
  readonly hash: Buffer;
}

export interface IdentifierRow extends IdentifierKey {
  readonly customer_id: string;
}

/** Whose the identifiers are; those that nobody has are left out. */
export const findOwners = (tx: Tx, keys: readonly IdentifierKey[]): Promise<IdentifierRow[]> =>
  tx.many<IdentifierRow>(sql`
    select i.kind, i.hash, i.customer_id
      from unnest(${keys.map((k) => k.kind)}::text[], ${keys.map((k) => k.hash)}::bytea[]) as wanted (kind, hash)
      join customer_identifier i
        on i.merchant_id = ${tx.merchantId} and i.kind = wanted.kind and i.hash = wanted.hash`);

export interface NewCustomer extends SealedIdentifier {
  readonly customerId: string;
  readonly source: string;
}

/**
 * Creates one customer an identifier, and answers those that were created. The insert waits for a transaction that
 * holds the same identifier and then leaves it to that one, so the person is made once. Give the rows in key order, or
 * two batches could each wait for the other.
 */
export const insertCustomers = (tx: Tx, rows: readonly NewCustomer[]): Promise<IdentifierRow[]> =>
  tx.many<IdentifierRow>(sql`
    with bound as (
      insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, created_at)
      select ${tx.merchantId}, n.kind, n.hash, n.customer_id, n.sealed, n.hint, ${tx.now}
        from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.hash)}::bytea[],
                    ${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.sealed)}::bytea[],
                    ${rows.map((r) => r.hint)}::text[]) as n (kind, hash, customer_id, sealed, hint)
      on conflict (merchant_id, kind, hash) do nothing
      returning kind, hash, customer_id
    ), made as (
      insert into customer (merchant_id, customer_id, source, created_at)
      select ${tx.merchantId}, bound.customer_id, n.source, ${tx.now}
        from bound
        join unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.source)}::text[])
          as n (customer_id, source) using (customer_id)
    )
    select kind, hash, customer_id from bound`);

/** Binds identifiers, in key order, to one customer; answers how many were free. */
export const bindIdentifiers = (tx: Tx, customerId: string, rows: readonly SealedIdentifier[]): Promise<number> =>
  tx.run(sql`
    insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, created_at)
    select ${tx.merchantId}, n.kind, n.hash, ${customerId}, n.sealed, n.hint, ${tx.now}
      from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.hash)}::bytea[],
                  ${rows.map((r) => r.sealed)}::bytea[], ${rows.map((r) => r.hint)}::text[])
        as n (kind, hash, sealed, hint)
    on conflict (merchant_id, kind, hash) do nothing`);

/** Adds the person; the identifiers are bound apart. */
export const insertCustomer = (tx: Tx, customerId: string, source: string): Promise<number> =>
  tx.run(sql`
    insert into customer (merchant_id, customer_id, source, created_at)
    values (${tx.merchantId}, ${customerId}, ${source}, ${tx.now})`);
