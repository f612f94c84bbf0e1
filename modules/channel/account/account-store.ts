import { openMany, sealMany, sql, type Tx } from '@shuke/db';
import type { ChannelAccount, ChannelName } from '../channel.ts';

export const ACCOUNT_SECRETS = 'channel account';

interface AccountRow {
  readonly account_id: string;
  readonly store_id: string;
  readonly channel: ChannelName;
  readonly base_url: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Buffer;
  readonly auto_accept: boolean;
  readonly commission_bps: number;
  readonly active: boolean;
}

async function opened(tx: Tx, rows: readonly AccountRow[]): Promise<ChannelAccount[]> {
  const secrets = await openMany(
    tx,
    ACCOUNT_SECRETS,
    rows.map((row) => row.secrets),
  );
  return rows.map((row, i) => ({
    merchantId: tx.merchantId,
    accountId: row.account_id,
    storeId: row.store_id,
    channel: row.channel,
    baseUrl: row.base_url,
    settings: row.settings,
    secrets: JSON.parse(secrets[i]!) as Record<string, string>,
    autoAccept: row.auto_accept,
    commissionBps: row.commission_bps,
    active: row.active,
  }));
}

/** These accounts with their secrets opened, those that are switched off too. */
export async function accountsById(tx: Tx, accountIds: readonly string[]): Promise<Map<string, ChannelAccount>> {
  const rows = await tx.many<AccountRow>(sql`
    select account_id, store_id, channel, base_url, settings, secrets, auto_accept, commission_bps, active
      from channel_account
     where merchant_id = ${tx.merchantId} and account_id = any (${accountIds}::uuid[])`);
  return new Map((await opened(tx, rows)).map((account) => [account.accountId, account]));
}

/** The account with which a store is connected to a platform now. */
export async function accountOfStore(
  tx: Tx,
  { storeId, channel }: { readonly storeId: string; readonly channel: ChannelName },
): Promise<ChannelAccount | null> {
  const rows = await tx.many<AccountRow>(sql`
    select account_id, store_id, channel, base_url, settings, secrets, auto_accept, commission_bps, active
      from channel_account
     where merchant_id = ${tx.merchantId} and store_id = ${storeId} and channel = ${channel} and active`);
  return (await opened(tx, rows))[0] ?? null;
}

/** Adds an account; false where the store has an active one of this platform. */
export async function insertAccount(tx: Tx, account: ChannelAccount): Promise<boolean> {
  const [secrets] = await sealMany(tx, ACCOUNT_SECRETS, [JSON.stringify(account.secrets)]);
  const added = await tx.run(sql`
    insert into channel_account
      (merchant_id, account_id, store_id, channel, base_url, settings, secrets, auto_accept, commission_bps, active,
       created_at, updated_at)
    values (${tx.merchantId}, ${account.accountId}, ${account.storeId}, ${account.channel}, ${account.baseUrl},
            ${JSON.stringify(account.settings)}::jsonb, ${secrets}, ${account.autoAccept}, ${account.commissionBps},
            ${account.active}, ${tx.now}, ${tx.now})
    on conflict (merchant_id, store_id, channel) where active do nothing`);
  return added === 1;
}

export async function updateAccount(tx: Tx, account: ChannelAccount): Promise<boolean> {
  const [secrets] = await sealMany(tx, ACCOUNT_SECRETS, [JSON.stringify(account.secrets)]);
  // Switching one on again while another has taken its place is refused here, and not by an error of the database.
  const changed = await tx.run(sql`
    update channel_account a
       set base_url = ${account.baseUrl}, settings = ${JSON.stringify(account.settings)}::jsonb, secrets = ${secrets},
           auto_accept = ${account.autoAccept}, commission_bps = ${account.commissionBps}, active = ${account.active},
           updated_at = ${tx.now}
     where a.merchant_id = ${tx.merchantId} and a.account_id = ${account.accountId}
       and (not ${account.active}::boolean or not exists (
             select from channel_account o
              where o.merchant_id = a.merchant_id and o.store_id = a.store_id and o.channel = a.channel
                and o.active and o.account_id <> a.account_id))`);
  return changed === 1;
}

/** Holds an account for this transaction, so that two changes of it go one after the other. */
export const lockAccount = async (tx: Tx, accountId: string): Promise<boolean> =>
  (await tx.maybeOne(sql`
    select account_id from channel_account
     where merchant_id = ${tx.merchantId} and account_id = ${accountId}
       for update`)) !== null;

export interface ListedAccount extends Omit<ChannelAccount, 'secrets' | 'merchantId'> {
  readonly createdAt: Date;
}

export const listAccounts = (tx: Tx): Promise<ListedAccount[]> =>
  tx.many<ListedAccount>(sql`
    select account_id as "accountId", store_id as "storeId", channel, base_url as "baseUrl", settings,
           auto_accept as "autoAccept", commission_bps as "commissionBps", active, created_at as "createdAt"
      from channel_account
     where merchant_id = ${tx.merchantId}
     order by account_id
     limit 1000`);
