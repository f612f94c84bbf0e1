import {
  isByLine,
  type AtHome,
  type Bought,
  type Edge,
  type Purchases,
  type Range,
  type Sequence,
} from '../rule/question.ts';
import type { Span } from '../rule/days.ts';
import { isOneOf, joined, NOTHING, part, words, type Part } from './part.ts';

/** Purchases as rows of a person, order and day, with what they came to. */
function rowsOf(merchantId: string, of: Purchases, span: Span): Part {
  return isByLine(of) ? lineRows(merchantId, of, span) : orderRows(merchantId, of, span);
}

const orderRows = (merchantId: string, of: Purchases, span: Span): Part => part`
  select p.person_id, o.order_id, o.business_day, o.payable_minor as amount_minor, 0 as quantity_milli
    from people p
    join pub_order o on o.customer_id = p.customer_id
   where o.merchant_id = ${merchantId}::uuid and ${within(words('o'), span)}${ofOrder(words('o'), of)}`;

function lineRows(merchantId: string, of: Purchases, span: Span): Part {
  const product = of.skus ?? of.categories ?? of.productBrands;
  const joins = [
    ...(product ? [part`join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id`] : []),
    ...(of.sources ? [part`join pub_order s on s.merchant_id = l.merchant_id and s.order_id = l.order_id`] : []),
    ...(of.kept
      ? [
          part`left join pub_order_return r
                on r.merchant_id = l.merchant_id and r.order_id = l.order_id and r.line_no = l.line_no`,
        ]
      : []),
  ];
  const conditions = [
    ...(of.skus ? [isOneOf(words('g.sku'), of.skus, 'text')] : []),
    ...(of.categories ? [isOneOf(words('g.category'), of.categories, 'text')] : []),
    ...(of.productBrands ? [isOneOf(words('g.brand'), of.productBrands, 'text')] : []),
    ...(of.sources ? [isOneOf(words('s.source'), of.sources, 'text')] : []),
    ...(of.kept ? [part`coalesce(r.quantity_milli, 0) < l.quantity_milli`] : []),
  ];
  return part`
  select p.person_id, l.order_id, l.business_day, l.amount_minor, l.quantity_milli
    from people p
    join pub_order_line l on l.customer_id = p.customer_id
    ${joined(joins, '\n    ')}
   where l.merchant_id = ${merchantId}::uuid and ${within(words('l'), span)}${ofOrder(words('l'), { ...of, sources: undefined })}${
     conditions.length > 0 ? part` and ${joined(conditions, ' and ')}` : NOTHING
   }`;
}

const within = (of: Part, { from, to }: Span): Part =>
  from === null
    ? part`${of}.business_day <= ${to}::date`
    : part`${of}.business_day between ${from}::date and ${to}::date`;

type OfOrder = Omit<Purchases, 'sources'> & { readonly sources?: readonly string[] | undefined };

function ofOrder(of: Part, { storeIds, sources, weekdays, hours }: OfOrder): Part {
  const conditions = [
    ...(storeIds ? [isOneOf(part`${of}.store_id`, storeIds, 'uuid')] : []),
    ...(sources ? [isOneOf(part`${of}.source`, sources, 'text')] : []),
    ...(weekdays ? [isOneOf(part`cast(extract(isodow from ${of}.business_day) as integer)`, weekdays, 'integer')] : []),
    ...(hours ? [isOneOf(part`cast(extract(hour from ${of}.ordered_local) as integer)`, hours, 'integer')] : []),
  ];
  return conditions.length > 0 ? part` and ${joined(conditions, ' and ')}` : NOTHING;
}

const inRange = (value: Part, range: Range | undefined): Part[] => [
  ...(range?.least === undefined ? [] : [part`${value} >= ${range.least}::bigint`]),
  ...(range?.most === undefined ? [] : [part`${value} <= ${range.most}::bigint`]),
];

/** Who bought so often, so much, for so much. */
export function boughtSql(merchantId: string, { of, span, orders, days, unitsMilli, amountMinor }: Bought): Part {
  // Units need lines; of an order as a whole there are none.
  const isOfUnits = unitsMilli !== undefined && !isByLine(of);
  const rows = isOfUnits ? lineRows(merchantId, of, span) : rowsOf(merchantId, of, span);
  const conditions = [
    ...inRange(words('count(distinct b.order_id)'), orders),
    ...inRange(words('count(distinct b.business_day)'), days),
    ...inRange(words('sum(b.quantity_milli)'), unitsMilli),
    ...inRange(words('sum(b.amount_minor)'), amountMinor),
  ];
  const having = conditions.length > 0 ? part` having ${joined(conditions, ' and ')}` : NOTHING;
  return part`select b.person_id from (${rows}) as b group by b.person_id${having}`;
}

/** Whose first or last such purchase lies in the span. */
export function edgeSql(merchantId: string, { is, of, span, asOf }: Edge): Part {
  const edge = is === 'first' ? words('min(b.business_day)') : words('max(b.business_day)');
  const since = span.from === null ? NOTHING : part` and ${edge} >= ${span.from}::date`;
  return part`
  select b.person_id from (${rowsOf(merchantId, of, { from: null, to: asOf })}) as b
   group by b.person_id having ${edge} <= ${span.to}::date${since}`;
}

/** Who bought the one and, on a later day within so many days, the other: of each day with the other, the last with the one. */
export function sequenceSql(merchantId: string, { first, next, withinDays, span }: Sequence): Part {
  return part`
  select distinct w.person_id
    from (select d.person_id, d.business_day, d.is_then,
                 max(case when d.is_first = 1 then d.business_day end) over (
                   partition by d.person_id order by d.business_day
                   rows between unbounded preceding and 1 preceding) as first_day
            from (select b.person_id, b.business_day, max(b.is_first) as is_first, max(b.is_then) as is_then
                    from (select f.person_id, f.business_day, 1 as is_first, 0 as is_then
                            from (${rowsOf(merchantId, first, span)}) as f
                           union all
                          select t.person_id, t.business_day, 0 as is_first, 1 as is_then
                            from (${rowsOf(merchantId, next, span)}) as t) as b
                   group by b.person_id, b.business_day) as d) as w
   where w.is_then = 1 and w.business_day - w.first_day <= ${withinDays}::integer`;
}

/** Whose last order, or most visit days, were in such a store. Of as many days the store that was seen last, then by id. */
export function atHomeSql(merchantId: string, { which, storeIds, asOf }: AtHome): Part {
  const span = { from: null, to: asOf };
  const ranked =
    which === 'last'
      ? part`
    select p.person_id, o.store_id,
           row_number() over (partition by p.person_id
                              order by o.business_day desc, o.ordered_at desc, o.order_id desc) as nth
      from people p
      join pub_order o on o.customer_id = p.customer_id
     where o.merchant_id = ${merchantId}::uuid and ${within(words('o'), span)}`
      : part`
    select u.person_id, u.store_id,
           row_number() over (partition by u.person_id order by u.days desc, u.last_day desc, u.store_id) as nth
      from (select p.person_id, o.store_id, count(distinct o.business_day) as days, max(o.business_day) as last_day
              from people p
              join pub_order o on o.customer_id = p.customer_id
             where o.merchant_id = ${merchantId}::uuid and ${within(words('o'), span)}
             group by p.person_id, o.store_id) as u`;
  return part`
  select h.person_id from (${ranked}) as h where h.nth = 1 and ${isOneOf(words('h.store_id'), storeIds, 'uuid')}`;
}
