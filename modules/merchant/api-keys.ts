import type { ApiKeyAdded, NewApiKey } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { assert, newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { insertApiKey, revokeApiKeyRow } from './api-key-store.ts';
import { apiKeyEntry, releaseApiKey, takeEntry } from './directory-store.ts';
import { appendAudit } from './audit/append-audit.ts';
import type { KeyReused } from './errors.ts';
import { forgetKey } from './key-memory.ts';
import { inTxOnce } from './secret-once.ts';
import { newApiKeyToken } from './session-token.ts';
import { scopeBeyond } from './staff.ts';

/** Makes an API key with scopes that its maker has too. Only the first answer to the idempotency key shows the token. */
export async function addApiKey(
  ctx: Ctx,
  { key, ...wanted }: NewApiKey & { key?: string },
): Promise<Result<ApiKeyAdded, Refusal<'forbidden'> | KeyReused>> {
  const beyond = scopeBeyond(ctx.actor, wanted.scopes);
  if (beyond !== null) return refuse('forbidden', { needs: beyond });
  const [keyId, token] = [newId(), newApiKeyToken()];
  const added = await inTxOnce(
    { ctx, key, input: wanted },
    async (tx): Promise<Result<{ keyId: string; createdAt: string }, never>> => {
      await insertApiKey(tx, { ...wanted, keyId, createdBy: ctx.actor.id });
      const entry = { tenantId: tx.merchantId, subjectId: keyId };
      assert(await takeEntry(tx, apiKeyEntry(ctx, token), entry), 'no two keys have one hash');
      await appendAudit(tx, { action: 'api_key.added', subject: keyId, detail: { scopes: wanted.scopes } });
      return ok({ keyId, createdAt: tx.now.toISOString() });
    },
  );
  if (!added.ok) return added;
  return ok({ ...added.value.value, ...wanted, revokedAt: null, token: added.value.isFirst ? token : null });
}

/** Revokes an API key at once and for good. A repeat changes nothing. */
export async function revokeApiKey(ctx: Ctx, keyId: string): Promise<Result<null, Refusal<'not_found'> | KeyReused>> {
  const revoked = await inTx<null, Refusal<'not_found'>>(ctx, {}, async (tx) => {
    if ((await revokeApiKeyRow(tx, keyId)) === 0) return refuse('not_found');
    await releaseApiKey(tx, { tenantId: tx.merchantId, subjectId: keyId });
    await appendAudit(tx, { action: 'api_key.revoked', subject: keyId });
    return ok(null);
  });
  forgetKey(ctx, keyId);
  return revoked;
}
