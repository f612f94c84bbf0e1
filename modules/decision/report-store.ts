import { sql, type Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { readPeople } from './people.ts';

/** Whose coupons a report is about: a plan's, or all of a template. */
export type ReportScope = { readonly planId: string } | { readonly templateId: string };

export interface RedemptionTotals {
  readonly given: number;
  readonly redeemed: number;
  readonly discountMinor: number;
  readonly salesMinor: number;
  readonly newMembers: number;
}

/**
 * What became of the coupons. A receipt on which several of them were redeemed counts once. Sales are what was paid for
 * the receipt; where none was recorded, what the coupon was shown less its discount. A new member is a person whose first
 * receipt, under any customer, is among them.
 */
export async function redemptionTotals(tx: Tx, scope: ReportScope): Promise<RedemptionTotals> {
  const people = await readPeople(tx);
  const merged = [...people.merged];
  const planId = 'planId' in scope ? scope.planId : null;
  const templateId = 'templateId' in scope ? scope.templateId : null;
  return tx.one<RedemptionTotals>(sql`
    with merged as materialized (
      select customer_id, person_id
        from unnest(${merged}::uuid[], ${merged.map(people.personOf)}::uuid[]) as m (customer_id, person_id)
    ), given as (
      select coupon_id from plan_choice
       where merchant_id = ${tx.merchantId} and plan_id = ${planId}::uuid and coupon_id is not null
      union all
      select coupon_id from pub_coupon
       where merchant_id = ${tx.merchantId} and template_id = ${templateId}::uuid
    ), used as (
      select r.coupon_id, r.order_ref, r.basis_minor, r.discount_minor
        from given
        join pub_coupon_redemption r on r.merchant_id = ${tx.merchantId} and r.coupon_id = given.coupon_id
    ), receipt as (
      select u.order_ref, max(u.basis_minor) - sum(u.discount_minor) as shown_minor, o.order_id, o.customer_id,
             o.ordered_at, o.payable_minor
        from used u
        left join pub_order o on o.merchant_id = ${tx.merchantId} and o.order_ref = u.order_ref
       group by u.order_ref, o.order_id, o.customer_id, o.ordered_at, o.payable_minor
    )
    select (select count(*) from given) as given,
           (select count(distinct coupon_id) from used) as redeemed,
           (select coalesce(sum(discount_minor), 0) from used) as "discountMinor",
           (select coalesce(sum(coalesce(payable_minor, shown_minor)), 0) from receipt) as "salesMinor",
           (select count(*) from receipt r
             where r.customer_id is not null
               and not exists (select from pub_order o
                                where o.merchant_id = ${tx.merchantId} and o.customer_id = r.customer_id
                                  and (o.ordered_at, o.order_id) < (r.ordered_at, r.order_id))
               and not exists (select from merged m
                                 join merged other on other.person_id = m.person_id
                                 join pub_order o on o.merchant_id = ${tx.merchantId} and o.customer_id = other.customer_id
                                where m.customer_id = r.customer_id
                                  and (o.ordered_at, o.order_id) < (r.ordered_at, r.order_id))) as "newMembers"`);
}

/** One customer of the comparison: what was bought since the offers went out, and before. */
export interface Outcome {
  readonly arm: 'treated' | 'control';
  readonly orders: number;
  readonly grossMinor: number;
  readonly discountMinor: number;
  /** Paid, net of discounts. */
  readonly salesMinor: number;
  readonly beforeMinor: number;
  /** The average receipt at the time of the plan. */
  readonly ticketMinor: number;
}

export interface ReportWindow {
  readonly planId: string;
  /** From when spending before the offers counts, when they went out, and until when sales count; ends excluded. */
  readonly before: Date;
  readonly from: Date;
  readonly to: Date;
}

interface ChosenRow {
  readonly customerId: string;
  readonly arm: 'treated' | 'control';
  readonly ticketMinor: number;
}

interface SpentRow extends Spent {
  readonly customerId: string;
}

/**
 * Everybody for whom an offer was chosen, given or withheld, by customer id, so that sums come out the same each time. Those
 * who were merged since are one person in the group of the one who was there first, whatever the other was given: a person
 * is not compared with herself. The lists are joined here: on receipts so fresh that PostgreSQL has no statistics of them, it
 * added up everybody's spending once for each customer.
 */
export async function outcomes(tx: Tx, window: ReportWindow): Promise<Outcome[]> {
  const [chosen, spent, { personOf }] = await Promise.all([
    readChosen(tx, window.planId),
    readSpent(tx, window),
    readPeople(tx),
  ]);
  const spentBy = Map.groupBy(spent, ({ customerId }) => personOf(customerId));
  const chosenBy = Map.groupBy(chosen, ({ customerId }) => personOf(customerId));
  return [...chosenBy].map(([person, [first]]) => {
    const { arm, ticketMinor } = must(first, 'a group has one');
    return { ...(spentBy.get(person) ?? []).reduce(plus, NOTHING), arm, ticketMinor };
  });
}

type Spent = Omit<Outcome, 'arm' | 'ticketMinor'>;

const plus = (a: Spent, b: Spent): Spent => ({
  orders: a.orders + b.orders,
  grossMinor: a.grossMinor + b.grossMinor,
  discountMinor: a.discountMinor + b.discountMinor,
  salesMinor: a.salesMinor + b.salesMinor,
  beforeMinor: a.beforeMinor + b.beforeMinor,
});

const NOTHING = { orders: 0, grossMinor: 0, discountMinor: 0, salesMinor: 0, beforeMinor: 0 };

const readChosen = (tx: Tx, planId: string): Promise<ChosenRow[]> =>
  tx.many<ChosenRow>(sql`
    select customer_id as "customerId", arm, (facts ->> 'ticketMinor')::bigint as "ticketMinor"
      from plan_choice
     where merchant_id = ${tx.merchantId} and plan_id = ${planId} and arm in ('treated', 'control')
     order by customer_id`);

const readSpent = (tx: Tx, { before, from, to }: ReportWindow): Promise<SpentRow[]> =>
  tx.many<SpentRow>(sql`
    select customer_id as "customerId", count(*) filter (where ordered_at >= ${from}) as orders,
           coalesce(sum(gross_minor) filter (where ordered_at >= ${from}), 0) as "grossMinor",
           coalesce(sum(discount_minor) filter (where ordered_at >= ${from}), 0) as "discountMinor",
           coalesce(sum(payable_minor) filter (where ordered_at >= ${from}), 0) as "salesMinor",
           coalesce(sum(payable_minor) filter (where ordered_at < ${from}), 0) as "beforeMinor"
      from pub_order
     where merchant_id = ${tx.merchantId} and customer_id is not null
       and ordered_at >= ${before} and ordered_at < ${to}
     group by customer_id`);
