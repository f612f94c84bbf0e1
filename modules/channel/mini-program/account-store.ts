import { openMany, sealMany, sql, type Tx } from '@shuke/db';
import type { MiniProgram } from './mini-program.ts';

export const MINI_PROGRAM_SECRET = 'mini program account';

type Row = Omit<MiniProgram, 'appSecret'> & { readonly secret: Buffer };

/** A mini program with its secret opened, one that is switched off too. */
export async function miniProgramById(tx: Tx, accountId: string): Promise<MiniProgram | null> {
  const row = await tx.maybeOne<Row>(sql`
    select account_id as "accountId", name, app_id as "appId", base_url as "baseUrl", secret, active
      from mini_program_account
     where merchant_id = ${tx.merchantId} and account_id = ${accountId}`);
  if (!row) return null;
  const { secret, ...program } = row;
  const [appSecret] = await openMany(tx, MINI_PROGRAM_SECRET, [secret]);
  return { ...program, appSecret: appSecret! };
}

/** Holds a mini program for this transaction: two changes of it go one after the other, and no session is opened meanwhile. */
export const lockMiniProgram = async (tx: Tx, accountId: string): Promise<boolean> =>
  (await tx.maybeOne(sql`
    select account_id from mini_program_account
     where merchant_id = ${tx.merchantId} and account_id = ${accountId}
       for update`)) !== null;

/** Adds a mini program; false where the merchant has an active one of this app. */
export async function insertMiniProgram(tx: Tx, program: MiniProgram): Promise<boolean> {
  const [secret] = await sealMany(tx, MINI_PROGRAM_SECRET, [program.appSecret]);
  const added = await tx.run(sql`
    insert into mini_program_account
      (merchant_id, account_id, name, app_id, base_url, secret, active, created_at, updated_at)
    values (${tx.merchantId}, ${program.accountId}, ${program.name}, ${program.appId}, ${program.baseUrl}, ${secret},
            ${program.active}, ${tx.now}, ${tx.now})
    on conflict (merchant_id, app_id) where active do nothing`);
  return added === 1;
}

/** Changes a mini program that is locked; false where another active one has its app. */
export async function updateMiniProgram(tx: Tx, program: MiniProgram): Promise<boolean> {
  const [secret] = await sealMany(tx, MINI_PROGRAM_SECRET, [program.appSecret]);
  const changed = await tx.run(sql`
    update mini_program_account a
       set name = ${program.name}, base_url = ${program.baseUrl}, secret = ${secret},
           active = ${program.active}, updated_at = ${tx.now}
     where a.merchant_id = ${tx.merchantId} and a.account_id = ${program.accountId}
       and (not ${program.active}::boolean or not exists (
             select from mini_program_account o
              where o.merchant_id = a.merchant_id and o.app_id = a.app_id and o.active
                and o.account_id <> a.account_id))`);
  return changed === 1;
}

export type ListedMiniProgram = Omit<MiniProgram, 'appSecret'> & { readonly createdAt: Date };

export const listMiniPrograms = (tx: Tx): Promise<ListedMiniProgram[]> =>
  tx.many<ListedMiniProgram>(sql`
    select account_id as "accountId", name, app_id as "appId", base_url as "baseUrl", active,
            created_at as "createdAt"
      from mini_program_account
     where merchant_id = ${tx.merchantId}
     order by account_id
     limit 1000`);
