import type { ChannelAccountChange } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import type { ChannelAccount } from '../channel.ts';
import type { AccountRefusal } from '../errors.ts';
import { accountsById, lockAccount, updateAccount } from './account-store.ts';
import { lackingOf } from './add-account.ts';

/** Changes what is sent, secrets one by one; switching an account off keeps its orders and lets in no more. */
export async function changeAccount(
  ctx: Ctx,
  accountId: string,
  change: ChannelAccountChange,
): Promise<Result<null, AccountRefusal>> {
  const changed = await inTx(ctx, {}, async (tx): Promise<Result<null, AccountRefusal>> => {
    if (!(await lockAccount(tx, accountId))) return refuse('channel_account_not_found', { accountId });
    const known = must((await accountsById(tx, [accountId])).get(accountId), 'an account that is locked is there');
    const next: ChannelAccount = {
      ...known,
      ...change,
      settings: { ...known.settings, ...change.settings },
      secrets: { ...known.secrets, ...change.secrets },
    };
    const lacking = lackingOf(next);
    if (lacking.length > 0) return refuse('channel_account_incomplete', { lacking: lacking.join(', ') });
    return (await updateAccount(tx, next)) ? ok(null) : refuse('channel_account_exists');
  });
  return changed as Result<null, AccountRefusal>;
}
