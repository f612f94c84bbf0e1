import type { Role } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';

/** A person who can sign in, of a merchant or of an agency. */
export interface StaffRow {
  staff_id: string;
  display_name: string;
  sign_in_name: Buffer;
  role: Role;
  store_id: string | null;
  must_change_password: boolean;
  active: boolean;
  created_at: Date;
}

export interface StaffToInsert {
  staffId: string;
  displayName: string;
  sealedSignInName: Buffer;
  role: Role;
  storeId: string | null;
  passwordHash: string;
  passwordExpiresAt: Date;
}

/** Adds a person whose password is a one-time one. */
export const insertStaff = (tx: Tx, staff: StaffToInsert): Promise<number> =>
  tx.run(sql`
    insert into staff (merchant_id, staff_id, display_name, sign_in_name, role, store_id, password_hash,
                       must_change_password, password_expires_at, active, created_at)
    values (${tx.merchantId}, ${staff.staffId}, ${staff.displayName}, ${staff.sealedSignInName}, ${staff.role},
            ${staff.storeId}, ${staff.passwordHash}, true, ${staff.passwordExpiresAt}, true, ${tx.now})`);

export const readStaff = (tx: Tx, staffId: string): Promise<StaffRow | null> =>
  tx.maybeOne<StaffRow>(sql`
    select staff_id, display_name, sign_in_name, role, store_id, must_change_password, active, created_at
      from staff where merchant_id = ${tx.merchantId} and staff_id = ${staffId}`);

export const staffPage = (tx: Tx, { after, limit }: { after: string; limit: number }): Promise<StaffRow[]> =>
  tx.many<StaffRow>(sql`
    select staff_id, display_name, sign_in_name, role, store_id, must_change_password, active, created_at
      from staff where merchant_id = ${tx.merchantId} and staff_id > ${after} order by staff_id limit ${limit}`);

/**
 * Locks a person's row and those of all active owners, in key order, so that two owners who take the role from each
 * other at the same time cannot both find the other one still there.
 */
export const lockWithOwners = (tx: Tx, staffId: string): Promise<StaffRow[]> =>
  tx.many<StaffRow>(sql`
    select staff_id, display_name, sign_in_name, role, store_id, must_change_password, active, created_at
      from staff
     where merchant_id = ${tx.merchantId} and (staff_id = ${staffId} or (role = 'owner' and active))
     order by staff_id for update`);

export const writeStaff = (tx: Tx, staff: StaffRow): Promise<number> =>
  tx.run(sql`
    update staff
       set display_name = ${staff.display_name}, role = ${staff.role}, store_id = ${staff.store_id},
           active = ${staff.active}
     where merchant_id = ${tx.merchantId} and staff_id = ${staff.staff_id}`);

export interface PasswordRow {
  password_hash: string;
  active: boolean;
  password_expires_at: Date | null;
  sign_in_name: Buffer;
}

export const readPassword = (tx: Tx, staffId: string): Promise<PasswordRow | null> =>
  tx.maybeOne<PasswordRow>(sql`
    select password_hash, active, password_expires_at, sign_in_name
      from staff where merchant_id = ${tx.merchantId} and staff_id = ${staffId}`);

/** Sets a one-time password, whatever the one before was. */
export const setOneTimePassword = (
  tx: Tx,
  { staffId, passwordHash, expiresAt }: { staffId: string; passwordHash: string; expiresAt: Date },
): Promise<number> =>
  tx.run(sql`
    update staff
       set password_hash = ${passwordHash}, must_change_password = true, password_expires_at = ${expiresAt}
     where merchant_id = ${tx.merchantId} and staff_id = ${staffId}`);

/** Changes a password, provided that it is still the one that was verified. */
export const changeOwnPassword = (
  tx: Tx,
  { staffId, verifiedHash, passwordHash }: { staffId: string; verifiedHash: string; passwordHash: string },
): Promise<number> =>
  tx.run(sql`
    update staff
       set password_hash = ${passwordHash}, must_change_password = false, password_expires_at = null
     where merchant_id = ${tx.merchantId} and staff_id = ${staffId} and active and password_hash = ${verifiedHash}`);
