import { OF_ORDER, SUM_TABLES, TABLES, type Columns, type TableName } from './tables.ts';

/** A table of the copy that is made of what a feed brings, and how: DuckDB's text over the table `page`. */
interface Filled {
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly from: string;
}

/** Rows of one published view that are fetched together, and what becomes of them. */
export interface Feed {
  readonly view: string;
  /** What rows are replaced by. */
  readonly by: string;
  /** What PostgreSQL sends, how DuckDB reads it, and as what. */
  readonly columns: readonly { readonly sent: string; readonly read: string; readonly taken: string }[];
  readonly fills: readonly Filled[];
}

const column = (name: string, type: string) =>
  type === 'VARCHAR[]'
    ? {
        sent: `to_json(${name})`,
        read: `'${name}': 'VARCHAR'`,
        taken: `from_json("${name}", '["VARCHAR"]') as "${name}"`,
      }
    : { sent: name, read: `'${name}': '${type}'`, taken: `"${name}"` };

const columnsOf = (columns: Columns) => Object.entries(columns).map(([name, type]) => column(name, type));

/** A table that is its view, row for row. */
const plainFeed = (table: TableName): Feed => {
  const { by, columns } = TABLES[table];
  return {
    view: table,
    by,
    columns: columnsOf(columns),
    fills: [{ table, columns: Object.keys(columns), from: 'page' }],
  };
};

// A list of ids or numbers, in the form in which DuckDB writes lists itself.
const list = (name: string, type: string) => ({
  sent: `'[' || array_to_string(${name}, ',') || ']'`,
  read: `'${name}': 'VARCHAR'`,
  taken: `${name}::${type}[] as ${name}`,
});

const LINE_LISTS = {
  product_id: 'line_product_id',
  quantity_milli: 'line_quantity_milli',
  amount_minor: 'line_amount_minor',
  discount_minor: 'line_discount_minor',
} as const;

const UNFOLDED = `(select ${Object.keys(OF_ORDER).join(', ')}, generate_subscripts(line_product_id, 1)::integer as line_no,
  ${Object.entries(LINE_LISTS)
    .map(([name, packed]) => `unnest(${packed}) as ${name}`)
    .join(', ')} from page)`;

/** Orders with their lines. Within a page they lie by day and store, so that a question of a few days or one store reads little. */
const ORDER_FEED: Feed = {
  view: 'pub_order_packed',
  by: 'order_id',
  columns: [
    ...columnsOf(TABLES.pub_order.columns),
    ...Object.entries(LINE_LISTS).map(([name, packed]) => list(packed, name === 'product_id' ? 'UUID' : 'BIGINT')),
  ],
  fills: [
    {
      table: 'pub_order',
      columns: Object.keys(TABLES.pub_order.columns),
      from: 'page order by business_day, store_id, order_id',
    },
    {
      table: 'pub_order_line',
      columns: Object.keys(TABLES.pub_order_line.columns),
      from: `${UNFOLDED} order by business_day, store_id, order_id, line_no`,
    },
  ],
};

/** What the feed of orders brings, or what is made of it. */
type OfOrders = 'pub_order_line' | (typeof SUM_TABLES)[number];
export type FeedName = Exclude<TableName, OfOrders>;

const isFetched = (table: TableName): table is FeedName =>
  table !== 'pub_order_line' && !(SUM_TABLES as readonly TableName[]).includes(table);

/** By the table that each is about; that of orders brings their lines too. */
export const FEEDS = Object.fromEntries(
  (Object.keys(TABLES) as TableName[])
    .filter(isFetched)
    .map((table) => [table, table === 'pub_order' ? ORDER_FEED : plainFeed(table)]),
) as Readonly<Record<FeedName, Feed>>;
