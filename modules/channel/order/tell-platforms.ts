import { inRead, inTx, type Ctx, type Tx } from '@shuke/db';
import { MINUTE_MS, must, ok, SECOND_MS } from '@shuke/kernel';
import { accountsById } from '../account/account-store.ts';
import { adapters } from '../adapter/adapters.ts';
import type { Told } from '../adapter/adapter.ts';
import type { ChannelAccount } from '../channel.ts';
import { holdOrderById } from './order-store.ts';
import { settleOrder } from './settle-order.ts';
import { movedOn } from './take-notice.ts';
import * as store from './task-store.ts';

const AT_ONCE = 20;
const HELD_MS = MINUTE_MS;
/** How long to wait before saying it again, by how often it was said; then every quarter of an hour, for a day. */
const WAITS_S = [5, 10, 30, 60, 300];
const LAST_WAIT_S = 900;
const MOST_ATTEMPTS = 100;

/**
 * Says to the platforms what is due, outside of any transaction, and writes down what they answered. A claim keeps two
 * processes from saying the same at once; saying it twice would do no harm. Answers how much was said.
 */
export async function tellPlatforms(ctx: Ctx): Promise<number> {
  for (let told = 0; ;) {
    const due = await claim(ctx);
    if (due.length === 0) return told;
    const accounts = await inRead(ctx, (tx) => accountsById(tx, [...new Set(due.map((task) => task.accountId))]));
    const answers = await Promise.all(due.map((task) => tellOne(ctx, accounts, task)));
    await write(
      ctx,
      due.map((task, i) => ({ task, answer: answers[i]! })),
    );
    told += due.length;
  }
}

async function claim(ctx: Ctx): Promise<store.DueTask[]> {
  const claimed = await inTx(ctx, {}, async (tx) => {
    const heldUntil = new Date(tx.now.getTime() + HELD_MS);
    return ok(await store.claimTasks(tx, { heldUntil, most: AT_ONCE }));
  });
  return claimed.ok ? claimed.value : [];
}

async function tellOne(
  ctx: Ctx,
  accounts: ReadonlyMap<string, ChannelAccount>,
  { accountId, telling }: store.DueTask,
): Promise<Told> {
  const account = must(accounts.get(accountId), 'a task has its account');
  const { tell } = adapters[account.channel];
  // A platform that hears nothing from us finds out by itself.
  return tell ? tell({ account, now: ctx.clock.now() }, telling) : { state: 'done' };
}

interface Answer {
  readonly task: store.DueTask;
  readonly answer: Told;
}

async function write(ctx: Ctx, answers: readonly Answer[]): Promise<void> {
  await inTx(ctx, {}, async (tx) => {
    await store.finishTasks(
      tx,
      answers.map((one) => resultOf(tx.now, one)),
    );
    const gone = answers.filter(({ answer }) => answer.state === 'refused' && answer.cancelled);
    for (const { task } of gone.toSorted((a, b) => (a.task.referenceId < b.task.referenceId ? -1 : 1))) {
      await cancelled(tx, task.referenceId);
    }
    return ok(null);
  });
}

function resultOf(now: Date, { task, answer }: Answer): store.TaskResult {
  const { taskId, attempts } = task;
  const waitS = WAITS_S[attempts - 1] ?? LAST_WAIT_S;
  const nextAt = new Date(now.getTime() + waitS * SECOND_MS);
  if (answer.state === 'done') return { taskId, status: 'done', error: null, nextAt };
  const isOver = answer.state === 'refused' || attempts >= MOST_ATTEMPTS;
  return { taskId, status: isOver ? 'failed' : 'due', error: answer.why, nextAt };
}

/** The platform says that the order is cancelled; its own telling of that may come later or never. */
async function cancelled(tx: Tx, channelOrderId: string): Promise<void> {
  const before = await holdOrderById(tx, channelOrderId);
  if (!before) return;
  const account = must((await accountsById(tx, [before.accountId])).get(before.accountId), 'an order has its account');
  const after = movedOn(before, { status: 'cancelled', reason: 'platform' });
  await settleOrder(tx, { account, before, after });
}
