import { sql, type Tx } from '@shuke/db';

/** A person's key, wrapped by the merchant's data key of a version. */
export interface WrappedKey {
  readonly customerId: string;
  readonly wrapped: Buffer;
  readonly keyVersion: number;
}

/** The keys of these people; those who were erased, or have none yet, are left out. */
export const readPersonKeys = (tx: Tx, customerIds: readonly string[]): Promise<WrappedKey[]> =>
  tx.many<WrappedKey>(sql`
    select customer_id as "customerId", wrapped, key_version as "keyVersion"
      from customer_key
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[]) and wrapped is not null`);

/** Stores keys, each unless its person has one or had one that was destroyed. */
export const insertPersonKeys = (tx: Tx, keys: readonly WrappedKey[]): Promise<number> =>
  tx.run(sql`
    insert into customer_key (merchant_id, customer_id, wrapped, key_version)
    select ${tx.merchantId}, n.customer_id, n.wrapped, n.key_version
      from unnest(${keys.map((k) => k.customerId)}::uuid[], ${keys.map((k) => k.wrapped)}::bytea[],
                  ${keys.map((k) => k.keyVersion)}::integer[]) as n (customer_id, wrapped, key_version)
     order by n.customer_id
    on conflict (merchant_id, customer_id) do nothing`);

/** Destroys the keys of these people for good, also of those who never had one; what is sealed with them opens no more. */
export const destroyPersonKeys = (tx: Tx, customerIds: readonly string[]): Promise<number> =>
  tx.run(sql`
    insert into customer_key (merchant_id, customer_id, wrapped, key_version, destroyed_at)
    select ${tx.merchantId}::uuid, n.customer_id, null::bytea, null::integer, ${tx.now}::timestamptz
      from unnest(${customerIds}::uuid[]) as n (customer_id)
    on conflict (merchant_id, customer_id) do update
       set wrapped = null, key_version = null, destroyed_at = excluded.destroyed_at`);

/** Keys that another version than `current` of the data key wraps, in pages by customer. */
export const pageToRewrap = (
  tx: Tx,
  { current, after, limit }: { current: number; after: string; limit: number },
): Promise<WrappedKey[]> =>
  tx.many<WrappedKey>(sql`
    select customer_id as "customerId", wrapped, key_version as "keyVersion"
      from customer_key
     where merchant_id = ${tx.merchantId} and customer_id > ${after} and key_version <> ${current}
     order by customer_id
     limit ${limit}`);

/** Replaces wrappings that are still the ones of `former`: a key that was destroyed meanwhile stays so. */
export const rewrapPersonKeys = (tx: Tx, former: readonly WrappedKey[], anew: readonly WrappedKey[]): Promise<number> =>
  tx.run(sql`
    update customer_key k set wrapped = n.anew, key_version = n.key_version
      from unnest(${anew.map((k) => k.customerId)}::uuid[], ${former.map((k) => k.wrapped)}::bytea[],
                  ${anew.map((k) => k.wrapped)}::bytea[], ${anew.map((k) => k.keyVersion)}::integer[])
        as n (customer_id, former, anew, key_version)
     where k.merchant_id = ${tx.merchantId} and k.customer_id = n.customer_id and k.wrapped = n.former`);
