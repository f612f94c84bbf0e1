import type { IdentifierKind, IdentifierSource } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import type { PersonKey } from '../privacy/person-keys.ts';
import type { KeptIdentifier } from './seal-identifiers.ts';

/** By what an identifier is found. */
export interface IdentifierKey {
  readonly kind: IdentifierKind;
  readonly hash: Buffer;
}

export interface IdentifierRow extends IdentifierKey {
  readonly customer_id: string;
}

export interface OwnedRow extends IdentifierRow {
  readonly seen_at: Date;
}

/** Whose the identifiers are; those that nobody has are left out. */
export const findOwners = (tx: Tx, keys: readonly IdentifierKey[]): Promise<OwnedRow[]> =>
  tx.many<OwnedRow>(sql`
    select i.kind, i.hash, i.customer_id, coalesce(i.last_seen_at, i.created_at) as seen_at
      from unnest(${keys.map((k) => k.kind)}::text[], ${keys.map((k) => k.hash)}::bytea[]) as wanted (kind, hash)
      join customer_identifier i
        on i.merchant_id = ${tx.merchantId} and i.kind = wanted.kind and i.hash = wanted.hash`);

export interface NewCustomer extends KeptIdentifier {
  readonly customerId: string;
  /** Where the person is seen for the first time. */
  readonly source: string;
  readonly boundBy: IdentifierSource;
  readonly key: PersonKey;
}

/**
 * Creates one customer an identifier, and answers those that were created. The insert waits for a transaction that
 * holds the same identifier and then leaves it to that one, so the person is made once. Give the rows in key order, or
 * two batches could each wait for the other.
 */
export const insertCustomers = (tx: Tx, rows: readonly NewCustomer[]): Promise<IdentifierRow[]> =>
  tx.many<IdentifierRow>(sql`
    with bound as (
      insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)
      select ${tx.merchantId}, n.kind, n.hash, n.customer_id, n.sealed, n.hint, n.source, ${tx.now}
        from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.hash)}::bytea[],
                    ${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.sealed)}::bytea[],
                    ${rows.map((r) => r.hint)}::text[], ${rows.map((r) => r.boundBy)}::text[])
               as n (kind, hash, customer_id, sealed, hint, source)
      on conflict (merchant_id, kind, hash) do nothing
      returning kind, hash, customer_id
    ), made as (
      insert into customer (merchant_id, customer_id, source, created_at)
      select ${tx.merchantId}, bound.customer_id, n.source, ${tx.now}
        from bound
        join unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.source)}::text[])
          as n (customer_id, source) using (customer_id)
    ), keyed as (
      insert into customer_key (merchant_id, customer_id, wrapped, key_version)
      select ${tx.merchantId}, bound.customer_id, n.wrapped, n.key_version
        from bound
        join unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.key.wrapped)}::bytea[],
                    ${rows.map((r) => r.key.keyVersion)}::integer[])
          as n (customer_id, wrapped, key_version) using (customer_id)
    )
    select kind, hash, customer_id from bound`);

export interface Binding {
  readonly customerId: string;
  readonly boundBy: IdentifierSource;
  readonly rows: readonly KeptIdentifier[];
}

/** Binds identifiers, in key order, to one customer; answers how many were free. */
export const bindIdentifiers = (tx: Tx, { customerId, boundBy, rows }: Binding): Promise<number> =>
  tx.run(sql`
    insert into customer_identifier (merchant_id, kind, hash, customer_id, sealed, hint, source, created_at)
    select ${tx.merchantId}, n.kind, n.hash, ${customerId}, n.sealed, n.hint, ${boundBy}, ${tx.now}
      from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.hash)}::bytea[],
                  ${rows.map((r) => r.sealed)}::bytea[], ${rows.map((r) => r.hint)}::text[])
        as n (kind, hash, sealed, hint)
    on conflict (merchant_id, kind, hash) do nothing`);

/** Notes that identifiers were seen another time: those that were last seen before an instant. */
export const markSeen = (tx: Tx, keys: readonly IdentifierKey[], seenBefore: Date): Promise<number> =>
  tx.run(sql`
    update customer_identifier i
       set last_seen_at = ${tx.now}, seen_days = i.seen_days + 1
      from unnest(${keys.map((k) => k.kind)}::text[], ${keys.map((k) => k.hash)}::bytea[]) as n (kind, hash)
     where i.merchant_id = ${tx.merchantId} and i.kind = n.kind and i.hash = n.hash
       and coalesce(i.last_seen_at, i.created_at) < ${seenBefore}`);

/**
 * Takes an identifier from a customer, if it is theirs. Of a number or a token its keyed hash stays, by which accounts of one
 * person are known as such where a limit is each person's.
 */
export const releaseIdentifier = (tx: Tx, customerId: string, key: IdentifierKey): Promise<{ kind: string } | null> =>
  tx.maybeOne(sql`
    with released as (
      delete from customer_identifier
       where merchant_id = ${tx.merchantId} and kind = ${key.kind} and hash = ${key.hash} and customer_id = ${customerId}
      returning kind, hash, source, created_at
    ), kept as (
      insert into customer_signal (merchant_id, kind, hash, customer_id, source, first_seen_at, last_seen_at)
      select ${tx.merchantId}, kind, hash, ${customerId}, source, created_at, ${tx.now}
        from released
       where kind in ('phone', 'payment_token')
      on conflict (merchant_id, kind, hash, customer_id) do update set last_seen_at = excluded.last_seen_at
    )
    select kind from released`);

/** Marks an identifier of a customer as proved to be theirs; nothing where it is not theirs. */
export const markVerified = (tx: Tx, customerId: string, key: IdentifierKey): Promise<number> =>
  tx.run(sql`
    update customer_identifier
       set verified_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and kind = ${key.kind} and hash = ${key.hash} and customer_id = ${customerId}`);

/** Adds the person with their key; the identifiers are bound apart. */
export const insertCustomer = (tx: Tx, key: PersonKey, source: string): Promise<number> =>
  tx.run(sql`
    with keyed as (
      insert into customer_key (merchant_id, customer_id, wrapped, key_version)
      values (${tx.merchantId}, ${key.customerId}, ${key.wrapped}, ${key.keyVersion})
    )
    insert into customer (merchant_id, customer_id, source, created_at)
    values (${tx.merchantId}, ${key.customerId}, ${source}, ${tx.now})`);
