import { inRead, inTx, openMany, systemCtx, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { PasswordRefusal } from './errors.ts';
import { hashPassword, verifyPassword, weaknessOf } from './password.ts';
import type { OwnSession } from './session.ts';
import { revokeSessionsOf } from './session-store.ts';
import { openSession, type SignedIn } from './sign-in.ts';
import { claimAttempt, countedName, forgiveAll } from './sign-in-limits.ts';
import { SIGN_IN_NAME } from './staff.ts';
import { changeOwnPassword, readPassword } from './staff-store.ts';

export interface ChangePassword {
  readonly own: OwnSession;
  readonly oldPassword: string;
  readonly newPassword: string;
}

/**
 * Changes a person's own password, ends all their sessions and opens a new one. Wrong old passwords are counted like
 * failed sign-ins, so that a session left open is no way to guess the password.
 */
export async function changePassword(
  ctx: Ctx,
  { own, oldPassword, newPassword }: ChangePassword,
): Promise<Result<SignedIn, PasswordRefusal>> {
  const home = systemCtx(ctx, own.tenantId, own.staffId);
  const counted = countedName(ctx, `staff ${own.staffId}`);
  const claimed = await claimAttempt(ctx, counted);
  if (!claimed.ok) return claimed;
  const staff = await inRead(home, (tx) => passwordAndName(tx, own.staffId));
  const verifiedHash = staff?.password_hash ?? '';
  const isRight = staff && (await verifyPassword(ctx, { passwordHash: verifiedHash, password: oldPassword }));
  if (!isRight) return refuse('password_wrong');
  await forgiveAll(ctx, counted);
  const weakness = weaknessOf(newPassword, [oldPassword, staff.signInName]);
  if (weakness !== null) return refuse('password_too_weak', { reason: weakness });
  const passwordHash = await hashPassword(ctx, newPassword);
  const changed = await inTx(home, {}, async (tx) => {
    const rows = await changeOwnPassword(tx, { staffId: own.staffId, verifiedHash, passwordHash });
    if (rows === 0) return refuse('password_wrong');
    return ok(await revokeSessionsOf(tx, own.staffId));
  });
  if (!changed.ok) return refuse('password_wrong');
  const session = await openSession(ctx, { ctx: home, staffId: own.staffId, verifiedHash: passwordHash });
  return session ? ok(session) : refuse('password_wrong');
}

async function passwordAndName(tx: Tx, staffId: string) {
  const row = await readPassword(tx, staffId);
  if (!row) return null;
  const [signInName = ''] = await openMany(tx, SIGN_IN_NAME, [row.sign_in_name]);
  return { ...row, signInName };
}
