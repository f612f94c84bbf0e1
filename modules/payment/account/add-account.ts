import type { NewPaymentAccount } from '@shuke/contract';
import { pageConsents as consents } from '@shuke/customer';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { findStores, listAccount } from '@shuke/merchant';
import type { AccountRefusal, KeyReused } from '../errors.ts';
import { gateways } from '../gateway/gateways.ts';
import { gatewayAccountOf, insertAccount, type PaymentAccount } from './account-store.ts';

export interface AddAccount {
  readonly key: string;
  readonly account: NewPaymentAccount;
  /** Where guests and providers reach this server, where the account does not say. */
  readonly publicUrl: string | null;
}

/** Connects stores to a payment provider. Secrets are sealed and never shown again. */
export function addAccount(
  ctx: Ctx,
  { key, account, publicUrl }: AddAccount,
): Promise<Result<{ accountId: string }, AccountRefusal | KeyReused>> {
  // Secrets must not be guessed from what a key remembers, so they are no part of it.
  const input = { ...account, secrets: Object.keys(account.secrets) };
  return inTx(ctx, { key, input }, async (tx): Promise<Result<{ accountId: string }, AccountRefusal>> => {
    const storeId = await storeOf(tx, account.storeCode);
    if (!storeId.ok) return storeId;
    const { storeCode: _, ...given } = account;
    const made: PaymentAccount = {
      ...given,
      publicUrl: account.publicUrl ?? publicUrl ?? '',
      merchantId: tx.merchantId,
      accountId: newId(),
      storeId: storeId.value,
      pageConsents: account.pageConsents ?? null,
      active: true,
    };
    const lacking = await lackingOf(tx, made);
    if (lacking !== null) return refuse('payment_account_incomplete', { lacking });
    if (!(await insertAccount(tx, made))) return refuse('payment_account_exists');
    await listAccount(ctx, tx, made.accountId);
    return ok({ accountId: made.accountId });
  });
}

async function storeOf(tx: Tx, storeCode?: string): Promise<Result<string | null, AccountRefusal>> {
  if (storeCode === undefined) return ok(null);
  const store = (await findStores(tx, [storeCode])).get(storeCode);
  return store ? ok(store.storeId) : refuse('payment_store_unknown', { storeCode });
}

/** The first thing that the provider needs and the account does not have, or that cannot be used; null for none. */
export async function lackingOf(tx: Tx, account: PaymentAccount): Promise<string | null> {
  if (account.publicUrl === '') return 'publicUrl';
  return gateways[account.gateway].faultIn(gatewayAccountOf(account)) ?? (await unknownWords(tx, account));
}

/** A purpose whose words the page cannot show, for there is no such version of them. */
async function unknownWords(tx: Tx, { pageConsents }: PaymentAccount): Promise<string | null> {
  if (pageConsents === null) return null;
  const latest = new Map((await consents.currentWordings(tx)).map(({ purpose, version }) => [purpose, version]));
  const unknown = pageConsents.words.find(({ purpose, version }) => version > (latest.get(purpose) ?? -1));
  return unknown ? `pageConsents ${unknown.purpose}` : null;
}
