import type { NewApiKey, Scope } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';

export interface ApiKeyRow {
  key_id: string;
  name: string;
  scopes: Scope[];
  created_at: Date;
  revoked_at: Date | null;
}

export const insertApiKey = (tx: Tx, key: NewApiKey & { keyId: string; createdBy: string }): Promise<number> =>
  tx.run(sql`
    insert into api_key (merchant_id, key_id, name, scopes, created_by, created_at)
    values (${tx.merchantId}, ${key.keyId}, ${key.name}, ${key.scopes}, ${key.createdBy}, ${tx.now})`);

/** A key that was not revoked. */
export const findLiveApiKey = (tx: Tx, keyId: string): Promise<{ scopes: Scope[] } | null> =>
  tx.maybeOne<{ scopes: Scope[] }>(sql`
    select scopes from api_key where merchant_id = ${tx.merchantId} and key_id = ${keyId} and revoked_at is null`);

export const apiKeyPage = (tx: Tx, { after, limit }: { after: string; limit: number }): Promise<ApiKeyRow[]> =>
  tx.many<ApiKeyRow>(sql`
    select key_id, name, scopes, created_at, revoked_at from api_key
     where merchant_id = ${tx.merchantId} and key_id > ${after} order by key_id limit ${limit}`);

/** Revokes a key, the first time for good; answers whether there is such a key. */
export const revokeApiKeyRow = (tx: Tx, keyId: string): Promise<number> =>
  tx.run(sql`
    update api_key set revoked_at = coalesce(revoked_at, ${tx.now})
     where merchant_id = ${tx.merchantId} and key_id = ${keyId}`);
