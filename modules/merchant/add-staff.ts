import type { NewStaff, Role, StaffAdded } from '@shuke/contract';
import { sealMany, type Ctx, type Tx } from '@shuke/db';
import { must, newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { appendAudit } from './audit/append-audit.ts';
import { signInEntry, takeEntry } from './directory-store.ts';
import { orRefused, type KeyReused, type StaffRefusal } from './errors.ts';
import { normalSignInName } from './merchant.ts';
import { hashPassword, ONE_TIME_TTL_MS, oneTimePassword } from './password.ts';
import { inTxOnce } from './secret-once.ts';
import { roleBeyond, SIGN_IN_NAME } from './staff.ts';
import { insertStaff } from './staff-store.ts';

/** Adds a person of staff with a one-time password, which only the first answer to the key shows. */
export async function addStaff(
  ctx: Ctx,
  { key, ...person }: NewStaff & { key?: string },
): Promise<Result<StaffAdded, StaffRefusal | KeyReused>> {
  const beyond = roleBeyond(ctx.actor, person.role);
  if (beyond !== null) return refuse('forbidden', { needs: beyond });
  const prepared = await prepareStaff(ctx, person);
  const { staffId } = prepared;
  const added = await inTxOnce({ ctx, key, input: person }, async (tx) => {
    const inserted = await insertPrepared(tx, ctx, prepared);
    return inserted.ok ? ok({ staffId, createdAt: tx.now.toISOString() }) : inserted;
  });
  if (!added.ok) return added;
  return ok({
    ...added.value.value,
    displayName: person.displayName,
    signInName: prepared.signInName,
    role: person.role,
    storeId: person.storeId ?? null,
    mustChangePassword: true,
    active: true,
    oneTimePassword: added.value.isFirst ? prepared.oneTimePassword : null,
  });
}

export interface PreparedStaff {
  readonly staffId: string;
  readonly displayName: string;
  readonly signInName: string;
  readonly role: Role;
  readonly storeId: string | null;
  readonly oneTimePassword: string;
  readonly passwordHash: string;
}

type Person = Pick<PreparedStaff, 'displayName' | 'signInName' | 'role'> & { storeId?: string | null };

/** Thinks of a one-time password and hashes it, before any transaction. */
export async function prepareStaff(ctx: Pick<Ctx, 'vault'>, person: Person): Promise<PreparedStaff> {
  const secret = oneTimePassword();
  const passwordHash = await hashPassword(ctx, secret);
  const signInName = normalSignInName(person.signInName);
  return {
    ...person,
    staffId: newId(),
    signInName,
    storeId: person.storeId ?? null,
    oneTimePassword: secret,
    passwordHash,
  };
}

/** Writes a prepared person and takes the sign-in name, in the caller's transaction and under its tenant. */
export async function insertPrepared(
  tx: Tx,
  { vault }: Pick<Ctx, 'vault'>,
  staff: PreparedStaff,
): Promise<Result<null, Refusal<'sign_in_name_taken' | 'not_found'>>> {
  const [sealedSignInName] = await sealMany(tx, SIGN_IN_NAME, [staff.signInName]);
  const inserted = await orRefused(
    insertStaff(tx, {
      ...staff,
      sealedSignInName: must(sealedSignInName, 'a name is sealed'),
      passwordExpiresAt: new Date(tx.now.getTime() + ONE_TIME_TTL_MS),
    }),
  );
  if (!inserted.ok) return refuse('not_found', { field: 'storeId' });
  const entry = { tenantId: tx.merchantId, subjectId: staff.staffId };
  const isTaken = !(await takeEntry(tx, signInEntry({ vault }, staff.signInName), entry));
  if (isTaken) return refuse('sign_in_name_taken');
  await appendAudit(tx, { action: 'staff.added', subject: staff.staffId, detail: { role: staff.role } });
  return ok(null);
}
