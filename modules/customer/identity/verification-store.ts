import { sql, type Tx } from '@shuke/db';

export interface NewVerification {
  readonly verificationId: string;
  readonly customerId: string;
  readonly phoneHash: Buffer;
  readonly codeHash: Buffer;
  readonly sealed: Buffer;
  readonly tries: number;
  readonly expiresAt: Date;
}

export const insertVerification = (tx: Tx, row: NewVerification): Promise<number> =>
  tx.run(sql`
    insert into phone_verification
      (merchant_id, verification_id, customer_id, phone_hash, code_hash, sealed, tries_left, created_at, expires_at)
    values (${tx.merchantId}, ${row.verificationId}, ${row.customerId}, ${row.phoneHash}, ${row.codeHash}, ${row.sealed},
            ${row.tries}, ${tx.now}, ${row.expiresAt})`);

/**
 * Takes one of the codes that a phone may be sent, or none where the last `limit` of them are all younger than the window. The row keeps
 * as many instants as the limit, so the window slides; the WHERE counts, so callers who come at once cannot all pass.
 */
export const takeCodeToSend = (
  tx: Tx,
  { phoneHash, since, limit }: { phoneHash: Buffer; since: Date; limit: number },
): Promise<number> =>
  tx.run(sql`
    insert into phone_code_window (merchant_id, phone_hash, sent_at, last_at)
    values (${tx.merchantId}, ${phoneHash}, array[${tx.now}::timestamptz], ${tx.now})
    on conflict (merchant_id, phone_hash) do update
       set sent_at = (phone_code_window.sent_at || ${tx.now}::timestamptz)
                     [greatest(1, cardinality(phone_code_window.sent_at) + 2 - ${limit}::integer):],
           last_at = ${tx.now}
     where cardinality(phone_code_window.sent_at) < ${limit}::integer or phone_code_window.sent_at[1] <= ${since}`);

/** When the oldest code that counts was sent to a phone. */
export const oldestSent = async (tx: Tx, phoneHash: Buffer): Promise<Date | null> => {
  const row = await tx.maybeOne<{ oldest: Date }>(sql`
    select sent_at[1] as oldest from phone_code_window
     where merchant_id = ${tx.merchantId} and phone_hash = ${phoneHash}`);
  return row?.oldest ?? null;
};

export interface TriedRow {
  readonly customer_id: string;
  readonly phone_hash: Buffer;
  readonly code_hash: Buffer;
  readonly tries_left: number;
}

/** Takes one try of a code that can still be used; null where there is none to take. */
export const takeTry = (tx: Tx, verificationId: string): Promise<TriedRow | null> =>
  tx.maybeOne<TriedRow>(sql`
    update phone_verification
       set tries_left = tries_left - 1
     where merchant_id = ${tx.merchantId} and verification_id = ${verificationId} and tries_left > 0
       and expires_at > ${tx.now} and verified_at is null
    returning customer_id, phone_hash, code_hash, tries_left`);

export const endVerification = (tx: Tx, verificationId: string): Promise<number> =>
  tx.run(sql`
    update phone_verification
       set verified_at = ${tx.now}, sealed = null
     where merchant_id = ${tx.merchantId} and verification_id = ${verificationId}`);

export const hasVerification = async (tx: Tx, verificationId: string): Promise<boolean> =>
  (await tx.maybeOne<{ there: boolean }>(sql`
    select true as there from phone_verification
     where merchant_id = ${tx.merchantId} and verification_id = ${verificationId}`)) !== null;

export interface CollectedRow {
  readonly customer_id: string;
  readonly sealed: Buffer;
  readonly expires_at: Date;
  readonly phone: Buffer;
}

/** Takes the sealed code, which is thereby there no more, and the phone that it goes to. */
export const collectSealed = (tx: Tx, verificationId: string): Promise<CollectedRow | null> =>
  tx.maybeOne<CollectedRow>(sql`
    with waiting as (
      select verification_id, customer_id, phone_hash, sealed, expires_at
        from phone_verification
       where merchant_id = ${tx.merchantId} and verification_id = ${verificationId} and sealed is not null
         and expires_at > ${tx.now}
         for update
    ), taken as (
      update phone_verification v set sealed = null
        from waiting w
       where v.merchant_id = ${tx.merchantId} and v.verification_id = w.verification_id
    )
    select w.customer_id, w.sealed, w.expires_at, i.sealed as phone
      from waiting w
      join customer_identifier i
        on i.merchant_id = ${tx.merchantId} and i.kind = 'phone' and i.hash = w.phone_hash and i.customer_id = w.customer_id`);

/** Removes what is over: codes and windows that nobody can use or that limit nobody. Answers how many codes. */
export const forgetVerifications = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`
    with windows as (
      delete from phone_code_window where merchant_id = ${tx.merchantId} and last_at < ${before}
    )
    delete from phone_verification where merchant_id = ${tx.merchantId} and created_at < ${before}`);
