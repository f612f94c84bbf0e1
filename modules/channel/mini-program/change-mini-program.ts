import type { MiniProgramChange } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { lockMiniProgram, miniProgramById, updateMiniProgram } from './account-store.ts';
import type { MiniProgramRefusal } from './errors.ts';
import { endSessionsOf } from './session-store.ts';

/** Changes what is sent. Switched off, a mini program lets nobody in and ends all sessions: switched on again, each signs in anew. */
export async function changeMiniProgram(
  ctx: Ctx,
  accountId: string,
  change: MiniProgramChange,
): Promise<Result<null, MiniProgramRefusal>> {
  const changed = await inTx<null, MiniProgramRefusal>(ctx, {}, async (tx) => {
    if (!(await lockMiniProgram(tx, accountId))) return refuse('mini_program_account_not_found', { accountId });
    const known = must(await miniProgramById(tx, accountId), 'an account that is locked is there');
    const next = { ...known, ...change };
    if (!(await updateMiniProgram(tx, next))) return refuse('mini_program_account_exists', { appId: next.appId });
    if (!next.active) await endSessionsOf(tx, accountId);
    return ok(null);
  });
  return changed as Result<null, MiniProgramRefusal>;
}
