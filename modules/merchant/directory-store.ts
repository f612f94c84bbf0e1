import { sql, type Queryable, type Services } from '@shuke/db';

/** Whose a sign-in name or a key is: the merchant or agency, and the person or key there. */
export interface DirectoryEntry {
  readonly tenantId: string;
  readonly subjectId: string;
}

type Hashed = { kind: 'sign_in' | 'api_key' | 'merchant' | 'touchpoint' | 'account'; hash: Buffer };
type Vaulted = Pick<Services, 'vault'>;

export const signInEntry = ({ vault }: Vaulted, normalName: string): Hashed => ({
  kind: 'sign_in',
  hash: vault.hashGlobal('sign_in', normalName),
});
export const apiKeyEntry = ({ vault }: Vaulted, token: string): Hashed => ({
  kind: 'api_key',
  hash: vault.hashGlobal('api_key', token),
});
export const touchpointEntry = ({ vault }: Vaulted, code: string): Hashed => ({
  kind: 'touchpoint',
  hash: vault.hashGlobal('touchpoint', code),
});
export const accountEntry = ({ vault }: Vaulted, accountId: string): Hashed => ({
  kind: 'account',
  hash: vault.hashGlobal('account', accountId),
});
export const merchantEntry = ({ vault }: Vaulted, merchantId: string): Hashed => ({
  kind: 'merchant',
  hash: vault.hashGlobal('merchant', merchantId),
});

export const findEntry = (db: Queryable, { kind, hash }: Hashed): Promise<DirectoryEntry | null> =>
  db.maybeOne<DirectoryEntry>(sql`
    select tenant_id as "tenantId", subject_id as "subjectId" from directory where kind = ${kind} and hash = ${hash}`);

/** Takes an entry; false where somebody has it. Whoever comes second waits for the first one's transaction. */
export async function takeEntry(db: Queryable, { kind, hash }: Hashed, entry: DirectoryEntry): Promise<boolean> {
  const taken = await db.run(sql`
    insert into directory (kind, hash, tenant_id, subject_id)
    values (${kind}, ${hash}, ${entry.tenantId}, ${entry.subjectId})
    on conflict (kind, hash) do nothing`);
  return taken === 1;
}

/** Takes entries of which nobody can have one yet, as for codes that were made at random; answers how many were free. */
export const takeEntries = (
  db: Queryable,
  tenantId: string,
  rows: readonly { readonly entry: Hashed; readonly subjectId: string }[],
): Promise<number> =>
  db.run(sql`
    insert into directory (kind, hash, tenant_id, subject_id)
    select n.kind, n.hash, ${tenantId}, n.subject_id
      from unnest(${rows.map((row) => row.entry.kind)}::text[], ${rows.map((row) => row.entry.hash)}::bytea[],
                  ${rows.map((row) => row.subjectId)}::uuid[]) as n (kind, hash, subject_id)
    on conflict (kind, hash) do nothing`);

export const releaseApiKey = (db: Queryable, entry: DirectoryEntry): Promise<number> =>
  db.run(sql`
    delete from directory
     where kind = 'api_key' and tenant_id = ${entry.tenantId} and subject_id = ${entry.subjectId}`);

/** Lists a merchant under the agency that looks after it, or under itself. */
export const listUnder = (db: Queryable, { hash }: Hashed, subjectId: string): Promise<number> =>
  db.run(sql`update directory set subject_id = ${subjectId} where kind = 'merchant' and hash = ${hash}`);

/** The ids of merchants after one, in the order in which they were made. */
export const merchantIdsAfter = async (db: Queryable, after: string, limit: number): Promise<string[]> => {
  const rows = await db.many<{ tenant_id: string }>(sql`
    select tenant_id from directory
     where kind = 'merchant' and tenant_id > ${after}
     order by tenant_id limit ${limit}`);
  return rows.map((row) => row.tenant_id);
};

interface AgencyPage {
  agencyId: string;
  after: string;
  limit: number;
}

export const agencyMerchantIds = async (db: Queryable, page: AgencyPage): Promise<string[]> => {
  const rows = await db.many<{ tenant_id: string }>(sql`
    select tenant_id from directory
     where kind = 'merchant' and subject_id = ${page.agencyId} and tenant_id > ${page.after}
     order by tenant_id limit ${page.limit}`);
  return rows.map((row) => row.tenant_id);
};

export const insertAgency = (db: Queryable, agency: { agencyId: string; name: string; now: Date }): Promise<number> =>
  db.run(sql`
    insert into agency (agency_id, name, created_at) values (${agency.agencyId}, ${agency.name}, ${agency.now})`);

export const agencyIdsAfter = async (db: Queryable, after: string, limit: number): Promise<string[]> => {
  const rows = await db.many<{ agency_id: string }>(sql`
    select agency_id from agency where agency_id > ${after} order by agency_id limit ${limit}`);
  return rows.map((row) => row.agency_id);
};
