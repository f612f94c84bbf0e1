import { mergedPersons } from '@shuke/customer';
import { sql, type Tx } from '@shuke/db';

/** What a customer buys most. No category where only products without one were bought. */
export interface Favourite {
  readonly sku: string;
  readonly category: string | null;
}

export interface FavouriteScope {
  readonly asOf: string;
  readonly storeId?: string | null;
  readonly customerIds: readonly string[];
}

interface FavouriteRow {
  customer_id: string;
  sku: string;
  category: string | null;
}

// Few enough that a chunk's lines are mostly grouped in memory.
const CHUNK_CUSTOMERS = 1_000;

/**
 * By customer id the category and the SKU on most of the customer's order lines; of equals, the one most was spent on;
 * then the first by code point. Reads every order line of those customers, and of those who are merged into them.
 */
export async function readFavourites(tx: Tx, scope: FavouriteScope): Promise<Map<string, Favourite>> {
  const favourites = new Map<string, Favourite>();
  const persons = await mergedPersons(tx);
  const merged = Map.groupBy(persons, ([, personId]) => personId);
  for (let at = 0; at < scope.customerIds.length; at += CHUNK_CUSTOMERS) {
    const chunk = scope.customerIds.slice(at, at + CHUNK_CUSTOMERS);
    const pairs = chunk.flatMap((id) => merged.get(id) ?? []);
    for (const { customer_id, ...favourite } of await readChunk(tx, { ...scope, customerIds: chunk, pairs }))
      favourites.set(customer_id, favourite);
  }
  return favourites;
}

interface ChunkScope extends FavouriteScope {
  /** Customers who are merged into these, each with the person. */
  readonly pairs: readonly (readonly [customerId: string, personId: string])[];
}

const readChunk = (tx: Tx, { asOf, storeId = null, customerIds, pairs }: ChunkScope): Promise<FavouriteRow[]> =>
  tx.many(sql`
    with bought as (
      select coalesce(p.person_id, l.customer_id) as customer_id, l.product_id, count(*) as lines,
             sum(l.amount_minor) as amount_minor
        from pub_order_line l
        left join unnest(${pairs.map(([id]) => id)}::uuid[], ${pairs.map(([, person]) => person)}::uuid[])
                    as p (customer_id, person_id) on p.customer_id = l.customer_id
       where l.merchant_id = ${tx.merchantId}
         and l.customer_id = any(${[...customerIds, ...pairs.map(([id]) => id)]}::uuid[])
         and l.business_day <= ${asOf}::date
         and (${storeId}::uuid is null or l.store_id = ${storeId})
       group by 1, l.product_id
    ), named as materialized (
      select b.customer_id, p.sku, p.category, b.lines, b.amount_minor
        from bought b
        join pub_product p on p.merchant_id = ${tx.merchantId} and p.product_id = b.product_id
    ), by_sku as (
      select distinct on (customer_id) customer_id, sku
        from named
       order by customer_id, lines desc, amount_minor desc, sku collate "C"
    ), by_category as (
      select distinct on (customer_id) customer_id, category
        from named
       where category is not null
       group by customer_id, category
       order by customer_id, sum(lines) desc, sum(amount_minor) desc, category collate "C"
    )
    select by_sku.customer_id, by_sku.sku, by_category.category
      from by_sku left join by_category on by_category.customer_id = by_sku.customer_id`);
