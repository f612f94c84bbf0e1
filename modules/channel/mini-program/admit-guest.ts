import { inRead, inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { SessionRefusal } from './errors.ts';
import { PROLONG_EVERY_MS, SESSION_IDLE_MS } from './mini-program.ts';
import { liveSessionOf, prolongSession, type LiveSession } from './session-store.ts';
import { merchantOfToken, tokenHash } from './token.ts';

/** Finds the session of a guest's token as things stand at this moment; the context's actor is that session. */
export async function admitGuest(services: Services, token: string | null): Promise<Result<Ctx, SessionRefusal>> {
  const merchantId = merchantOfToken(token);
  if (merchantId === null || token === null) return refuse('guest_session_missing');
  const hash = tokenHash(services.vault, merchantId, token);
  const session = await inRead(systemCtx(services, merchantId), (tx) => liveSessionOf(tx, hash));
  if (!session) return refuse('guest_session_missing');
  const ctx = systemCtx(services, merchantId, session.sessionId);
  await prolong(ctx, session);
  return ok(ctx);
}

async function prolong(ctx: Ctx, { sessionId, idleExpiresAt: former }: LiveSession): Promise<void> {
  const idleExpiresAt = new Date(ctx.clock.now().getTime() + SESSION_IDLE_MS);
  if (idleExpiresAt.getTime() - former.getTime() < PROLONG_EVERY_MS) return;
  await inTx(ctx, {}, async (tx) => ok(await prolongSession(tx, sessionId, idleExpiresAt)));
}
