import { inLookup, inRead, inTx, systemCtx, type Actor, type Services } from '@shuke/db';
import type { Authenticate, Credentials } from '@shuke/http';
import { MINUTE_MS, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { findLiveApiKey } from './api-key-store.ts';
import { apiKeyEntry, findEntry } from './directory-store.ts';
import { rememberedKey } from './key-memory.ts';
import { readMerchant } from './merchant-store.ts';
import { findLiveSession, prolongSession, type LiveSession } from './session-store.ts';
import { isApiKeyToken, SESSION_IDLE_MS, tenantOfToken, tokenHash } from './session-token.ts';

type Entered = Result<Actor, Refusal<'unauthenticated' | 'forbidden' | 'not_found'>>;

/**
 * Finds whom a request acts for, from its API key or its session, as things stand at this moment: a revoked session, a
 * person switched off or an agency sent away is out with the next request, and so is a revoked key on the server that
 * revoked it; on others within a second.
 */
export const authenticate: Authenticate = async (services, credentials) => {
  const found = await (credentials.bearer === null ? bySession : byApiKey)(services, credentials);
  if (!found.ok || found.value.role === 'agency') return found;
  // Who belongs to one merchant and names another must not believe to act there.
  const named = credentials.merchantId ?? found.value.merchantId;
  return named === found.value.merchantId ? found : refuse('forbidden', { field: 'header Shuke-Merchant' });
};

async function byApiKey(services: Services, { bearer }: Credentials): Promise<Entered> {
  if (bearer === null || !isApiKeyToken(bearer)) return refuse('unauthenticated');
  return rememberedKey(services, bearer, () => lookUpKey(services, bearer));
}

async function lookUpKey(services: Services, bearer: string): Promise<Result<Actor, Refusal<'unauthenticated'>>> {
  const entry = await inLookup(services, (db) => findEntry(db, apiKeyEntry(services, bearer)));
  if (!entry) return refuse('unauthenticated');
  const { tenantId: merchantId, subjectId: id } = entry;
  const key = await inRead(systemCtx(services, merchantId), (tx) => findLiveApiKey(tx, id));
  if (!key) return refuse('unauthenticated');
  const actor: Actor = { kind: 'api_key', id, merchantId, role: 'owner', scopes: key.scopes, storeId: null };
  return ok(actor);
}

async function bySession(services: Services, { sessionToken, merchantId }: Credentials): Promise<Entered> {
  const tenantId = tenantOfToken(sessionToken);
  if (tenantId === null || sessionToken === null) return refuse('unauthenticated');
  const hash = tokenHash(services, sessionToken);
  const session = await inRead(systemCtx(services, tenantId), (tx) => findLiveSession(tx, hash));
  if (!session) return refuse('unauthenticated');
  await prolong(services, { tenantId, hash, session });
  const actor: Actor = {
    kind: session.role === 'agency' ? 'agency' : 'staff',
    id: session.staff_id,
    merchantId: tenantId,
    role: session.role,
    scopes: [],
    storeId: session.store_id,
    ...(session.must_change_password ? { barred: 'password_change_required' } : {}),
  };
  return session.role === 'agency' ? actFor(services, actor, merchantId) : ok(actor);
}

/** An agency acts for the merchant that it names, if that merchant says so itself; for nobody where it names none. */
async function actFor(services: Services, actor: Actor, merchantId: string | null): Promise<Entered> {
  if (merchantId === null) return ok({ ...actor, barred: actor.barred ?? 'merchant_not_chosen' });
  const merchant = await inRead(systemCtx(services, merchantId), readMerchant);
  return merchant?.agency_id === actor.merchantId ? ok({ ...actor, merchantId }) : refuse('not_found');
}

// A session that is used moves its idle end on, though not with every request: that would be a write for each read.
const PROLONG_EVERY_MS = 10 * MINUTE_MS;

interface Used {
  tenantId: string;
  hash: Buffer;
  session: LiveSession;
}

async function prolong(services: Services, { tenantId, hash, session }: Used): Promise<void> {
  const idleExpiresAt = new Date(services.clock.now().getTime() + SESSION_IDLE_MS);
  if (idleExpiresAt.getTime() - session.idle_expires_at.getTime() < PROLONG_EVERY_MS) return;
  await inTx(systemCtx(services, tenantId), {}, async (tx) => ok(await prolongSession(tx, hash, idleExpiresAt)));
}
