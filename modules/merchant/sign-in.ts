import { inLookup, inRead, inTx, systemCtx, type Ctx, type Services } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { findEntry, signInEntry } from './directory-store.ts';
import type { SignInRefusal } from './errors.ts';
import { normalSignInName } from './merchant.ts';
import { NOBODYS_HASH, verifyPassword } from './password.ts';
import { insertSession } from './session-store.ts';
import { newSessionToken, SESSION_IDLE_MS, SESSION_LIFE_MS, tokenHash } from './session-token.ts';
import { claimAttempt, countedAddress, countedName, forgiveAll, forgiveOne } from './sign-in-limits.ts';
import { readPassword } from './staff-store.ts';

export interface SignIn {
  readonly signInName: string;
  readonly password: string;
  /** Where the request came from. */
  readonly address: string;
}

export interface SignedIn {
  readonly token: string;
  readonly staffId: string;
  /** Acts for the merchant whose staff this is, or for nobody yet where it is an agency's. */
  readonly ctx: Ctx;
}

/**
 * Signs a person in with a password and opens a session. What is refused does not tell whether there is such a name:
 * an unknown one costs the same reads and the same hash. Counts failures by name and by address in every process.
 */
export async function signIn(services: Services, request: SignIn): Promise<Result<SignedIn, SignInRefusal>> {
  const name = normalSignInName(request.signInName);
  const [byAddress, byName] = [countedAddress(services, request.address), countedName(services, name)];
  const fromAddress = await claimAttempt(services, byAddress);
  if (!fromAddress.ok) return fromAddress;
  const withName = await claimAttempt(services, byName);
  if (!withName.ok) return withName;
  const verified = await verify(services, name, request.password);
  const session = verified && (await openSession(services, verified));
  if (!session) return refuse('sign_in_failed');
  await forgiveAll(services, byName);
  await forgiveOne(services, byAddress, fromAddress.value);
  return ok(session);
}

interface Verified {
  ctx: Ctx;
  staffId: string;
  verifiedHash: string;
}

async function verify(services: Services, name: string, password: string): Promise<Verified | null> {
  const entry = await inLookup(services, (db) => findEntry(db, signInEntry(services, name)));
  const { tenantId, subjectId } = entry ?? { tenantId: newId(), subjectId: newId() };
  const ctx = systemCtx(services, tenantId);
  const staff = await inRead(ctx, (tx) => readPassword(tx, subjectId));
  const verifiedHash = staff?.password_hash ?? NOBODYS_HASH;
  const isRight = await verifyPassword(services, { passwordHash: verifiedHash, password });
  return staff && isRight ? { ctx, staffId: subjectId, verifiedHash } : null;
}

/** Opens a session for somebody whose password was verified; null where that is out of date by now. */
export async function openSession(services: Services, verified: Verified): Promise<SignedIn | null> {
  const { ctx, staffId, verifiedHash } = verified;
  const token = newSessionToken(ctx.actor.merchantId);
  const opened = await inTx(ctx, {}, async (tx) => {
    const expiresAt = new Date(tx.now.getTime() + SESSION_LIFE_MS);
    const idleExpiresAt = new Date(tx.now.getTime() + SESSION_IDLE_MS);
    const session = { tokenHash: tokenHash(services, token), staffId, verifiedHash, idleExpiresAt, expiresAt };
    return ok(await insertSession(tx, session));
  });
  return opened.ok && opened.value === 1 ? { token, staffId, ctx } : null;
}
