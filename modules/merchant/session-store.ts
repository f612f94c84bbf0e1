import type { Role } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';

export interface SessionToInsert {
  tokenHash: Buffer;
  staffId: string;
  /** The password hash that was verified a moment ago, outside this transaction. */
  verifiedHash: string;
  idleExpiresAt: Date;
  expiresAt: Date;
}

/** Opens a session, provided that the person may still sign in with the password that was verified. */
export const insertSession = (tx: Tx, session: SessionToInsert): Promise<number> =>
  tx.run(sql`
    insert into staff_session (merchant_id, token_hash, staff_id, created_at, idle_expires_at, expires_at)
    select merchant_id, ${session.tokenHash}, staff_id, ${tx.now}, ${session.idleExpiresAt}, ${session.expiresAt}
      from staff
     where merchant_id = ${tx.merchantId} and staff_id = ${session.staffId} and active
       and password_hash = ${session.verifiedHash}
       and (password_expires_at is null or password_expires_at > ${tx.now})`);

export interface LiveSession {
  staff_id: string;
  role: Role;
  store_id: string | null;
  must_change_password: boolean;
  idle_expires_at: Date;
}

/** The session of a token while it lasts and its person is active; what either is now, not what it was. */
export const findLiveSession = (tx: Tx, tokenHash: Buffer): Promise<LiveSession | null> =>
  tx.maybeOne<LiveSession>(sql`
    select s.staff_id, p.role, p.store_id, p.must_change_password, s.idle_expires_at
      from staff_session s join staff p on p.merchant_id = s.merchant_id and p.staff_id = s.staff_id
     where s.merchant_id = ${tx.merchantId} and s.token_hash = ${tokenHash} and s.revoked_at is null
       and s.expires_at > ${tx.now} and s.idle_expires_at > ${tx.now} and p.active`);

export const prolongSession = (tx: Tx, tokenHash: Buffer, idleExpiresAt: Date): Promise<number> =>
  tx.run(sql`
    update staff_session set idle_expires_at = ${idleExpiresAt}
     where merchant_id = ${tx.merchantId} and token_hash = ${tokenHash} and idle_expires_at < ${idleExpiresAt}`);

export const revokeSession = (tx: Tx, tokenHash: Buffer): Promise<number> =>
  tx.run(sql`
    update staff_session set revoked_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and token_hash = ${tokenHash} and revoked_at is null`);

export const revokeSessionsOf = (tx: Tx, staffId: string): Promise<number> =>
  tx.run(sql`
    update staff_session set revoked_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and staff_id = ${staffId} and revoked_at is null`);

/** Deletes a chunk of the sessions that ended before an instant; answers how many went. */
export const deleteEndedSessions = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`
    delete from staff_session
     where merchant_id = ${tx.merchantId}
       and token_hash in (select token_hash from staff_session
                           where merchant_id = ${tx.merchantId} and expires_at < ${before} limit 1000)`);
