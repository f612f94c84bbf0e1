import { inLookAcross, pauser, systemCtx, sql, type Queryable, type Services } from '@shuke/db';
import { SECOND_MS } from '@shuke/kernel';
import { askPayments } from './ask-payments.ts';
import { askRefunds } from './ask-refunds.ts';

const EVERY_MS = SECOND_MS;
const MOST_PAUSE_MS = 5 * SECOND_MS;

/** Whose payments or refunds are due to be asked for. */
const whoIsDue = (db: Queryable, now: Date): Promise<{ merchantId: string }[]> =>
  // crosses merchants: one look for all of them, through indexes of what is due alone.
  db.many(sql`
    select merchant_id as "merchantId" from payment where next_ask_at <= ${now}
    union
    select merchant_id from payment_refund where next_ask_at <= ${now}
     limit 200`);

/**
 * Asks each second for what is due until it is stopped: a guest who types a password waits at the till, so that a job by the minute
 * is too slow. Any number of processes may: each payment is claimed by one.
 */
export function startAsking(services: Services, everyMs = EVERY_MS): { stop(): Promise<void> } {
  let isStopping = false;
  const pause = pauser();
  const round = async (): Promise<void> => {
    const due = await inLookAcross(services, (db) => whoIsDue(db, services.clock.now()));
    for (const { merchantId } of due) {
      if (isStopping) return;
      const ctx = systemCtx(services, merchantId);
      await tried(ctx.log, 'asking for payments failed', () => askPayments(ctx));
      await tried(ctx.log, 'paying back failed', () => askRefunds(ctx));
    }
  };
  const loop = async (): Promise<void> => {
    let pauseMs = everyMs;
    while (!isStopping) {
      pauseMs = (await tried(services.log, 'looking for what is due failed', round))
        ? everyMs
        : Math.min(pauseMs * 2, MOST_PAUSE_MS);
      if (!isStopping) await pause.sleep(pauseMs);
    }
  };
  const running = loop();
  return {
    stop: () => {
      isStopping = true;
      pause.wake();
      return running;
    },
  };
}

/** True where it went well. Trouble at one merchant keeps no other waiting. */
async function tried(log: Services['log'], message: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    log.warn({ error: (error as Error).message }, message);
    return false;
  }
}
