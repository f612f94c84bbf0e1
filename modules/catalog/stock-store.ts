import { sql, type BatchTx, type Tx } from '@shuke/db';
import { assert } from '@shuke/kernel';
import type { StockKey, StockMove } from './stock-rules.ts';

export interface StockRow extends StockKey {
  readonly quantityMilli: number;
}

/** Which of these merchants track stock at all. */
export async function merchantsWithStock(tx: BatchTx, merchantIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.many<{ merchantId: string }>(sql`
    select n.merchant_id as "merchantId"
      from unnest(${merchantIds}::uuid[]) as n (merchant_id)
     where exists (select from product_stock s where s.merchant_id = n.merchant_id)`);
  return new Set(rows.map(({ merchantId }) => merchantId));
}

/** What lies in stores of these goods, without holding it; what is not tracked is left out. */
export const stockOf = (tx: Tx, keys: readonly Pick<StockKey, 'storeId' | 'productId'>[]): Promise<Counted[]> =>
  tx.many<Counted>(sql`
    select s.store_id as "storeId", s.product_id as "productId", s.quantity_milli as "quantityMilli"
      from unnest(${keys.map((k) => k.storeId)}::uuid[], ${keys.map((k) => k.productId)}::uuid[])
             as k (store_id, product_id)
      join product_stock s
        on s.merchant_id = ${tx.merchantId} and s.store_id = k.store_id and s.product_id = k.product_id`);

/** Locks stock in key order and gives it; what is not tracked is left out. */
export const lockStock = (tx: BatchTx, keys: readonly StockKey[]): Promise<StockRow[]> =>
  tx.many(sql`
    select s.merchant_id as "merchantId", s.store_id as "storeId", s.product_id as "productId",
           s.quantity_milli as "quantityMilli"
      from unnest(${keys.map((k) => k.merchantId)}::uuid[], ${keys.map((k) => k.storeId)}::uuid[],
                  ${keys.map((k) => k.productId)}::uuid[]) as k (merchant_id, store_id, product_id)
      join product_stock s
        on s.merchant_id = k.merchant_id and s.store_id = k.store_id and s.product_id = k.product_id
     order by s.merchant_id, s.store_id, s.product_id
       for update of s`);

/** Moves stock that is locked. That it is enough stands in the WHERE, behind the judgement made under the lock. */
export async function moveStock(tx: BatchTx, moves: readonly StockMove[]): Promise<void> {
  const moved = await tx.run(sql`
    update product_stock s
       set quantity_milli = s.quantity_milli - m.taken_milli
      from unnest(${moves.map((m) => m.merchantId)}::uuid[], ${moves.map((m) => m.storeId)}::uuid[],
                  ${moves.map((m) => m.productId)}::uuid[], ${moves.map((m) => m.takenMilli)}::bigint[])
        as m (merchant_id, store_id, product_id, taken_milli)
     where s.merchant_id = m.merchant_id and s.store_id = m.store_id and s.product_id = m.product_id
       and s.quantity_milli >= m.taken_milli`);
  assert(moved === moves.length, 'stock that was judged under its lock is enough');
}

export interface Counted {
  readonly storeId: string;
  readonly productId: string;
  readonly quantityMilli: number;
}

/** Takes over what was counted; what was not tracked is from now on. In key order, as takes lock. */
export const writeStock = (tx: Tx, counted: readonly Counted[]): Promise<number> =>
  tx.run(sql`
    insert into product_stock (merchant_id, store_id, product_id, quantity_milli)
    select ${tx.merchantId}, n.store_id, n.product_id, n.quantity_milli
      from unnest(${counted.map((c) => c.storeId)}::uuid[], ${counted.map((c) => c.productId)}::uuid[],
                  ${counted.map((c) => c.quantityMilli)}::bigint[]) as n (store_id, product_id, quantity_milli)
     order by n.store_id, n.product_id
    on conflict (merchant_id, store_id, product_id) do update set quantity_milli = excluded.quantity_milli`);

/** Stops tracking. The rows are to be locked, so that no two calls wait for each other. */
export const deleteStock = (tx: Tx, keys: readonly StockKey[]): Promise<number> =>
  tx.run(sql`
    delete from product_stock s
     using unnest(${keys.map((k) => k.storeId)}::uuid[], ${keys.map((k) => k.productId)}::uuid[])
             as k (store_id, product_id)
     where s.merchant_id = ${tx.merchantId} and s.store_id = k.store_id and s.product_id = k.product_id`);
