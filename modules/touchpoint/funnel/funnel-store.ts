import { sql, type Tx } from '@shuke/db';
import type { Span } from '../span.ts';
import type { Touchpoint } from '../touchpoint.ts';

/** Customers who are one person with others, each with that person, who is among them too. */
export interface Merged {
  readonly customerIds: readonly string[];
  readonly personIds: readonly string[];
}

/** What was seen at a touchpoint itself. */
export interface Seen {
  readonly touchpointId: string;
  readonly scans: number;
  readonly visitors: number;
  readonly contacts: number;
  readonly payments: number;
}

export const readSeen = (tx: Tx, { from, to }: Span, merged: Merged): Promise<Seen[]> =>
  tx.many<Seen>(sql`
    select e.touchpoint_id as "touchpointId",
           count(*) filter (where e.kind = 'scan')::integer as scans,
           count(distinct e.visitor) filter (where e.kind = 'scan')::integer as visitors,
           count(distinct coalesce(m.person_id, e.customer_id)) filter (where e.kind = 'join')::integer as contacts,
           count(*) filter (where e.kind = 'payment')::integer as payments
      from touchpoint_event e
      left join unnest(${merged.customerIds}::uuid[], ${merged.personIds}::uuid[]) as m (customer_id, person_id)
        on m.customer_id = e.customer_id
     where e.merchant_id = ${tx.merchantId} and e.at >= ${from} and e.at < ${to} and e.touchpoint_id is not null
     group by e.touchpoint_id`);

/** What is credited to a touchpoint, or to none (null), by one of the two rules. */
export interface Credit {
  readonly touchpointId: string | null;
  readonly rule: 'first' | 'last';
  readonly members: number;
  readonly buyers: number;
  readonly orders: number;
  readonly revenueMinor: number;
}

/**
 * Credits every order and new member of a span to the first and to the last touch of the same person within the window
 * before. A touch is a scan or a join, also one on a device that became the person's only later, and also one as another
 * customer who is the same person now; an order's own touchpoint is its last.
 */
export const readCredits = (
  tx: Tx,
  { from, to, windowDays }: Span & { windowDays: number },
  { customerIds, personIds }: Merged,
): Promise<Credit[]> =>
  tx.many<Credit>(sql`
    with merged as materialized (
      select customer_id, person_id from unnest(${customerIds}::uuid[], ${personIds}::uuid[]) as m (customer_id, person_id)
    ), conversion as (
      select event_id, kind, touchpoint_id, customer_id, amount_minor, at
        from touchpoint_event
       where merchant_id = ${tx.merchantId} and kind in ('order', 'member') and at >= ${from} and at < ${to}
    ), known as (
      select event_id, customer_id, at from conversion where customer_id is not null
      union all
      select c.event_id, other.customer_id, c.at
        from conversion c
        join merged m on m.customer_id = c.customer_id
        join merged other on other.person_id = m.person_id and other.customer_id <> m.customer_id
    ), touch as (
      select c.event_id as conversion_id, e.touchpoint_id, e.at, 0 as rank, e.event_id
        from known c
        join touchpoint_event e
          on e.merchant_id = ${tx.merchantId} and e.customer_id = c.customer_id and e.kind in ('scan', 'join')
         and e.touchpoint_id is not null and e.at <= c.at and e.at > c.at - make_interval(days => ${windowDays}::integer)
      union all
      select c.event_id, e.touchpoint_id, e.at, 0, e.event_id
        from known c
        join touchpoint_visitor v on v.merchant_id = ${tx.merchantId} and v.customer_id = c.customer_id
        join touchpoint_event e
          on e.merchant_id = v.merchant_id and e.visitor = v.visitor and e.customer_id is null
         and e.kind in ('scan', 'join') and e.touchpoint_id is not null
         and e.at <= c.at and e.at > c.at - make_interval(days => ${windowDays}::integer)
      union all
      select event_id, touchpoint_id, at, 1, event_id from conversion where touchpoint_id is not null
    ), chosen as (
      select conversion_id, 'first' as rule,
             (array_agg(touchpoint_id order by at, rank, event_id))[1] as touchpoint_id
        from touch group by conversion_id
      union all
      select conversion_id, 'last',
             (array_agg(touchpoint_id order by at desc, rank desc, event_id desc))[1]
        from touch group by conversion_id
    )
    select chosen.touchpoint_id as "touchpointId", rules.rule,
           count(distinct coalesce(m.person_id, c.customer_id)) filter (where c.kind = 'member')::integer as members,
           count(distinct coalesce(m.person_id, c.customer_id)) filter (where c.kind = 'order')::integer as buyers,
           count(*) filter (where c.kind = 'order')::integer as orders,
           coalesce(sum(c.amount_minor) filter (where c.kind = 'order'), 0) as "revenueMinor"
      from conversion c
     cross join (values ('first'), ('last')) as rules (rule)
      left join merged m on m.customer_id = c.customer_id
      left join chosen on chosen.conversion_id = c.event_id and chosen.rule = rules.rule
     group by chosen.touchpoint_id, rules.rule`);

/** The touchpoints of a funnel: of one store or of all. */
export const readFunnelTouchpoints = (tx: Tx, storeId: string | null): Promise<Touchpoint[]> =>
  tx.many<Touchpoint>(sql`
    select touchpoint_id as "touchpointId", store_id as "storeId", kind, label, staff_id as "staffId",
           cost_minor as "costMinor", cost_per as "costPer", active, created_at as "createdAt"
      from touchpoint
     where merchant_id = ${tx.merchantId} and (${storeId}::uuid is null or store_id = ${storeId})
     order by touchpoint_id limit 5000`);
