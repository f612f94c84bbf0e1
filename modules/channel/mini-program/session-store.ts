import { openMany, sealMany, sql, type Tx } from '@shuke/db';
import { DAY_MS } from '@shuke/kernel';
import { ORDERS_KEPT_MS, SESSION_IDLE_MS, SESSION_LIFE_MS, type WechatIdentity } from './mini-program.ts';

export const IDENTITY_PURPOSE = 'mini program identity';

export interface NewSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly tokenHash: Buffer;
  readonly codeHash: Buffer;
  readonly openidHash: Buffer;
  readonly identity: WechatIdentity;
  readonly customerId: string | null;
}

/**
 * Opens a session: false where the mini program is switched off by now, or the code has opened one already. The mini program
 * is held meanwhile, so that whoever switches it off ends this session too.
 */
export async function insertSession(tx: Tx, session: NewSession): Promise<boolean> {
  const [identity] = await sealMany(tx, IDENTITY_PURPOSE, [JSON.stringify(session.identity)]);
  const at = tx.now.getTime();
  const opened = await tx.run(sql`
    insert into mini_program_session
      (merchant_id, session_id, account_id, token_hash, code_hash, openid_hash, identity, customer_id, created_at,
       idle_expires_at, expires_at)
    select a.merchant_id, ${session.sessionId}, a.account_id, ${session.tokenHash}, ${session.codeHash},
           ${session.openidHash}, ${identity}, ${session.customerId}, ${tx.now}, ${new Date(at + SESSION_IDLE_MS)},
           ${new Date(at + SESSION_LIFE_MS)}
      from mini_program_account a
     where a.merchant_id = ${tx.merchantId} and a.account_id = ${session.accountId} and a.active
       for share of a
    on conflict (merchant_id, code_hash) do nothing`);
  return opened === 1;
}

export interface LiveSession {
  readonly sessionId: string;
  readonly idleExpiresAt: Date;
}

/** The session of a token while it lasts and its mini program is switched on. */
export const liveSessionOf = (tx: Tx, tokenHash: Buffer): Promise<LiveSession | null> =>
  tx.maybeOne<LiveSession>(sql`
    select s.session_id as "sessionId", s.idle_expires_at as "idleExpiresAt"
      from mini_program_session s
      join mini_program_account a on a.merchant_id = s.merchant_id and a.account_id = s.account_id
     where s.merchant_id = ${tx.merchantId} and s.token_hash = ${tokenHash} and s.expires_at > ${tx.now}
       and s.idle_expires_at > ${tx.now} and a.active`);

export const prolongSession = (tx: Tx, sessionId: string, idleExpiresAt: Date): Promise<number> =>
  tx.run(sql`
    update mini_program_session set idle_expires_at = ${idleExpiresAt}
     where merchant_id = ${tx.merchantId} and session_id = ${sessionId} and idle_expires_at < ${idleExpiresAt}`);

export interface OpenedSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly openidHash: Buffer;
  readonly customerId: string | null;
  readonly identity: WechatIdentity;
}

export async function sessionById(tx: Tx, sessionId: string): Promise<OpenedSession | null> {
  const row = await tx.maybeOne<Omit<OpenedSession, 'identity'> & { identity: Buffer }>(sql`
    select session_id as "sessionId", account_id as "accountId", openid_hash as "openidHash",
           customer_id as "customerId", identity
      from mini_program_session
     where merchant_id = ${tx.merchantId} and session_id = ${sessionId}`);
  if (!row) return null;
  const [text] = await openMany(tx, IDENTITY_PURPOSE, [row.identity]);
  return { ...row, identity: JSON.parse(text!) as WechatIdentity };
}

/** Notes whose all sessions of an open id are, so that an erasure finds them. */
export const nameSessions = (tx: Tx, openidHash: Buffer, customerId: string): Promise<number> =>
  tx.run(sql`
    update mini_program_session set customer_id = ${customerId}
     where merchant_id = ${tx.merchantId} and openid_hash = ${openidHash}
       and customer_id is distinct from ${customerId}::uuid`);

export const endSession = (tx: Tx, sessionId: string): Promise<number> =>
  tx.run(sql`
    delete from mini_program_session where merchant_id = ${tx.merchantId} and session_id = ${sessionId}`);

export const endSessionsOf = (tx: Tx, accountId: string): Promise<number> =>
  tx.run(sql`
    delete from mini_program_session where merchant_id = ${tx.merchantId} and account_id = ${accountId}`);

/** Deletes a chunk of the sessions that are over; answers how many went. A code is no good by then either. */
export const forgetSessions = (tx: Tx): Promise<number> =>
  tx.run(sql`
    delete from mini_program_session
     where merchant_id = ${tx.merchantId}
       and session_id in (select session_id from mini_program_session
                           where merchant_id = ${tx.merchantId}
                             and (expires_at < ${tx.now} or idle_expires_at < ${new Date(tx.now.getTime() - DAY_MS)})
                           limit 1000)`);

/** Deletes a chunk of what is known of orders that were begun long ago; answers how many went. */
export const forgetOrders = (tx: Tx): Promise<number> =>
  tx.run(sql`
    delete from mini_program_order
     where merchant_id = ${tx.merchantId}
       and order_ref in (select order_ref from mini_program_order
                          where merchant_id = ${tx.merchantId}
                            and created_at < ${new Date(tx.now.getTime() - ORDERS_KEPT_MS)}
                          limit 1000)`);
