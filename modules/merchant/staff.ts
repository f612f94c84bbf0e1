import { ROLE_SCOPES, type Role, type Scope, type StaffRole, type StaffView } from '@shuke/contract';
import type { Actor, Vault } from '@shuke/db';
import { mayDo } from '@shuke/http';
import type { StaffRow } from './staff-store.ts';

/** What the console shows of a person; the sign-in name is opened for those who may manage staff. */
export const staffView = (vault: Vault, merchantId: string, row: StaffRow): StaffView => ({
  staffId: row.staff_id,
  displayName: row.display_name,
  signInName: vault.open(merchantId, row.sign_in_name),
  role: row.role as StaffRole,
  storeId: row.store_id,
  mustChangePassword: row.must_change_password,
  active: row.active,
  createdAt: row.created_at.toISOString(),
});

/**
 * The first of some scopes that an actor has not, or null. Nobody gives another person or key more than they may do
 * themselves: otherwise a key that may manage staff could make itself an owner.
 */
export const scopeBeyond = (actor: Actor, scopes: readonly Scope[]): Scope | null =>
  actor.kind === 'system' ? null : (scopes.find((scope) => !mayDo(actor, scope)) ?? null);

export const roleBeyond = (actor: Actor, role: Role): Scope | null => scopeBeyond(actor, ROLE_SCOPES[role]);
