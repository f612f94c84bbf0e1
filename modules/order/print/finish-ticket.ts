import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import * as store from './print-store.ts';

type FinishRefusal = Refusal<'print_job_not_found' | 'print_job_not_yours'>;

/** The caller has printed a ticket that it holds. Saying so again is fine; whoever lost it to another is told. */
export async function finishTicket(ctx: Ctx, jobId: string): Promise<Result<null, FinishRefusal>> {
  const finished = await inTx(ctx, {}, async (tx): Promise<Result<null, FinishRefusal>> => {
    if ((await store.finishJob(tx, { jobId, by: ctx.actor.id })) === 1) return ok(null);
    const state = await store.jobState(tx, jobId);
    if (!state) return refuse('print_job_not_found', { jobId });
    const isDone = state.status === 'printed' && state.claimedBy === ctx.actor.id;
    return isDone ? ok(null) : refuse('print_job_not_yours', { status: state.status });
  });
  return finished as Result<null, FinishRefusal>;
}
