import { CONSENT_CHANNELS, CONSENT_PURPOSES, STAGES } from '@shuke/contract';
import { sql } from '@shuke/db';
import type { Asks } from '@shuke/insight';
import { assert } from '@shuke/kernel';
import { HAPPENINGS } from './facts-queries.ts';
import type { Goods, Names } from './tables.ts';

/** Reads what the tables speak of by number. */
export async function readNames(asks: Asks): Promise<Names> {
  const [customerSources, orderSources] = [await readCustomerSources(asks), await readOrderSources(asks)];
  const storeIds = await readStoreIds(asks);
  assert(Math.max(customerSources.length, orderSources.length) < 2 ** 8, 'sources are numbered in a byte');
  assert(storeIds.length < 2 ** 16, 'stores are numbered in two bytes');
  return {
    customerSources,
    orderSources,
    storeIds,
    goods: await readGoods(asks),
    tierIds: await readTierIds(asks),
    touchpoints: await readTouchpoints(asks),
    tags: await readTagNames(asks),
    stages: STAGES,
    channels: CONSENT_CHANNELS,
    purposes: CONSENT_PURPOSES,
    happenings: HAPPENINGS,
    orders: await countOrders(asks),
  };
}

/** Each asks the same view as those who number by it: see the statements of orders and lines. */
async function readGoods(asks: Asks): Promise<Goods> {
  const rows = await asks.many<{ sku: string; brand: string | null; category: string | null }>(sql`
    select sku, brand, category from pub_product
     where merchant_id = ${asks.merchantId}::uuid order by category nulls last, product_id`);
  return {
    sku: rows.map((row) => row.sku),
    brand: rows.map((row) => row.brand),
    category: rows.map((row) => row.category),
  };
}

const readStoreIds = async (asks: Asks): Promise<string[]> => {
  const rows = await asks.many<{ store_id: string }>(sql`
    select store_id from pub_store where merchant_id = ${asks.merchantId}::uuid order by store_id`);
  return rows.map((row) => row.store_id);
};

const readOrderSources = async (asks: Asks): Promise<string[]> => {
  const rows = await asks.many<{ source: string }>(sql`
    select distinct source from pub_order where merchant_id = ${asks.merchantId}::uuid order by source`);
  return rows.map((row) => row.source);
};

const readCustomerSources = async (asks: Asks): Promise<string[]> => {
  const rows = await asks.many<{ source: string }>(sql`
    select distinct source from pub_customer where merchant_id = ${asks.merchantId}::uuid order by source`);
  return rows.map((row) => row.source);
};

const readTierIds = async (asks: Asks): Promise<string[]> => {
  const rows = await asks.many<{ tier: string }>(sql`
    select tier_id as tier from pub_loyalty_member where merchant_id = ${asks.merchantId}::uuid and tier_id is not null
     union
    select to_tier as tier from pub_loyalty_tier_change where merchant_id = ${asks.merchantId}::uuid and to_tier is not null`);
  return rows.map((row) => row.tier);
};

/** Tags as `family:value`, in the order in which they are numbered. */
const readTagNames = async (asks: Asks): Promise<string[]> => {
  const rows = await asks.many<{ family: string; value: string }>(sql`
    select distinct family, value from pub_customer_tag
     where merchant_id = ${asks.merchantId}::uuid order by family, value`);
  return rows.map(({ family, value }) => `${family}:${value}`);
};

const readTouchpoints = (asks: Asks): Promise<{ id: string; kind: string }[]> =>
  asks.many<{ id: string; kind: string }>(sql`
    select touchpoint_id as id, kind from pub_touchpoint
     where merchant_id = ${asks.merchantId}::uuid order by touchpoint_id`);

/** How many lines there are, by which it is decided whether an index is worth its memory. */
export const countLines = async (asks: Asks): Promise<number> => {
  const { lines } = await asks.one<{ lines: number }>(sql`
    select count(*) as lines from pub_order_line where merchant_id = ${asks.merchantId}::uuid`);
  return lines;
};

/** How many orders are of somebody who is or was known. */
const countOrders = async (asks: Asks): Promise<number> => {
  const { orders } = await asks.one<{ orders: number }>(sql`
    select count(*) as orders from pub_order where merchant_id = ${asks.merchantId}::uuid and customer_id is not null`);
  return orders;
};
