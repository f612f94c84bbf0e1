import type { AudienceRule } from '@shuke/contract';
import { raw, sql, type Tx } from '@shuke/db';
import type { StorePlace } from './rule/stores.ts';

/** A saved audience, as its row holds it. */
export interface Audience {
  readonly audienceId: string;
  readonly name: string;
  readonly rule: AudienceRule;
  readonly version: number;
  readonly byTouch: boolean;
  readonly members: number;
  readonly wholeAsOf: string | null;
  readonly wholeVersion: number | null;
  readonly refreshedAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = raw(`audience_id as "audienceId", name, rule, version, by_touch as "byTouch", members,
  whole_as_of as "wholeAsOf", whole_version as "wholeVersion", refreshed_at as "refreshedAt", created_at as "createdAt"`);

export const readAudience = (tx: Tx, audienceId: string): Promise<Audience | null> =>
  tx.maybeOne<Audience>(sql`
    select ${COLUMNS} from audience where merchant_id = ${tx.merchantId} and audience_id = ${audienceId}`);

/** Locks one audience, so that it is refreshed and changed by one at a time. */
export const lockAudience = (tx: Tx, audienceId: string): Promise<Audience | null> =>
  tx.maybeOne<Audience>(sql`
    select ${COLUMNS} from audience
     where merchant_id = ${tx.merchantId} and audience_id = ${audienceId} for update`);

/** Locks those that are kept fresh by what happens to people, in key order. */
export const lockTouched = (tx: Tx): Promise<Audience[]> =>
  tx.many<Audience>(sql`
    select ${COLUMNS} from audience
     where merchant_id = ${tx.merchantId} and by_touch and whole_version = version
     order by audience_id for update`);

export const allAudiences = (tx: Tx): Promise<Audience[]> =>
  tx.many<Audience>(sql`
    select ${COLUMNS} from audience where merchant_id = ${tx.merchantId} order by audience_id`);

export const audiencePage = (tx: Tx, { after, limit }: { after: string | null; limit: number }): Promise<Audience[]> =>
  tx.many<Audience>(sql`
    select ${COLUMNS} from audience
     where merchant_id = ${tx.merchantId} and (${after}::uuid is null or audience_id < ${after}::uuid)
     order by audience_id desc limit ${limit}`);

/** Counts one more audience unless there are as many as may be; holds the count until the transaction ends. */
export const takePlace = async (tx: Tx, most: number): Promise<boolean> => {
  const taken = await tx.run(sql`
    insert into audience_head (merchant_id, audiences) values (${tx.merchantId}, 1)
    on conflict (merchant_id) do update set audiences = audience_head.audiences + 1
     where audience_head.audiences < ${most}`);
  return taken === 1;
};

/** Holds the rules of all audiences still, so that no two changes lead round in a circle together. */
export const holdRules = (tx: Tx): Promise<number> =>
  tx.run(sql`
    update audience_head set audiences = audiences where merchant_id = ${tx.merchantId}`);

export const givePlaceBack = (tx: Tx): Promise<number> =>
  tx.run(sql`
    update audience_head set audiences = audiences - 1 where merchant_id = ${tx.merchantId}`);

export interface NewRow {
  readonly audienceId: string;
  readonly name: string;
  readonly rule: AudienceRule;
  readonly byTouch: boolean;
  readonly createdBy: string;
}

export const insertAudience = (tx: Tx, row: NewRow): Promise<Audience> =>
  tx.one<Audience>(sql`
    insert into audience
      (merchant_id, audience_id, name, rule, version, by_touch, members, created_at, created_by, updated_at)
    values (${tx.merchantId}, ${row.audienceId}, ${row.name}, ${JSON.stringify(row.rule)}::jsonb, 1, ${row.byTouch}, 0,
            ${tx.now}, ${row.createdBy}, ${tx.now})
    returning ${COLUMNS}`);

export interface ChangedRow extends Pick<Audience, 'audienceId' | 'name' | 'rule' | 'byTouch' | 'version'> {}

/** Changes the version that was read, or nothing: the WHERE is the check. */
export const writeAudience = (tx: Tx, row: ChangedRow): Promise<Audience | null> =>
  tx.maybeOne<Audience>(sql`
    update audience
       set name = ${row.name}, rule = ${JSON.stringify(row.rule)}::jsonb, by_touch = ${row.byTouch},
           version = version + 1, updated_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and audience_id = ${row.audienceId} and version = ${row.version}
    returning ${COLUMNS}`);

export const deleteAudience = async (tx: Tx, audienceId: string): Promise<boolean> => {
  await tx.run(sql`
    delete from audience_member where merchant_id = ${tx.merchantId} and audience_id = ${audienceId}`);
  const gone = await tx.run(sql`
    delete from audience where merchant_id = ${tx.merchantId} and audience_id = ${audienceId}`);
  return gone === 1;
};

export const readStorePlaces = (tx: Tx): Promise<Omit<StorePlace, 'location'>[]> =>
  tx.many<Omit<StorePlace, 'location'>>(sql`
    select store_id as "storeId", region_id as "regionId", brand_id as "brandId" from pub_store
     where merchant_id = ${tx.merchantId}`);
