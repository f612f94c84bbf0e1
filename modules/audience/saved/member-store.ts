import { sql, type Tx } from '@shuke/db';

/** Which of these people are in it now. */
export const membersAmong = async (tx: Tx, audienceId: string, personIds: readonly string[]): Promise<string[]> => {
  const rows = await tx.many<{ person_id: string }>(sql`
    select person_id from audience_member
     where merchant_id = ${tx.merchantId} and audience_id = ${audienceId} and person_id = any (${personIds}::uuid[])
     order by person_id`);
  return rows.map((row) => row.person_id);
};

export const allMembers = async (tx: Tx, audienceId: string): Promise<string[]> => {
  const rows = await tx.many<{ person_id: string }>(sql`
    select person_id from audience_member
     where merchant_id = ${tx.merchantId} and audience_id = ${audienceId} order by person_id`);
  return rows.map((row) => row.person_id);
};

export interface MemberRow {
  readonly personId: string;
  readonly enteredAt: Date;
}

export interface MembersPage {
  readonly audienceId: string;
  readonly after: string | null;
  readonly limit: number;
}

export const memberPage = (tx: Tx, { audienceId, after, limit }: MembersPage): Promise<MemberRow[]> =>
  tx.many<MemberRow>(sql`
    select person_id as "personId", entered_at as "enteredAt" from audience_member
     where merchant_id = ${tx.merchantId} and audience_id = ${audienceId}
       and (${after}::uuid is null or person_id > ${after}::uuid)
     order by person_id limit ${limit}`);

export interface Change {
  readonly audienceId: string;
  readonly entered: readonly string[];
  readonly left: readonly string[];
}

/** Writes who came and went, and how many there are now; whoever calls holds the audience. */
export async function writeChange(tx: Tx, { audienceId, entered, left }: Change): Promise<number> {
  const came = await tx.run(sql`
    insert into audience_member (merchant_id, audience_id, person_id, entered_at)
    select ${tx.merchantId}, ${audienceId}, n.person_id, ${tx.now}
      from unnest(${entered}::uuid[]) as n (person_id)
    on conflict (merchant_id, audience_id, person_id) do nothing`);
  const went = await tx.run(sql`
    delete from audience_member
     where merchant_id = ${tx.merchantId} and audience_id = ${audienceId} and person_id = any (${left}::uuid[])`);
  const row = await tx.one<{ members: number }>(sql`
    update audience set members = members + ${came - went}::integer, refreshed_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and audience_id = ${audienceId}
    returning members`);
  return row.members;
}

export interface WholeLook {
  readonly audienceId: string;
  readonly asOf: string;
  /** An audience that is named in the rule may have changed since this one was saved. */
  readonly byTouch: boolean;
}

/** Notes that everybody was looked at, by the version that stands. */
export const markWhole = (tx: Tx, { audienceId, asOf, byTouch }: WholeLook): Promise<number> =>
  tx.run(sql`
    update audience set whole_as_of = ${asOf}::date, whole_version = version, by_touch = ${byTouch}
     where merchant_id = ${tx.merchantId} and audience_id = ${audienceId}`);

/** The people for whom these customers stand, and those customers who stood for themselves before a merge. */
export const personsTouched = async (tx: Tx, customerIds: readonly string[]): Promise<string[]> => {
  const rows = await tx.many<{ person_id: string }>(sql`
    select person_id from pub_customer_person
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);
  return [...new Set([...customerIds, ...rows.map((row) => row.person_id)])].toSorted();
};
