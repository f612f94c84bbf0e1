import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { courtesyOf, headsOf, type FollowerHealth, type Services } from '@shuke/db';
import { isUuid } from '@shuke/kernel';
import { openCopies, type Copies } from './copies.ts';
import type { MerchantCopy } from './copy.ts';
import type { EngineOptions } from './engine.ts';
import { statusWriter } from './status.ts';

export interface RunningCopies {
  health(): FollowerHealth;
  /** Lets what is under way finish, and lets go of all files. */
  stop(): Promise<void>;
}

const EVERY_MS = 500;
const ELSEWHERE_MS = 10_000;
const ELSEWHERE = 'another process keeps the copies of this folder; PostgreSQL answers here';
const AT_ONCE = 2;
/** So many files stand open at most; one that nobody asks is let go, and opened again for what happens. */
const MOST_OPEN = 64;
const MAX_PAUSE_MS = 60_000;

/**
 * Keeps this process's copies fresh until stopped: those whose files are there, for what is erased must leave a file that nobody
 * asks for too, and those that somebody asks for. A merchant of whom nothing happens costs a line in one look over all.
 */
export function startCopies(services: Services, options: EngineOptions): RunningCopies {
  let copies: Copies | null = null;
  let stopping = false;
  let isElsewhere = false;
  let lag = 0;
  const keeper = keeperOf(services);
  const write = statusWriter(options.dir);

  const round = async (): Promise<number> => {
    copies ??= await openFolder(services, options);
    if (!copies) {
      if (!isElsewhere) services.log.warn({ dir: options.dir }, ELSEWHERE);
      isElsewhere = true;
      return ELSEWHERE_MS;
    }
    const known = copies.all();
    const heads = await headsNow(services, known);
    lag = known.reduce((sum, copy) => sum + behind(copy, heads), 0);
    for (const copy of known) keeper.look(copy, heads);
    closeIdle(known);
    write(known);
    return EVERY_MS;
  };

  const loop = async (): Promise<void> => {
    while (!stopping) {
      const pauseMs = await round().catch((error: unknown) => {
        services.log.warn(
          { error: (error as Error).message },
          'looking after the copies for insight failed, trying again',
        );
        return EVERY_MS * 4;
      });
      for (let left = pauseMs; left > 0 && !stopping; left -= EVERY_MS) await sleep(Math.min(left, EVERY_MS));
    }
  };
  const running = loop();
  return {
    health: () => ({ lag: new Map([['insight.copy', lag]]), failing: keeper.failing() }),
    stop: async () => {
      stopping = true;
      await running;
      await copies?.close();
      await keeper.settled();
    },
  };
}

async function openFolder(services: Services, options: EngineOptions): Promise<Copies | null> {
  const copies = await openCopies(services, options);
  if (!copies) return null;
  for (const name of readdirSync(options.dir)) {
    const merchantId = name.replace(/\.duckdb$/, '');
    if (name !== merchantId && isUuid(merchantId)) copies.copy(merchantId);
  }
  return copies;
}

/** Up to which event each merchant has come, as of an instant. */
interface Heads {
  readonly at: Date;
  readonly positions: ReadonlyMap<string, number>;
}

async function headsNow(services: Services, copies: readonly MerchantCopy[]): Promise<Heads> {
  const at = services.clock.now();
  const ids = copies.map(({ merchantId }) => merchantId);
  return { at, positions: await headsOf(services, ids) };
}

const behind = (copy: MerchantCopy, { positions }: Heads): number =>
  Math.max(0, (positions.get(copy.merchantId) ?? 0) - (copy.position ?? 0));

// A head that lies before the position is another past, which the copy finds out when it follows.
const isUpTo = ({ merchantId, position }: MerchantCopy, { positions }: Heads): boolean =>
  position === (positions.get(merchantId) ?? 0);

/** Has copies follow that are behind, two at a time; one that fails waits ever longer and holds no other up. */
function keeperOf({ log }: Services) {
  const busy = new Map<string, Promise<void>>();
  const troubles = new Map<string, { failures: number; notBefore: number }>();
  const courtesy = courtesyOf();
  const follow = async (copy: MerchantCopy): Promise<void> => {
    const began = performance.now();
    try {
      await copy.follow();
      troubles.delete(copy.merchantId);
    } catch (error) {
      // The process goes down; the next one takes it up.
      if ((error as Error).name === 'AbortError') return;
      const failures = (troubles.get(copy.merchantId)?.failures ?? 0) + 1;
      const pauseMs = Math.min(1000 * 2 ** failures, MAX_PAUSE_MS);
      troubles.set(copy.merchantId, { failures, notBefore: performance.now() + pauseMs });
      const { merchantId } = copy;
      log.error({ merchantId, failures, pauseMs, error: (error as Error).message }, 'a copy for insight cannot follow');
    }
    await sleep(courtesy(performance.now() - began));
  };
  const look = (copy: MerchantCopy, heads: Heads): void => {
    const isGone = copy.isOpen && !copy.isMade;
    if (!isGone && !copy.isDue && isUpTo(copy, heads)) return copy.holdsAllAt(heads.at);
    const waits = (troubles.get(copy.merchantId)?.notBefore ?? 0) > performance.now();
    if (waits || busy.has(copy.merchantId) || busy.size >= AT_ONCE) return;
    busy.set(
      copy.merchantId,
      follow(copy).finally(() => busy.delete(copy.merchantId)),
    );
  };
  return { look, failing: () => troubles.size, settled: () => Promise.allSettled(busy.values()) };
}

function closeIdle(copies: readonly MerchantCopy[]): void {
  const open = copies.filter((copy) => copy.isOpen).toSorted((a, b) => b.idle.sinceAskedMs - a.idle.sinceAskedMs);
  for (const copy of open.slice(0, Math.max(0, open.length - MOST_OPEN))) void copy.close();
}
