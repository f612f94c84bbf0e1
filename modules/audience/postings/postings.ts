import type { Bits } from './bits.ts';

/** Purchases as columns, a row an order or a line, in the order of days. Rows of one day and group stand together. */
export interface Rows {
  readonly person: Int32Array;
  readonly store: Uint16Array;
  readonly amountMinor: Int32Array;
  /** Of lines: their order, by its row among the orders. */
  readonly order?: Int32Array;
  readonly product?: Int32Array;
  readonly quantityMilli?: Int32Array;
  /** Where the rows of a group and day begin: at group × (days + 1) + day. Orders are one group. */
  readonly starts: Int32Array;
}

export interface OrderRows extends Rows {
  readonly source: Uint8Array;
  readonly hour: Uint8Array;
}

export interface LineRows extends Rows {
  readonly order: Int32Array;
  readonly product: Int32Array;
  readonly quantityMilli: Int32Array;
}

/** Products, by their numbers. A group is a category; products without one are a group too. */
export interface Goods {
  readonly sku: readonly string[];
  readonly brand: readonly (string | null)[];
  readonly group: Int32Array;
  /** The category of each group. */
  readonly category: readonly (string | null)[];
}

/** Customers by their numbers, and the person that each stands for. */
export interface Customers {
  readonly person: Int32Array;
  readonly source: Uint8Array;
  readonly createdMs: Float64Array;
}

/** Dated facts of customers in columns, in the order in which they count. */
export interface Facts {
  readonly person: Int32Array;
  readonly customer: Int32Array;
  readonly atMs: Float64Array;
  /** What was said, by its number among `names`. */
  readonly what: Uint16Array;
}

export interface ConsentFacts extends Facts {
  readonly granted: Uint8Array;
}

export interface MetFacts extends Facts {
  readonly touchpoint: Int32Array;
}

/** All people with one tag, once each. */
export interface TagRows {
  readonly person: Int32Array;
  readonly like: Float64Array;
  readonly lasting: Float64Array;
  readonly fading: Float64Array;
  readonly allergy: Uint8Array;
}

/**
 * What rules ask about, of one merchant and one instant, as columns in memory: each question reads the rows of its categories and days
 * and nothing else. People are numbered in the order of their ids.
 */
export interface Postings {
  readonly merchantId: string;
  readonly position: number;
  readonly freshAt: Date;
  /** The number of the first day with an order, as days after 1970-01-01, and how many days there are. */
  readonly firstDay: number;
  readonly days: number;
  readonly persons: readonly string[];
  /** One more than there are: erased customers have a number too, after all others, which is never in `everybody`. */
  readonly size: number;
  readonly personOf: ReadonlyMap<string, number>;
  readonly everybody: Bits;
  /** What shares are drawn by. */
  readonly lots: Int32Array;
  /** The day of the first order of each person, counted from `firstDay`; -1 of who never bought. */
  readonly firstBought: Int32Array;
  /** The store of each person as of the last day, by number; -1 of who never bought. */
  readonly homes: Readonly<Record<'last' | 'usual', Int32Array>>;
  readonly customers: Customers;
  readonly orders: OrderRows;
  readonly lines: LineRows;
  readonly goods: Goods;
  readonly storeIds: readonly string[];
  readonly orderSources: readonly string[];
  readonly customerSources: readonly string[];
  readonly stages: Facts;
  /** Each person in each tier of now, as `tierIds` numbers them. */
  readonly tiers: Pick<Facts, 'person' | 'what'>;
  readonly tierChanges: Facts;
  readonly tierIds: readonly string[];
  /** By purpose; `what` is the channel. */
  readonly consents: ReadonlyMap<string, ConsentFacts>;
  readonly met: MetFacts;
  readonly touchpoints: readonly { readonly id: string; readonly kind: string }[];
  /** By family and value, as `family:value`. */
  readonly tags: ReadonlyMap<string, TagRows>;
}
