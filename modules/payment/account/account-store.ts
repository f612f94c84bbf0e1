import type { PageConsents } from '@shuke/contract';
import { openMany, sealMany, sql, type Tx } from '@shuke/db';
import type { GatewayAccount, GatewayName } from '../gateway/gateway.ts';

export const ACCOUNT_SECRETS = 'payment account';

/** An account as its row holds it, with its secrets opened. */
export interface PaymentAccount {
  readonly merchantId: string;
  readonly accountId: string;
  readonly gateway: GatewayName;
  readonly name: string;
  /** Null for all stores. */
  readonly storeId: string | null;
  readonly baseUrl: string;
  readonly publicUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What the provider's page asks guests to agree to as they pay; null where it asks nothing. */
  readonly pageConsents: PageConsents | null;
  readonly active: boolean;
}

/** Where a provider calls for an account, behind the public address. */
export const callbackPathOf = ({ gateway, accountId }: Pick<PaymentAccount, 'gateway' | 'accountId'>): string =>
  `/v1/callbacks/${gateway}/${accountId}`;

/** The same as an adapter needs it. */
export function gatewayAccountOf(account: PaymentAccount): GatewayAccount {
  const { merchantId, accountId, gateway, baseUrl, publicUrl, settings, secrets } = account;
  const notifyUrl = publicUrl + callbackPathOf(account);
  return { merchantId, accountId, gateway, baseUrl, notifyUrl, settings, secrets };
}

type AccountRow = Omit<PaymentAccount, 'merchantId' | 'secrets'> & { readonly secrets: Buffer };

async function opened(tx: Tx, rows: readonly AccountRow[]): Promise<PaymentAccount[]> {
  const texts = await openMany(
    tx,
    ACCOUNT_SECRETS,
    rows.map((row) => row.secrets),
  );
  const { merchantId } = tx;
  return rows.map((row, i) => ({ ...row, merchantId, secrets: JSON.parse(texts[i]!) as Record<string, string> }));
}

/** These accounts with their secrets opened, those that are switched off too: what they began goes on. */
export async function accountsById(tx: Tx, accountIds: readonly string[]): Promise<Map<string, PaymentAccount>> {
  const rows = await tx.many<AccountRow>(sql`
    select account_id as "accountId", gateway, name, store_id as "storeId", base_url as "baseUrl",
           public_url as "publicUrl", settings, secrets, page_consents as "pageConsents", active
      from payment_account
     where merchant_id = ${tx.merchantId} and account_id = any (${accountIds}::uuid[])`);
  return new Map((await opened(tx, rows)).map((account) => [account.accountId, account]));
}

/** The active accounts that a store takes payments with, its own before those of all stores. */
export const accountsForStore = (
  tx: Tx,
  storeId: string,
): Promise<{ accountId: string; gateway: GatewayName; storeId: string | null }[]> =>
  tx.many(sql`
    select account_id as "accountId", gateway, store_id as "storeId"
      from payment_account
     where merchant_id = ${tx.merchantId} and active and (store_id is null or store_id = ${storeId})
     order by store_id nulls last, account_id`);

const jsonOf = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));

/** Adds an account; false where the store, or all stores, have an active one of this provider. */
export async function insertAccount(tx: Tx, account: PaymentAccount): Promise<boolean> {
  const [secrets] = await sealMany(tx, ACCOUNT_SECRETS, [JSON.stringify(account.secrets)]);
  const added = await tx.run(sql`
    insert into payment_account
      (merchant_id, account_id, gateway, name, store_id, base_url, public_url, settings, secrets, page_consents,
       active, created_at, updated_at)
    values (${tx.merchantId}, ${account.accountId}, ${account.gateway}, ${account.name}, ${account.storeId},
            ${account.baseUrl}, ${account.publicUrl}, ${JSON.stringify(account.settings)}::jsonb, ${secrets},
            ${jsonOf(account.pageConsents)}::jsonb, ${account.active}, ${tx.now}, ${tx.now})
    on conflict (merchant_id, gateway, store_id) where active do nothing`);
  return added === 1;
}

/** Writes a change; false where switching it on would make it the second of its store and provider. */
export async function updateAccount(tx: Tx, account: PaymentAccount): Promise<boolean> {
  const [secrets] = await sealMany(tx, ACCOUNT_SECRETS, [JSON.stringify(account.secrets)]);
  const changed = await tx.run(sql`
    update payment_account a
       set name = ${account.name}, base_url = ${account.baseUrl}, public_url = ${account.publicUrl},
           settings = ${JSON.stringify(account.settings)}::jsonb, secrets = ${secrets},
           page_consents = ${jsonOf(account.pageConsents)}::jsonb, active = ${account.active}, updated_at = ${tx.now}
     where a.merchant_id = ${tx.merchantId} and a.account_id = ${account.accountId}
       and (not ${account.active}::boolean or not exists (
             select from payment_account o
              where o.merchant_id = a.merchant_id and o.gateway = a.gateway and o.active
                and o.store_id is not distinct from a.store_id and o.account_id <> a.account_id))`);
  return changed === 1;
}

/** Holds an account for this transaction, so that two changes of it go one after the other. */
export const lockAccount = async (tx: Tx, accountId: string): Promise<boolean> =>
  (await tx.maybeOne(sql`
    select account_id from payment_account
     where merchant_id = ${tx.merchantId} and account_id = ${accountId}
       for update`)) !== null;

export interface ListedAccount extends Omit<PaymentAccount, 'secrets' | 'merchantId'> {
  readonly createdAt: Date;
}

export const listAccounts = (tx: Tx): Promise<ListedAccount[]> =>
  tx.many<ListedAccount>(sql`
    select account_id as "accountId", gateway, name, store_id as "storeId", base_url as "baseUrl",
           public_url as "publicUrl", settings, page_consents as "pageConsents", active, created_at as "createdAt"
      from payment_account
     where merchant_id = ${tx.merchantId}
     order by account_id
     limit 1000`);
