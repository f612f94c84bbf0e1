import { headOf, inRead, type Ctx, type Tx } from '@shuke/db';
import { Fault } from '@shuke/kernel';
import type { Engine, Reader } from './asks.ts';
import { copiesOf } from './copies.ts';

export interface ReadOptions {
  /** Which engine must answer; without it the copy does where one is kept that is fresh, else PostgreSQL. */
  readonly engine?: Engine;
}

/**
 * Reads one state of the actor's merchant. `read` may run twice: where the copy fails on the way, as for want of memory,
 * PostgreSQL answers in its place. With `engine: 'duckdb'` it waits for the copy to be filled and fresh, and throws a
 * `Fault` where this process keeps none.
 */
export async function withReader<T>(
  ctx: Ctx,
  read: (reader: Reader) => Promise<T>,
  { engine }: ReadOptions = {},
): Promise<T> {
  if (engine === 'postgres') return fromPostgres(ctx, read);
  const answered = await copiesOf(ctx.db)?.tryRead(ctx, read, { must: engine === 'duckdb' });
  if (answered) return answered.value;
  if (engine === 'duckdb') throw new Fault('this process keeps no copy');
  return fromPostgres(ctx, read);
}

const fromPostgres = <T>(ctx: Ctx, read: (reader: Reader) => Promise<T>): Promise<T> =>
  inRead(ctx, async (tx) => read(await postgresReader(tx)));

/** A transaction of PostgreSQL as a reader. */
export async function postgresReader(tx: Tx): Promise<Reader> {
  return { ...tx, engine: 'postgres', position: await headOf(tx), freshAt: tx.now };
}
