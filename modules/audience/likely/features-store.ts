import { sql } from '@shuke/db';
import type { Asks } from '@shuke/insight';

/** What is asked about: one product, or all of a category. One of the two is null. */
export interface Subject {
  readonly sku: string | null;
  readonly category: string | null;
}

/** What a person had bought by the end of a day. Days are counted from 1970-01-01. */
export interface HistoryRow {
  readonly person_id: string;
  readonly days: number;
  readonly first_day: number;
  readonly last_day: number;
  readonly lines: number;
  readonly amount_minor: number;
  readonly own_days: number;
  readonly own_first: number | null;
  readonly own_last: number | null;
  readonly near_days: number;
  readonly near_last: number | null;
  readonly related_days: number;
  readonly related_last: number | null;
}

/** The category in which a product stands, or the category itself; undefined where nothing of it was ever sold. */
export async function categoryOf(asks: Asks, { sku, category }: Subject): Promise<string | null | undefined> {
  const row = await asks.maybeOne<{ category: string | null }>(sql`
    select max(g.category) as category
      from pub_product g
     where g.merchant_id = ${asks.merchantId}::uuid and (g.sku = ${sku}::text or g.category = ${category}::text)
       and exists (select 1 from pub_order_line l where l.merchant_id = g.merchant_id and l.product_id = g.product_id)
    having count(*) > 0`);
  return row === null ? undefined : row.category;
}

export interface DataDays {
  readonly first_day: string | null;
  readonly last_day: string | null;
}

/** The first and the last day of orders of known people, of those up to a day. */
export const dataDays = (asks: Asks, upTo: string): Promise<DataDays> =>
  asks.one<DataDays>(sql`
    select min(business_day) as first_day, max(business_day) as last_day from pub_order
     where merchant_id = ${asks.merchantId}::uuid and customer_id is not null and business_day <= ${upTo}::date`);

/** The goods that most buyers of the subject had bought too by a day, but for the subject itself. */
export const relatedSkus = async (asks: Asks, { sku, category }: Subject, asOf: string): Promise<string[]> => {
  const rows = await asks.many<{ sku: string }>(sql`
    with bought as (
      select distinct p.person_id, g.sku, g.category
        from pub_order_line l
        join pub_customer_person p on p.merchant_id = l.merchant_id and p.customer_id = l.customer_id
        join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id
       where l.merchant_id = ${asks.merchantId}::uuid and l.business_day <= ${asOf}::date
    ), buyers as (
      select distinct person_id from bought where sku = ${sku}::text or category = ${category}::text
    ), shared as (
      select b.sku, count(*) as people, count(m.person_id) as both_people
        from bought b
        left join buyers m on m.person_id = b.person_id
       where (${sku}::text is null or b.sku <> ${sku}::text)
         and (${category}::text is null or b.category is null or b.category <> ${category}::text)
       group by b.sku
    )
    select sku from shared where both_people > 1
     order by both_people::double precision * both_people / people desc, sku limit 10`);
  return rows.map((row) => row.sku);
};

export interface Asked {
  readonly subject: Subject;
  readonly category: string | null;
  readonly related: readonly string[];
}

/** The history of everybody who had bought anything by the end of a day, in the order of ids. */
export const histories = (asks: Asks, { subject, category, related }: Asked, asOf: string): Promise<HistoryRow[]> =>
  asks.many<HistoryRow>(sql`
    with line as (
      select p.person_id, (l.business_day - date '1970-01-01')::integer as day, l.amount_minor,
             case when g.sku = ${subject.sku}::text or g.category = ${subject.category}::text then 1 else 0 end as is_own,
             case when g.category = ${category}::text then 1 else 0 end as is_near,
             case when g.sku in (select unnest(string_to_array(${related.join('\u001f')}, ${'\u001f'}))) then 1 else 0 end
               as is_related
        from pub_order_line l
        join pub_customer c on c.merchant_id = l.merchant_id and c.customer_id = l.customer_id
        join pub_customer_person p on p.merchant_id = l.merchant_id and p.customer_id = l.customer_id
        join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id
       where l.merchant_id = ${asks.merchantId}::uuid and l.business_day <= ${asOf}::date
    )
    select person_id, count(distinct day) as days, min(day) as first_day, max(day) as last_day, count(*) as lines,
           sum(amount_minor) as amount_minor,
           count(distinct case when is_own = 1 then day end) as own_days,
           min(case when is_own = 1 then day end) as own_first, max(case when is_own = 1 then day end) as own_last,
           count(distinct case when is_near = 1 then day end) as near_days,
           max(case when is_near = 1 then day end) as near_last,
           count(distinct case when is_related = 1 then day end) as related_days,
           max(case when is_related = 1 then day end) as related_last
      from line group by person_id order by person_id`);

/** Who bought it between two days. */
export const buyersBetween = async (
  asks: Asks,
  { sku, category }: Subject,
  { from, to }: { from: string; to: string },
): Promise<Set<string>> => {
  const rows = await asks.many<{ person_id: string }>(sql`
    select distinct p.person_id
      from pub_order_line l
      join pub_customer_person p on p.merchant_id = l.merchant_id and p.customer_id = l.customer_id
      join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id
     where l.merchant_id = ${asks.merchantId}::uuid and l.business_day between ${from}::date and ${to}::date
       and (g.sku = ${sku}::text or g.category = ${category}::text)`);
  return new Set(rows.map((row) => row.person_id));
};
