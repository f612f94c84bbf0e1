import type { Columns } from '@shuke/insight';

/** Products by their numbers, those of one category next to each other. */
export interface Goods {
  readonly sku: readonly string[];
  readonly brand: readonly (string | null)[];
  readonly category: readonly (string | null)[];
}

/** Where people are met. */
export interface Touchpoint {
  readonly id: string;
  readonly kind: string;
}

/** What the columns of the tables speak of by number: each by its place in one of these lists. */
export interface Names {
  readonly customerSources: readonly string[];
  readonly orderSources: readonly string[];
  readonly storeIds: readonly string[];
  readonly goods: Goods;
  readonly tierIds: readonly string[];
  readonly touchpoints: readonly Touchpoint[];
  /** As `family:value`. */
  readonly tags: readonly string[];
  readonly stages: readonly string[];
  readonly channels: readonly string[];
  readonly purposes: readonly string[];
  /** What can happen at a touchpoint. */
  readonly happenings: readonly string[];
  /** How many orders are of somebody who is or was known. */
  readonly orders: number;
}

/** The columns that an index is made of, table by table in the order in which they are read. Ids are four words, all else numbers. */
export const TABLES = {
  people: { ids: ['customer_id', 'person_id'], numbers: ['source', 'lot', 'created'] },
  orders: { ids: ['order_id', 'customer_id'], numbers: ['day', 'at', 'hour', 'store', 'source', 'amount', 'lines'] },
  lines: { ids: ['order_id'], numbers: ['product', 'amount', 'quantity', 'gone'] },
  stages: { ids: ['customer_id'], numbers: ['at', 'what'] },
  tiers: { ids: ['customer_id'], numbers: ['what'] },
  tierChanges: { ids: ['customer_id'], numbers: ['at', 'what'] },
  consents: { ids: ['customer_id'], numbers: ['at', 'what', 'purpose', 'granted'] },
  met: { ids: ['customer_id'], numbers: ['at', 'what', 'touchpoint'] },
  tags: { ids: ['customer_id'], numbers: ['tag', 'like_fading', 'avoid_lasting', 'avoid_fading', 'allergy'] },
} as const satisfies Record<string, { ids: readonly string[]; numbers: readonly string[] }>;
export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** Gives a table in pieces, each to be read before the next is asked for. The tables are asked for in their order, each once. */
export type Blocks = (table: TableName) => AsyncIterable<Columns>;

/** Which of several indexes of one merchant it is: each has its share of the people, and nothing of the others. */
export interface Share {
  readonly index: number;
  readonly of: number;
}
export const EVERYBODY: Share = { index: 0, of: 1 };
