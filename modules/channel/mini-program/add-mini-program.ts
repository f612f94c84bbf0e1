import type { NewMiniProgram } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { listAccount } from '@shuke/merchant';
import { insertMiniProgram } from './account-store.ts';
import { WECHAT_URL, type MiniProgram } from './mini-program.ts';

type AddRefusal = Refusal<'mini_program_account_exists' | 'idempotency_key_reused'>;

/** Connects a mini program. Its secret is sealed and never shown again; one active account an app. */
export function addMiniProgram(
  ctx: Ctx,
  { key, program }: { readonly key: string; readonly program: NewMiniProgram },
): Promise<Result<{ accountId: string }, AddRefusal>> {
  const { appSecret, ...shown } = program;
  // A secret must not be guessed from what a key remembers, so it is no part of it.
  return inTx<{ accountId: string }, AddRefusal>(ctx, { key, input: shown }, async (tx) => {
    const { baseUrl = WECHAT_URL } = program;
    const made: MiniProgram = { ...shown, accountId: newId(), appSecret, baseUrl, active: true };
    if (!(await insertMiniProgram(tx, made))) return refuse('mini_program_account_exists', { appId: made.appId });
    await listAccount(ctx, tx, made.accountId);
    return ok({ accountId: made.accountId });
  });
}
