import type { IdentifierKind, SharedKind } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import { MOST_SHARING } from './evidence.ts';
import type { HashedSignal } from './signal.ts';

export interface SeenRow {
  readonly threshold_bps: number | null;
  readonly kind: IdentifierKind | SharedKind | 'member_code' | null;
  readonly hash: Buffer | null;
  readonly customer_id: string;
  readonly hint: string | null;
  readonly verified: boolean;
  readonly seen_at: Date;
  readonly store_id: string | null;
  /** Stands for another customer now. */
  readonly linked: boolean;
}

export interface Wanted {
  readonly identifiers: readonly HashedSignal[];
  readonly shared: readonly HashedSignal[];
  readonly cardNo: number | null;
}

/**
 * The merchant's threshold and all that the signals are evidence of, in one statement; without evidence one row whose kind is
 * null. Of a signal that is shared no more rows are read than show that too many share it.
 */
export const readEvidence = (tx: Tx, { identifiers, shared, cardNo }: Wanted): Promise<SeenRow[]> =>
  tx.many<SeenRow>(sql`
    select setting.threshold_bps, found.kind, found.hash, found.customer_id, found.hint, found.verified, found.seen_at,
           found.store_id,
           exists (select from customer_link l
                    where l.merchant_id = asked.merchant_id and l.from_customer_id = found.customer_id
                      and l.unlinked_at is null) as linked
      from (values (${tx.merchantId}::uuid)) as asked (merchant_id)
      left join recognition_setting setting on setting.merchant_id = asked.merchant_id
      left join (
        select i.kind, i.hash, i.customer_id, i.hint, i.verified_at is not null as verified,
               coalesce(i.last_seen_at, i.created_at) as seen_at, null::uuid as store_id
          from unnest(${identifiers.map((one) => one.kind)}::text[], ${identifiers.map((one) => one.hash)}::bytea[])
                 as wanted (kind, hash)
          join customer_identifier i
            on i.merchant_id = ${tx.merchantId} and i.kind = wanted.kind and i.hash = wanted.hash
        union all
        select s.kind, s.hash, s.customer_id, null, false, s.last_seen_at, s.last_store_id
          from unnest(${shared.map((one) => one.kind)}::text[], ${shared.map((one) => one.hash)}::bytea[])
                 as wanted (kind, hash)
         cross join lateral (
               select kind, hash, customer_id, last_seen_at, last_store_id
                 from customer_signal
                where merchant_id = ${tx.merchantId} and kind = wanted.kind and hash = wanted.hash
                limit ${MOST_SHARING + 1}) as s
        union all
        select 'member_code', null, c.customer_id, null, false, ${tx.now}::timestamptz, null
          from customer_card c
         where c.merchant_id = ${tx.merchantId} and c.card_no = ${cardNo}
      ) as found on true`);

/** A member code as a till was shown it. */
export interface ShownCode {
  readonly cardNo: number;
  readonly step: number;
  readonly terminal: string;
}

export interface Sighting {
  /** Identifiers that were not seen for so long that this is another time. */
  readonly identifiers: readonly HashedSignal[];
  /** What was seen with the person, and which of their customers has it. */
  readonly shared: readonly (HashedSignal & { readonly customerId: string })[];
  readonly storeId: string;
  /** Whatever was last seen before this instant is seen another time. */
  readonly seenBefore: Date;
  readonly code: ShownCode | null;
}

/**
 * Writes down what was seen of a person, in one statement, which holds them, so that an erasure does not go past it. Answers whether the member code was free or is shown again at the
 * same till: who shows it elsewhere waits here and is told no by the WHERE.
 */
export async function recordSighting(
  tx: Tx,
  { identifiers, shared, storeId, seenBefore, code }: Sighting,
): Promise<boolean> {
  const codes = code ? [code] : [];
  const { free } = await tx.one<{ free: number }>(sql`
    with seen as (
      update customer_identifier i
         set last_seen_at = ${tx.now}, seen_days = i.seen_days + 1
        from unnest(${identifiers.map((one) => one.kind)}::text[], ${identifiers.map((one) => one.hash)}::bytea[])
               as n (kind, hash)
       where i.merchant_id = ${tx.merchantId} and i.kind = n.kind and i.hash = n.hash
         and coalesce(i.last_seen_at, i.created_at) < ${seenBefore}
    ), held as (
      select customer_id from customer
       where merchant_id = ${tx.merchantId} and customer_id = any (${shared.map((one) => one.customerId)}::uuid[])
         and erased_at is null
         for share
    ), shared as (
      insert into customer_signal
        (merchant_id, kind, hash, customer_id, source, first_seen_at, last_seen_at, last_store_id)
      select ${tx.merchantId}, n.kind, n.hash, n.customer_id, 'scan', ${tx.now}, ${tx.now}, ${storeId}
        from unnest(${shared.map((one) => one.kind)}::text[], ${shared.map((one) => one.hash)}::bytea[],
                    ${shared.map((one) => one.customerId)}::uuid[]) as n (kind, hash, customer_id)
        join held using (customer_id)
      on conflict (merchant_id, kind, hash, customer_id) do update
         set last_seen_at = excluded.last_seen_at, last_store_id = excluded.last_store_id,
             seen_days = customer_signal.seen_days
                         + case when customer_signal.last_seen_at < ${seenBefore} then 1 else 0 end
    ), used as (
      insert into member_code_use (merchant_id, card_no, step, terminal, used_at)
      select ${tx.merchantId}, n.card_no, n.step, n.terminal, ${tx.now}
        from unnest(${codes.map((one) => one.cardNo)}::integer[], ${codes.map((one) => one.step)}::bigint[],
                    ${codes.map((one) => one.terminal)}::text[]) as n (card_no, step, terminal)
      on conflict (merchant_id, card_no, step) do update set used_at = member_code_use.used_at
         where member_code_use.terminal = excluded.terminal
      returning 1
    )
    select count(*) as free from used`);
  return free === codes.length;
}
