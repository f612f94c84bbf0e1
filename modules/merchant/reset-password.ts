import { inLookup, systemCtx, type Ctx, type Services } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { findEntry, signInEntry } from './directory-store.ts';
import type { KeyReused, StaffRefusal } from './errors.ts';
import { normalSignInName } from './merchant.ts';
import { hashPassword, ONE_TIME_TTL_MS, oneTimePassword } from './password.ts';
import { inTxOnce } from './secret-once.ts';
import { revokeSessionsOf } from './session-store.ts';
import { roleBeyond } from './staff.ts';
import { readStaff, setOneTimePassword } from './staff-store.ts';

export interface PasswordWasReset {
  readonly staffId: string;
  /** Null in a repeat of the key. */
  readonly oneTimePassword: string | null;
}

/** Gives a person a new one-time password and signs them out everywhere. */
export async function resetPassword(
  ctx: Ctx,
  { staffId, key }: { staffId: string; key?: string },
): Promise<Result<PasswordWasReset, StaffRefusal | KeyReused>> {
  const secret = oneTimePassword();
  const passwordHash = await hashPassword(ctx, secret);
  const reset = await inTxOnce({ ctx, key, input: { staffId } }, async (tx): Promise<Result<null, StaffRefusal>> => {
    const staff = await readStaff(tx, staffId);
    if (!staff) return refuse('not_found');
    const beyond = roleBeyond(ctx.actor, staff.role);
    if (beyond !== null) return refuse('forbidden', { needs: beyond });
    const expiresAt = new Date(tx.now.getTime() + ONE_TIME_TTL_MS);
    await setOneTimePassword(tx, { staffId, passwordHash, expiresAt });
    await revokeSessionsOf(tx, staffId);
    return ok(null);
  });
  return reset.ok ? ok({ staffId, oneTimePassword: reset.value.isFirst ? secret : null }) : reset;
}

/** The same for whoever runs the server and knows the sign-in name alone. */
export async function resetPasswordByName(
  services: Services,
  signInName: string,
): Promise<Result<PasswordWasReset, StaffRefusal | KeyReused>> {
  const hashed = signInEntry(services, normalSignInName(signInName));
  const entry = await inLookup(services, (db) => findEntry(db, hashed));
  if (!entry) return refuse('not_found');
  return resetPassword(systemCtx(services, entry.tenantId), { staffId: entry.subjectId });
}
