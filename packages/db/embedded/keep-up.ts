import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, MINUTE_MS } from '@shuke/kernel';
import type { Log } from '../ctx.ts';
import type { Lease } from './lease.ts';

export interface Watch {
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Starts the server again where it was, or joins the one that somebody else started there. */
  readonly restart: () => Promise<Lease>;
  /** How long each attempt waits, in milliseconds; there are no more attempts than these. */
  readonly waitsMs?: readonly number[];
}

export interface KeptUp {
  /** Comes true when the server is gone for good: with why, for whoever ends the program. */
  readonly lost: Promise<Fault>;
  /** Ends the watch, after a restart that is under way, and gives the claim that is then held. */
  stop(): Promise<Lease>;
}

// With the starts themselves some ten seconds: meanwhile requests are told to come again, and a longer trouble needs a person.
const WAITS_MS = [0, 500, 1000, 2000, 4000];
// A server that ends again sooner than this is not well, and its attempts count on.
const STEADY_MS = MINUTE_MS;

/**
 * Brings a server back whenever it ends without being asked to, as by kill -9 or for want of memory. What was committed is
 * there again: PostgreSQL recovers it as it starts.
 */
export function keepUp(first: Lease, { log, restart, waitsMs = WAITS_MS }: Watch): KeptUp {
  let lease = first;
  let attempts = 0;
  let reason: unknown = 'it ended again and again';
  const asked = Promise.withResolvers<'asked to stop'>();

  /** True unless we are asked to stop before this comes true. */
  const unlessAsked = async (event: Promise<unknown>): Promise<boolean> =>
    (await Promise.race([asked.promise, event])) !== 'asked to stop';

  async function isBack(): Promise<boolean> {
    attempts += 1;
    try {
      lease = await restart();
      log.warn({ attempts }, 'the embedded PostgreSQL is back');
      return true;
    } catch (error) {
      reason = error;
      log.error({ attempts, error: messageOf(error) }, 'the embedded PostgreSQL did not start');
      return false;
    }
  }

  /** Watches until we are asked to stop, which gives null, or the attempts are used up. */
  async function watch(): Promise<Fault | null> {
    let since = performance.now();
    while (await unlessAsked(lease.ended)) {
      log.error({}, 'the embedded PostgreSQL has ended without being asked to: starting it again');
      if (performance.now() - since > STEADY_MS) attempts = 0;
      do {
        const waitMs = waitsMs[attempts];
        if (waitMs === undefined) return new Fault(`PostgreSQL does not stay up: ${messageOf(reason)}`);
        if (!(await unlessAsked(sleep(waitMs)))) return null;
      } while (!(await isBack()));
      since = performance.now();
    }
    return null;
  }

  const watching = watch();
  return {
    lost: new Promise((resolve) => void watching.then((fault) => fault && resolve(fault))),
    stop: async () => {
      asked.resolve('asked to stop');
      await watching;
      return lease;
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
