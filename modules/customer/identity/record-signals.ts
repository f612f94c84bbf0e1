import type { IdentifierSource } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';

/** That a customer was seen with something which can be several people's, or which is somebody else's identifier. */
export interface CustomerSignal {
  readonly customerId: string;
  readonly kind: 'device' | 'wifi' | 'real_name_hash' | 'payment_token' | 'phone';
  readonly hash: Buffer;
  readonly source: IdentifierSource;
  readonly storeId?: string | null;
}

/**
 * The set-based step for whoever sees a customer with something: a payment by a token that is another account's, a provider's
 * hash of the real name. It binds nothing and names nobody; limits for each real person follow from it.
 */
export async function recordSignals(tx: Tx, signals: readonly CustomerSignal[]): Promise<void> {
  const keyOf = ({ kind, hash, customerId }: CustomerSignal): string => `${kind}:${hash.toString('hex')}:${customerId}`;
  const byKey = new Map(signals.map((row) => [keyOf(row), row]));
  // In key order and each once: a statement cannot write one row twice, and two that meet wait for each other one way round.
  const rows = [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  if (rows.length === 0) return;
  await tx.run(sql`
    with held as (
      select customer_id from customer
       where merchant_id = ${tx.merchantId} and customer_id = any (${rows.map((r) => r.customerId)}::uuid[])
         and erased_at is null
       order by customer_id
         for share
    )
    insert into customer_signal
      (merchant_id, kind, hash, customer_id, source, first_seen_at, last_seen_at, last_store_id)
    select ${tx.merchantId}, n.kind, n.hash, n.customer_id, n.source, ${tx.now}, ${tx.now}, n.store_id
      from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.hash)}::bytea[],
                  ${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.source)}::text[],
                  ${rows.map((r) => r.storeId ?? null)}::uuid[]) as n (kind, hash, customer_id, source, store_id)
      join held using (customer_id)
     order by n.kind, n.hash, n.customer_id
    on conflict (merchant_id, kind, hash, customer_id) do update
       set last_seen_at = excluded.last_seen_at,
           last_store_id = coalesce(excluded.last_store_id, customer_signal.last_store_id)`);
}
