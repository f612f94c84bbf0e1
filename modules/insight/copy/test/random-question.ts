import { raw, sql, type Statement } from '@shuke/db';
import type { Random } from '@shuke/kernel';

// A grammar of questions over the published views, in the words that both engines have.

interface Source {
  readonly from: string;
  readonly ids: readonly string[];
  readonly texts: readonly string[];
  readonly days: readonly string[];
  readonly instants: readonly string[];
  readonly numbers: readonly string[];
}

const ORDERS: Source = {
  from: 'pub_order o',
  ids: ['o.store_id', 'o.customer_id', 'o.order_id'],
  texts: ['o.source', 'o.order_ref'],
  days: ['o.business_day'],
  instants: ['o.ordered_at'],
  numbers: ['o.payable_minor', 'o.gross_minor', 'o.discount_minor', 'o.line_count'],
};

const SOURCES: readonly Source[] = [
  ORDERS,
  {
    ...ORDERS,
    from: 'pub_order o join pub_customer_person p on p.merchant_id = o.merchant_id and p.customer_id = o.customer_id',
    ids: ['p.person_id', 'o.store_id'],
  },
  {
    from: 'pub_order_line l join pub_product g on g.merchant_id = l.merchant_id and g.product_id = l.product_id',
    ids: ['l.store_id', 'l.customer_id', 'l.product_id'],
    texts: ['g.sku', 'g.category', 'g.name'],
    days: ['l.business_day'],
    instants: ['l.ordered_at'],
    numbers: ['l.amount_minor', 'l.quantity_milli', 'l.discount_minor', 'l.line_no'],
  },
  {
    from: 'pub_customer c left join pub_order o on o.merchant_id = c.merchant_id and o.customer_id = c.customer_id',
    ids: ['c.customer_id', 'o.store_id'],
    texts: ['c.source', 'o.source'],
    days: ['o.business_day'],
    instants: ['c.created_at', 'o.ordered_at'],
    numbers: ['o.payable_minor', 'o.line_count'],
  },
];

/** What conditions compare with. */
export interface Known {
  readonly merchantId: string;
  readonly storeIds: readonly string[];
  readonly customerIds: readonly string[];
}

type Conditions = readonly [text: string, values: readonly unknown[]][];

/** A question that both engines have to answer alike, row for row. */
export function randomQuestion(random: Random, known: Known): Statement {
  const source = random.pick(SOURCES);
  const merchant = `${source.from.split(' ')[1]}.merchant_id`;
  const conditions = Array.from({ length: random.int(4) }, () => condition(random, source, known));
  const keys = random.int(3) === 0 ? [] : distinct([key(random, source), key(random, source)]);
  const sums = distinct(Array.from({ length: 1 + random.int(3) }, () => sum(random, source)));
  const select = [...keys.map((text, i) => `${text} as k${i}`), ...sums.map((text, i) => `${text} as v${i}`)];
  const group = keys.length > 0 ? `group by ${keys.map((_, i) => i + 1).join(', ')}` : '';
  const having = keys.length > 0 && random.int(3) === 0 ? 'having count(*) > 1' : '';
  // Every column orders, so that a limit cuts at the same row.
  const order = select.map((_, i) => `${i + 1} ${random.pick(['', 'desc', 'nulls first', 'desc nulls last'])}`);
  const limit = random.pick(['', 'limit 7']);
  const tail = raw(`${group} ${having} order by ${order.join(', ')} ${limit}`);
  const [a, b, c] = [conditions[0] ?? ALWAYS, conditions[1] ?? ALWAYS, conditions[2] ?? ALWAYS];
  const head = `select ${select.join(', ')} from ${source.from} where ${merchant} = `;
  return joined(known.merchantId, { head, conditions: [a, b, c], tail: tail.text });
}

const ALWAYS: Conditions[number] = ['true', []];
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Puts texts and the values that they bind together; a condition says with `?` where its values stand. */
function joined(
  merchantId: string,
  { head, conditions, tail }: { head: string; conditions: Conditions; tail: string },
): Statement {
  const values: unknown[] = [merchantId];
  const texts = conditions.map(([text, own]) => {
    let nth = 0;
    return text.replaceAll('?', () => {
      values.push(own[nth++]);
      return `$${values.length}`;
    });
  });
  const { name } = sql`${raw([head, ...texts, tail].join(' and '))}`;
  return { text: `${head}$1 and ${texts.join(' and ')} ${tail}`, values, name };
}

function condition(random: Random, source: Source, known: Known): Conditions[number] {
  const day = (): string =>
    `2025-${String(8 + random.int(5)).padStart(2, '0')}-${String(1 + random.int(28)).padStart(2, '0')}`;
  const kinds: (() => Conditions[number])[] = [
    () => [`${random.pick(source.days)} >= ?::date`, [day()]],
    () => [`${random.pick(source.days)} between ?::date and ?::date`, [day(), day()]],
    () => [`${random.pick(source.instants)} < ?::timestamptz`, [`${day()}T10:00:00Z`]],
    () => [`${random.pick(source.instants)} >= ?`, [new Date(`${day()}T10:00:00Z`)]],
    () => [`${random.pick(source.numbers)} > ?::bigint`, [random.int(3000)]],
    () => [`${random.pick(source.numbers)} % 7 = ?::bigint`, [random.int(7)]],
    () => [`${random.pick(source.texts)} = ?::text`, [random.pick(['till', 'import', 'tea', 'drinks', 'a soup'])]],
    () => [`${random.pick(source.texts)} like ?::text`, [random.pick(['t%', '%e%', 'R1%'])]],
    () => [`${random.pick(source.texts)} = any (?::text[])`, [[random.pick(['till', 'meals']), 'bun']]],
    () => [
      `${random.pick(source.ids)} = any (?::uuid[])`,
      [[random.pick(known.storeIds), random.pick(known.customerIds)]],
    ],
    () => [`${random.pick(source.ids)} is not null`, []],
    () => [
      `(?::uuid is null or ${random.pick(source.ids)} = ?::uuid)`,
      random.pick([[null, null], Array(2).fill(random.pick(known.storeIds))]),
    ],
  ];
  return random.pick(kinds)();
}

const key = (random: Random, source: Source): string =>
  random.pick([
    random.pick(source.ids),
    random.pick(source.texts),
    random.pick(source.days),
    `date_trunc('month', ${random.pick(source.days)}::timestamp)::date`,
    `(${random.pick(source.days)} - date '2025-01-01') / 7`,
    `extract(isodow from ${random.pick(source.days)})::integer`,
    `${random.pick(source.numbers)} / 1000`,
    `case when ${random.pick(source.numbers)} > 1000 then 'much' else 'little' end`,
    `coalesce(${random.pick(source.texts)}, 'none')`,
  ]);

const sum = (random: Random, source: Source): string =>
  random.pick([
    'count(*)',
    `count(distinct ${random.pick(source.ids)})`,
    `sum(${random.pick(source.numbers)})`,
    `min(${random.pick(source.days)})`,
    `max(${random.pick(source.instants)})`,
    `sum(${random.pick(source.numbers)}) filter (where ${random.pick(source.days)} < date '2025-12-01')`,
    `count(*) filter (where ${random.pick(source.ids)} is not null)`,
    `bool_or(${random.pick(source.numbers)} > 2000)`,
    `min(${random.pick(source.texts)})`,
    `sum(${random.pick(source.numbers)})::bigint / count(*)`,
  ]);
