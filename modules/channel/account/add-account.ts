import type { NewChannelAccount } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { listAccount, merchantSettings } from '@shuke/merchant';
import { adapters } from '../adapter/adapters.ts';
import type { ChannelAccount } from '../channel.ts';
import type { AccountRefusal, KeyReused } from '../errors.ts';
import { storeOf } from '../store-of.ts';
import { insertAccount } from './account-store.ts';

const CURRENCY = 'CNY';

/** Connects a store to a platform. Its secrets are sealed and never shown again; one active account a store and platform. */
export function addAccount(
  ctx: Ctx,
  { key, account }: { readonly key: string; readonly account: NewChannelAccount },
): Promise<Result<{ accountId: string }, AccountRefusal | KeyReused>> {
  // Secrets must not be guessed from what a key remembers, so they are no part of it.
  const input = { ...account, secrets: Object.keys(account.secrets) };
  return inTx(ctx, { key, input }, async (tx): Promise<Result<{ accountId: string }, AccountRefusal>> => {
    const storeId = await storeOf(tx, ctx.actor, account.storeCode);
    if (!storeId.ok) return storeId;
    const { currency } = await merchantSettings(tx);
    if (currency !== CURRENCY) return refuse('channel_currency_differs', { currency, needed: CURRENCY });
    const { storeCode: _, ...given } = account;
    const made: ChannelAccount = {
      ...given,
      merchantId: tx.merchantId,
      accountId: newId(),
      storeId: storeId.value,
      autoAccept: account.autoAccept ?? false,
      commissionBps: account.commissionBps ?? 0,
      active: true,
    };
    const lacking = lackingOf(made);
    if (lacking.length > 0) return refuse('channel_account_incomplete', { lacking: lacking.join(', ') });
    if (!(await insertAccount(tx, made))) return refuse('channel_account_exists');
    await listAccount(ctx, tx, made.accountId);
    return ok({ accountId: made.accountId });
  });
}

/** What a platform needs and the account does not have. */
export function lackingOf({ channel, settings, secrets }: ChannelAccount): string[] {
  const { asks } = adapters[channel];
  return [
    ...asks.settings.filter((name) => !settings[name]).map((name) => `settings.${name}`),
    ...asks.secrets.filter((name) => !secrets[name]).map((name) => `secrets.${name}`),
  ];
}
