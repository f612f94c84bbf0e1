import type { DuckDBConnection } from '@duckdb/node-api';
import { assert } from '@shuke/kernel';
import { nameList, type SUM_TABLES } from './tables.ts';

/** How a table of sums is made: texts of SQL over a table of the copy, by name of the column. */
interface Sum {
  readonly of: 'pub_order' | 'pub_order_line';
  readonly keys: Readonly<Record<string, string>>;
  readonly figures: Readonly<Record<string, string>>;
}

const sumOf = (column: string): string => `sum(${column})::bigint`;

/** The same sums as their views have in PostgreSQL. Rows lie by day, so that a question of some days reads those. */
const SUMS: Readonly<Record<(typeof SUM_TABLES)[number], Sum>> = {
  pub_order_day: {
    of: 'pub_order',
    keys: { business_day: 'business_day', store_id: 'store_id', source: 'source' },
    figures: {
      orders: 'count(*)',
      known_orders: 'count(customer_id)',
      payable_minor: sumOf('payable_minor'),
      known_payable_minor: 'coalesce(sum(payable_minor) filter (where customer_id is not null), 0)::bigint',
    },
  },
  pub_order_hour: {
    of: 'pub_order',
    keys: { business_day: 'business_day', store_id: 'store_id', hour: 'extract(hour from ordered_local)::integer' },
    figures: {
      orders: 'count(*)',
      known_orders: 'count(customer_id)',
      payable_minor: sumOf('payable_minor'),
    },
  },
  pub_product_day: {
    of: 'pub_order_line',
    keys: { business_day: 'business_day', product_id: 'product_id' },
    figures: {
      lines: 'count(*)',
      quantity_milli: sumOf('quantity_milli'),
      amount_minor: sumOf('amount_minor'),
      discount_minor: sumOf('discount_minor'),
    },
  },
};

/** Makes all sums anew. */
export async function sumAll(duck: DuckDBConnection): Promise<void> {
  for (const [table, sum] of Object.entries(SUMS)) {
    const names = namesOf(sum);
    await duck.run(`delete from ${table}`);
    await duck.run(
      `insert into ${table} (${names}) select ${names} from (${textOf(sum, 'true')}) order by ${nameList(Object.keys(sum.keys))}`,
    );
  }
}

/**
 * Makes the sums of some business days anew, in the transaction in which their rows changed. Sums that stay as they are are not
 * written, and those that change are written over, for rows deleted and added with every sale would pile up until the file is tidied.
 */
export async function sumDays(duck: DuckDBConnection, days: Iterable<string>): Promise<void> {
  const texts = [...new Set(days)];
  if (texts.length === 0) return;
  assert(
    texts.every((day) => /^\d{4,}-\d\d-\d\d$/.test(day)),
    'days go into the text of a statement',
  );
  const ofDays = `business_day in (${texts.map((day) => `date '${day}'`).join(', ')})`;
  for (const [table, sum] of Object.entries(SUMS)) await sumTable(duck, { table, sum, ofDays });
}

interface Summed {
  readonly table: string;
  readonly sum: Sum;
  readonly ofDays: string;
}

async function sumTable(duck: DuckDBConnection, { table, sum, ofDays }: Summed): Promise<void> {
  const figures = Object.keys(sum.figures);
  const isSame = Object.keys(sum.keys)
    .map((key) => `t.${key} = f.${key}`)
    .join(' and ');
  const there = `t.${ofDays} and ${isSame}`;
  const written = figures.map((name) => `${name} = f.${name}`).join(', ');
  const differs = figures.map((name) => `t.${name} <> f.${name}`).join(' or ');
  const names = namesOf(sum);
  await duck.run(`create or replace temp table fresh_sum as ${textOf(sum, ofDays)}`);
  await duck.run(`delete from ${table} t where t.${ofDays} and not exists (select 1 from fresh_sum f where ${isSame})`);
  await duck.run(`update ${table} t set ${written} from fresh_sum f where ${there} and (${differs})`);
  await duck.run(
    `insert into ${table} (${names}) select ${names} from fresh_sum f where not exists (select 1 from ${table} t where ${there})`,
  );
}

const namesOf = ({ keys, figures }: Sum): string =>
  nameList(['merchant_id', ...Object.keys(keys), ...Object.keys(figures)]);

function textOf({ of, keys, figures }: Sum, where: string): string {
  const columns = Object.entries({ ...keys, ...figures }).map(([name, text]) => `${text} as ${name}`);
  const by = ['merchant_id', ...Object.values(keys)].join(', ');
  return `select merchant_id, ${columns.join(', ')} from ${of} where ${where} group by ${by}`;
}
