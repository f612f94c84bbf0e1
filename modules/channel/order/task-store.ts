import { enqueue, sql, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { Telling } from '../adapter/adapter.ts';

/** What is to be said to a platform. The kind and the rest of it are kept apart, so that lists need not open it. */
export interface NewTask {
  readonly accountId: string;
  readonly referenceId: string;
  readonly telling: Telling;
}

/** The name of the job that says them. */
export const TELL_JOB = 'channel:tell';

/** Adds what is to be said, and has it said as soon as this transaction has committed. */
export async function addTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await tx.run(sql`
    insert into channel_task
      (merchant_id, task_id, account_id, kind, reference_id, body, status, attempts, next_at, created_at)
    select ${tx.merchantId}, n.task_id, n.account_id, n.kind, n.reference_id, n.body, 'due', 0, ${tx.now}, ${tx.now}
      from unnest(${tasks.map(() => newId())}::uuid[], ${tasks.map((t) => t.accountId)}::uuid[],
                  ${tasks.map((t) => t.telling.kind)}::text[], ${tasks.map((t) => t.referenceId)}::uuid[],
                  ${tasks.map((t) => JSON.stringify(t.telling))}::json[]) as n (task_id, account_id, kind, reference_id, body)`);
  const { merchantId } = tx;
  await enqueue(tx, { name: TELL_JOB, payload: { merchantId }, jobKey: `${TELL_JOB} ${merchantId}` });
}

export interface DueTask {
  readonly taskId: string;
  readonly accountId: string;
  readonly referenceId: string;
  readonly telling: Telling;
  readonly attempts: number;
}

/** Takes tasks that are due, for at most `heldUntil`; whoever dies with one leaves it to the next round. */
export const claimTasks = (
  tx: Tx,
  { heldUntil, most }: { readonly heldUntil: Date; readonly most: number },
): Promise<DueTask[]> =>
  tx.many<DueTask>(sql`
    update channel_task t
       set attempts = t.attempts + 1, claimed_until = ${heldUntil}
      from (select task_id from channel_task
             where merchant_id = ${tx.merchantId} and status = 'due' and next_at <= ${tx.now}
               and (claimed_until is null or claimed_until <= ${tx.now})
             order by next_at, task_id
             limit ${most}
               for update skip locked) as due
     where t.merchant_id = ${tx.merchantId} and t.task_id = due.task_id
    returning t.task_id as "taskId", t.account_id as "accountId", t.reference_id as "referenceId", t.body as telling,
              t.attempts`);

export interface TaskResult {
  readonly taskId: string;
  readonly status: 'done' | 'failed' | 'due';
  readonly error: string | null;
  readonly nextAt: Date;
}

export const finishTasks = (tx: Tx, results: readonly TaskResult[]): Promise<number> =>
  tx.run(sql`
    update channel_task t
       set status = n.status, last_error = n.error, next_at = n.next_at, claimed_until = null
      from unnest(${results.map((r) => r.taskId)}::uuid[], ${results.map((r) => r.status)}::text[],
                  ${results.map((r) => r.error)}::text[], ${results.map((r) => r.nextAt.toISOString())}::timestamptz[])
             as n (task_id, status, error, next_at)
     where t.merchant_id = ${tx.merchantId} and t.task_id = n.task_id and t.status = 'due'`);

export interface UntoldTask {
  readonly kind: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

export const untoldOf = (tx: Tx, referenceId: string): Promise<UntoldTask[]> =>
  tx.many<UntoldTask>(sql`
    select kind, attempts, last_error as "lastError" from channel_task
     where merchant_id = ${tx.merchantId} and reference_id = ${referenceId} and status <> 'done'
     order by task_id`);
