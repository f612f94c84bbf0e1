import type { Ids } from '@shuke/kernel';
import type { Bits } from './bits.ts';
import type { Scratch } from './scratch.ts';
import type { Names } from './tables.ts';

/** Purchases in columns, a row an order or a line. Days are counted from the first day of the postings. */
export interface Rows {
  readonly person: Int32Array;
  readonly day: Uint16Array;
  readonly amountMinor: Int32Array;
  readonly quantityMilli: Int32Array;
  readonly store: Uint16Array;
  readonly source: Uint8Array;
  readonly hour: Uint8Array;
}

/** Orders, person by person in the order of their ids, and of one person as they came. The quantity is that of all lines. */
export interface OrderRows extends Rows {
  /** The first order of each day of each person. */
  readonly opens: Bits;
  /** Where those of each person begin. */
  readonly starts: Int32Array;
}

/** Sums of orders, a number a person. */
export interface Totals {
  readonly days: Uint16Array;
  readonly unitsMilli: Float64Array;
  readonly amountMinor: Float64Array;
}

/** Lines, product by product, and of one product in the order of their orders. */
export interface LineRows extends Rows {
  /** The order, by its row among the orders. */
  readonly order: Int32Array;
  /** Those that came back whole. */
  readonly gone: Bits;
  /** Where those of each product begin. */
  readonly starts: Int32Array;
}

/** Customers by their numbers, and the person that each stands for. Instants are microseconds since 1970, as the views have them. */
export interface Customers {
  readonly person: Int32Array;
  readonly source: Uint8Array;
  readonly createdAt: Float64Array;
}

/** Dated facts of customers in columns, in the order in which they count. */
export interface Facts {
  readonly person: Int32Array;
  readonly customer: Int32Array;
  readonly at: Float64Array;
  /** What was said, by its number among names. */
  readonly what: Uint16Array;
}

export interface StageFacts extends Facts {
  /** How far each person has come now, and when somebody last took a step. */
  readonly now: Uint8Array;
  readonly lastChange: number;
}

export interface ConsentFacts extends Facts {
  readonly purpose: Uint8Array;
  readonly granted: Uint8Array;
}

export interface MetFacts extends Facts {
  readonly touchpoint: Int32Array;
}

/** Who has each tag: those of tag `t` stand from `starts[t]` on, one person's customers next to each other. */
export interface TagRows {
  /** As `family:value`. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly starts: Int32Array;
  readonly person: Int32Array;
  readonly like: Float64Array;
  readonly lasting: Float64Array;
  readonly fading: Float64Array;
  readonly allergy: Uint8Array;
}

/** A day after all days. */
export const NEVER = 2 ** 16 - 1;

/**
 * What rules ask about, of a share of the people of one merchant and of one instant, as columns in memory. People are numbered in the order of their ids, so
 * that who walks over the lines of a product walks over people in order too.
 */
export interface Postings {
  readonly names: Names;
  readonly scratch: Scratch;
  /** The number of the first day with an order, as days after 1970-01-01, and how many days there are. */
  readonly firstDay: number;
  readonly days: number;
  readonly persons: Ids;
  /** How many persons there are. */
  readonly size: number;
  readonly everybody: Bits;
  /** When each person was first known as a customer, in microseconds since 1970. */
  readonly knownSince: Float64Array;
  /** The day of the first order of each person; NEVER of who did not buy. */
  readonly firstBought: Uint16Array;
  /** The day of the last one; NEVER of who did not buy. */
  readonly lastBought: Uint16Array;
  /** What all orders of each person came to. */
  readonly totals: Totals;
  /** What shares are drawn by. */
  readonly lots: Int32Array;
  /** The store of each person as of the last day, by number; -1 of who never bought. */
  readonly homes: Readonly<Record<'last' | 'usual', Int32Array>>;
  readonly customers: Customers;
  readonly orders: OrderRows;
  readonly lines: LineRows;
  /** True where each order has a line, so that all quantities can be asked of the orders. */
  readonly isEachOrderOfLines: boolean;
  readonly stages: StageFacts;
  /** Each person in each tier of now, as the names number them. */
  readonly tiers: Pick<Facts, 'person' | 'what'>;
  readonly tierChanges: Facts;
  /** `what` is the channel. */
  readonly consents: ConsentFacts;
  readonly met: MetFacts;
  readonly tags: TagRows;
}
