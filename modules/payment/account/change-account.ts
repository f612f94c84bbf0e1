import type { PaymentAccountChange } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import type { AccountRefusal } from '../errors.ts';
import { accountsById, lockAccount, updateAccount, type PaymentAccount } from './account-store.ts';
import { lackingOf } from './add-account.ts';

/**
 * Changes what is sent, secrets one by one. Switched off, an account begins no more payments; what it has begun is asked for,
 * called back and paid back as before.
 */
export async function changeAccount(
  ctx: Ctx,
  accountId: string,
  change: PaymentAccountChange,
): Promise<Result<null, AccountRefusal>> {
  const changed = await inTx(ctx, {}, async (tx): Promise<Result<null, AccountRefusal>> => {
    if (!(await lockAccount(tx, accountId))) return refuse('payment_account_not_found', { accountId });
    const known = must((await accountsById(tx, [accountId])).get(accountId), 'an account that is locked is there');
    const next: PaymentAccount = {
      ...known,
      ...change,
      settings: { ...known.settings, ...change.settings },
      secrets: { ...known.secrets, ...change.secrets },
    };
    const lacking = await lackingOf(tx, next);
    if (lacking !== null) return refuse('payment_account_incomplete', { lacking });
    return (await updateAccount(tx, next)) ? ok(null) : refuse('payment_account_exists');
  });
  return changed as Result<null, AccountRefusal>;
}
