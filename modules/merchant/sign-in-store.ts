import { sql, type Queryable } from '@shuke/db';

export interface Attempt {
  bucket: Buffer;
  at: Date;
  /** Attempts before this instant no longer count. */
  since: Date;
  limit: number;
}

/**
 * Takes one attempt, or none where the last `limit` of them are all younger than the window. The row keeps exactly as
 * many instants as the limit, so the window slides; the WHERE counts, so processes that come at once cannot all pass.
 */
export const takeAttempt = (db: Queryable, { bucket, at, since, limit }: Attempt): Promise<number> =>
  db.run(sql`
    insert into sign_in_attempt (bucket, attempted_at, last_at) values (${bucket}, array[${at}::timestamptz], ${at})
    on conflict (bucket) do update
       set attempted_at = (sign_in_attempt.attempted_at || ${at}::timestamptz)
                          [greatest(1, cardinality(sign_in_attempt.attempted_at) + 2 - ${limit}::integer):],
           last_at = ${at}
     where cardinality(sign_in_attempt.attempted_at) < ${limit}::integer
        or sign_in_attempt.attempted_at[1] <= ${since}`);

export const oldestAttempt = async (db: Queryable, bucket: Buffer): Promise<Date | null> => {
  const row = await db.maybeOne<{ oldest: Date }>(sql`
    select attempted_at[1] as oldest from sign_in_attempt where bucket = ${bucket}`);
  return row?.oldest ?? null;
};

/** Forgets the attempts of a bucket, as after a success. */
export const forgetAttempts = (db: Queryable, bucket: Buffer): Promise<number> =>
  db.run(sql`delete from sign_in_attempt where bucket = ${bucket}`);

/** Gives one attempt back: a success from an address does not count against the others behind it. */
export const giveBackAttempt = (db: Queryable, bucket: Buffer, at: Date): Promise<number> =>
  db.run(sql`
    update sign_in_attempt
       set attempted_at = attempted_at[:array_position(attempted_at, ${at}::timestamptz) - 1]
                          || attempted_at[array_position(attempted_at, ${at}::timestamptz) + 1:]
     where bucket = ${bucket} and ${at}::timestamptz = any(attempted_at)`);

export const forgetStaleAttempts = (db: Queryable, before: Date): Promise<number> =>
  db.run(sql`delete from sign_in_attempt where last_at < ${before}`);
