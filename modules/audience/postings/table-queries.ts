import { sql, type Statement } from '@shuke/db';
import { blocksOf, type Asks } from '@shuke/insight';
import { lotSql } from '../sql/persons.ts';
import { part, statementOf, type Part } from '../sql/part.ts';
import * as facts from './facts-queries.ts';
import { numberOf } from './numbering.ts';
import type { Blocks, Names, TableName } from './tables.ts';

/** The tables as one state of the copy has them. */
export const blocksFrom = (asks: Asks, names: Names): Blocks => {
  const statements = statementsOf(asks.merchantId, names);
  return (table) => blocksOf(asks, statements[table]);
};

const statementsOf = (merchantId: string, names: Names): Record<TableName, Statement> => ({
  people: statementOf(peopleSql(merchantId, names.customerSources)),
  orders: statementOf(ordersSql(merchantId, names.orderSources)),
  lines: linesStatement(merchantId),
  stages: statementOf(facts.stagesSql(merchantId)),
  tiers: statementOf(facts.tiersSql(merchantId, names.tierIds)),
  tierChanges: statementOf(facts.tierChangesSql(merchantId, names.tierIds)),
  consents: statementOf(facts.consentsSql(merchantId)),
  met: statementOf(facts.metSql(merchantId)),
  tags: statementOf(facts.tagsSql(merchantId)),
});

const peopleSql = (merchantId: string, sources: readonly string[]): Part => part`
    select c.customer_id, l.person_id, ${numberOf('c.source', sources)} as source, ${lotSql('l.person_id')} as lot,
           round(extract(epoch from c.created_at) * 1000000)::double precision as created
      from pub_customer c
      join pub_customer_person l on l.merchant_id = c.merchant_id and l.customer_id = c.customer_id
     where c.merchant_id = ${merchantId}::uuid
     order by l.person_id`;

const ordersSql = (merchantId: string, sources: readonly string[]): Part => part`
    select o.order_id, o.customer_id, (o.business_day - date '1970-01-01')::integer as day,
           round(extract(epoch from o.ordered_at) * 1000000)::double precision as at,
           extract(hour from o.ordered_local)::integer as hour, s.store_no::integer as store,
           ${numberOf('o.source', sources)} as source, o.payable_minor::integer as amount, o.line_count as lines
      from pub_order o
      join (select store_id, row_number() over (order by store_id) - 1 as store_no
              from pub_store where merchant_id = ${merchantId}::uuid) as s on s.store_id = o.store_id
     where o.merchant_id = ${merchantId}::uuid and o.customer_id is not null`;

// A line came back whole as SQL says it where a rule leaves such lines out.
const linesStatement = (merchantId: string): Statement => sql`
  select l.order_id, g.product_no::integer as product, l.amount_minor::integer as amount,
         l.quantity_milli::integer as quantity,
         case when coalesce(r.quantity_milli, 0) < l.quantity_milli then 0 else 1 end as gone
    from pub_order_line l
    join (select product_id, row_number() over (order by category nulls last, product_id) - 1 as product_no
            from pub_product where merchant_id = ${merchantId}::uuid) as g on g.product_id = l.product_id
    left join pub_order_return r
           on r.merchant_id = l.merchant_id and r.order_id = l.order_id and r.line_no = l.line_no
   where l.merchant_id = ${merchantId}::uuid and l.customer_id is not null`;
