import type { Queryable } from '@shuke/db';

/** What a question needs of either engine. A transaction of PostgreSQL is one too. */
export interface Asks extends Pick<Queryable, 'many' | 'one' | 'maybeOne'> {
  readonly merchantId: string;
}

export type Engine = 'duckdb' | 'postgres';

/** One consistent state of one merchant's data, on either engine, asked with the same SQL text. */
export interface Reader extends Asks {
  readonly engine: Engine;
  /** Up to which event it holds what happened: a position of the outbox. */
  readonly position: number;
  /** When that was true. */
  readonly freshAt: Date;
  readonly now: Date;
}

/** What an answer says of its own age. */
export interface Freshness {
  readonly engine: Engine;
  readonly position: number;
  /** Whole seconds since what the answer was made from was so. */
  readonly lagSeconds: number;
}

export const freshnessOf = ({ engine, position, freshAt, now }: Reader): Freshness => ({
  engine,
  position,
  lagSeconds: Math.max(0, Math.round((now.getTime() - freshAt.getTime()) / 1000)),
});
