import type { Rhythm } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import type { People } from './people.ts';
import type { EarlierRhythm } from './rhythm.ts';

/** The last business day up to `today` that has a receipt; null where there is none. */
export async function lastReceiptDay(tx: Tx, today: string): Promise<string | null> {
  const { day } = await tx.one<{ day: string | null }>(sql`
    select max(business_day) as day from pub_order
     where merchant_id = ${tx.merchantId} and business_day <= ${today}::date`);
  return day;
}

export async function allCustomerIds(tx: Tx): Promise<string[]> {
  const rows = await tx.many<{ customer_id: string }>(sql`
    select customer_id from pub_customer where merchant_id = ${tx.merchantId}`);
  return rows.map((row) => row.customer_id);
}

/**
 * What the plan that was last issued, as of this day or before, judged of each person; of those who were merged since, what it
 * judged of the one who was seen last.
 */
export async function earlierRhythms(tx: Tx, asOf: string, people: People): Promise<Map<string, EarlierRhythm>> {
  const rows = await tx.many<{ customer_id: string; rhythm: Rhythm; last_day: string | null }>(sql`
    select customer_id, rhythm, last_day
      from plan_choice
     where merchant_id = ${tx.merchantId}
       and plan_id = (select plan_id from plan
                       where merchant_id = ${tx.merchantId} and issuing_at is not null and as_of <= ${asOf}::date
                       order by issuing_at desc, plan_id desc
                       limit 1)
     order by last_day nulls first, customer_id`);
  return new Map(rows.map((row) => [people.personOf(row.customer_id), { rhythm: row.rhythm, lastDay: row.last_day }]));
}

/** Who holds a coupon of a plan that is neither used up nor expired. */
export async function holdersOfOpenOffers(tx: Tx): Promise<Set<string>> {
  const rows = await tx.many<{ customer_id: string }>(sql`
    select distinct customer_id from pub_coupon
     where merchant_id = ${tx.merchantId} and plan_id is not null and customer_id is not null
       and used_count < use_limit and expires_at > ${tx.now}`);
  return new Set(rows.map((row) => row.customer_id));
}

/** Who was chosen in a plan whose offer is still running, whether it was given, used or withheld. */
export async function recentlyChosen(tx: Tx): Promise<Set<string>> {
  const rows = await tx.many<{ customer_id: string }>(sql`
    select distinct c.customer_id
      from plan_offer o
      join plan_choice c
        on c.merchant_id = o.merchant_id and c.plan_id = o.plan_id and c.template_id = o.template_id
     where o.merchant_id = ${tx.merchantId} and o.open_until > ${tx.now}`);
  return new Set(rows.map((row) => row.customer_id));
}

/** By template: which people had as many of its coupons, under all their customers, as one may have. */
export async function atCustomerLimit(
  tx: Tx,
  limits: readonly { templateId: string; customerLimit: number }[],
  people: People,
): Promise<Map<string, Set<string>>> {
  const rows = await tx.many<{ template_id: string; customer_id: string; coupons: number }>(sql`
    select c.template_id, c.customer_id, count(*) as coupons
      from unnest(${limits.map((l) => l.templateId)}::uuid[], ${limits.map((l) => l.customerLimit)}::integer[])
             as l (template_id, customer_limit)
      join pub_coupon c on c.merchant_id = ${tx.merchantId} and c.template_id = l.template_id
     where c.customer_id is not null
     group by c.template_id, c.customer_id, l.customer_limit
    having count(*) >= l.customer_limit or c.customer_id = any(${[...people.merged]}::uuid[])`);
  const byTemplate = Map.groupBy(rows, (row) => row.template_id);
  return new Map(
    limits.map(({ templateId, customerLimit }) => {
      const had = new Map<string, number>();
      for (const { customer_id, coupons } of byTemplate.get(templateId) ?? []) {
        const person = people.personOf(customer_id);
        had.set(person, (had.get(person) ?? 0) + coupons);
      }
      return [templateId, new Set([...had].flatMap(([person, coupons]) => (coupons >= customerLimit ? [person] : [])))];
    }),
  );
}
