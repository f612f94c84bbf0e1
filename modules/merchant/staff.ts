import { ROLE_SCOPES, type Role, type Scope, type StaffRole, type StaffView } from '@shuke/contract';
import { openMany, type Actor, type Tx } from '@shuke/db';
import { mayDo } from '@shuke/http';
import type { StaffRow } from './staff-store.ts';

/** For what sign-in names are sealed. */
export const SIGN_IN_NAME = 'staff.sign_in_name';

/** What the console shows of people; the sign-in names are opened for those who may manage staff. */
export async function staffViews(tx: Tx, rows: readonly StaffRow[]): Promise<StaffView[]> {
  const names = await openMany(
    tx,
    SIGN_IN_NAME,
    rows.map((row) => row.sign_in_name),
  );
  return rows.map((row, i) => ({
    staffId: row.staff_id,
    displayName: row.display_name,
    signInName: names[i]!,
    role: row.role as StaffRole,
    storeId: row.store_id,
    mustChangePassword: row.must_change_password,
    active: row.active,
    createdAt: row.created_at.toISOString(),
  }));
}

/**
 * The first of some scopes that an actor has not, or null. Nobody gives another person or key more than they may do
 * themselves: otherwise a key that may manage staff could make itself an owner.
 */
export const scopeBeyond = (actor: Actor, scopes: readonly Scope[]): Scope | null =>
  actor.kind === 'system' ? null : (scopes.find((scope) => !mayDo(actor, scope)) ?? null);

export const roleBeyond = (actor: Actor, role: Role): Scope | null => scopeBeyond(actor, ROLE_SCOPES[role]);
