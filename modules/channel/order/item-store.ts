import { sql, type Tx } from '@shuke/db';
import type { ChannelName } from '../channel.ts';

export interface SoldItem {
  readonly itemRef: string;
  readonly name: string;
  /** What it is by its SKU; null where that says nothing. */
  readonly productId: string | null;
}

/**
 * Counts what a platform sold, and answers which product each item is. What somebody has linked stays; what is known by its
 * SKU only now is linked by it.
 */
export async function countItems(
  tx: Tx,
  channel: ChannelName,
  items: readonly SoldItem[],
): Promise<Map<string, string | null>> {
  const rows = await tx.many<{ itemRef: string; productId: string | null }>(sql`
    insert into channel_item as i
      (merchant_id, channel, item_ref, name, product_id, times, first_seen_at, last_seen_at)
    select ${tx.merchantId}, ${channel}, n.item_ref, n.name, n.product_id, 1, ${tx.now}, ${tx.now}
      from unnest(${items.map((one) => one.itemRef)}::text[], ${items.map((one) => one.name)}::text[],
                  ${items.map((one) => one.productId)}::uuid[]) as n (item_ref, name, product_id)
     order by n.item_ref
    on conflict (merchant_id, channel, item_ref) do update
       set name = excluded.name, times = i.times + 1, last_seen_at = excluded.last_seen_at,
           product_id = coalesce(i.product_id, excluded.product_id)
    returning item_ref as "itemRef", product_id as "productId"`);
  return new Map(rows.map((row) => [row.itemRef, row.productId]));
}

/** Says which product an item is, from now on; answers 0 where the platform has sold no such item. */
export const linkItem = (
  tx: Tx,
  {
    channel,
    itemRef,
    productId,
  }: { readonly channel: ChannelName; readonly itemRef: string; readonly productId: string },
): Promise<number> =>
  tx.run(sql`
    update channel_item set product_id = ${productId}
     where merchant_id = ${tx.merchantId} and channel = ${channel} and item_ref = ${itemRef}`);

export interface UnmatchedItem {
  readonly channel: ChannelName;
  readonly itemRef: string;
  readonly name: string;
  readonly times: number;
  readonly lastSeenAt: Date;
}

export const unmatchedItems = (tx: Tx, limit: number): Promise<UnmatchedItem[]> =>
  tx.many<UnmatchedItem>(sql`
    select channel, item_ref as "itemRef", name, times, last_seen_at as "lastSeenAt"
      from channel_item
     where merchant_id = ${tx.merchantId} and product_id is null
     order by last_seen_at desc, channel, item_ref
     limit ${limit}`);

export interface ListedItem {
  readonly accountId: string;
  readonly storeId: string;
  readonly itemRef: string;
  readonly productId: string;
  /** What the platform was told last; null is nothing, and then it sells what it lists. */
  readonly told: boolean | null;
}

/** What the active takeaway accounts of the merchant sell of products that are known, and what each was told last. */
export const listedItems = (tx: Tx, storeId: string | null): Promise<ListedItem[]> =>
  tx.many<ListedItem>(sql`
    select a.account_id as "accountId", a.store_id as "storeId", i.item_ref as "itemRef", i.product_id as "productId",
           t.available as told
      from channel_account a
      join channel_item i on i.merchant_id = a.merchant_id and i.channel = a.channel and i.product_id is not null
      left join channel_item_told t
        on t.merchant_id = a.merchant_id and t.account_id = a.account_id and t.item_ref = i.item_ref
     where a.merchant_id = ${tx.merchantId} and a.active and a.channel in ('eleme', 'meituan')
       and (${storeId}::uuid is null or a.store_id = ${storeId}::uuid)
     order by a.account_id, i.item_ref`);

export interface ToldItem {
  readonly accountId: string;
  readonly itemRef: string;
  readonly available: boolean;
}

export const noteTold = (tx: Tx, items: readonly ToldItem[]): Promise<number> =>
  tx.run(sql`
    insert into channel_item_told (merchant_id, account_id, item_ref, available, told_at)
    select ${tx.merchantId}, n.account_id, n.item_ref, n.available, ${tx.now}
      from unnest(${items.map((one) => one.accountId)}::uuid[], ${items.map((one) => one.itemRef)}::text[],
                  ${items.map((one) => one.available)}::boolean[]) as n (account_id, item_ref, available)
     order by n.account_id, n.item_ref
    on conflict (merchant_id, account_id, item_ref) do update
       set available = excluded.available, told_at = excluded.told_at`);
