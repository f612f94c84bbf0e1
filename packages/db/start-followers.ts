import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { queryable } from './client.ts';
import type { Services } from './ctx.ts';
import { followOnce, type Follower } from './follow.ts';
import { whoIsBehind, type Behind } from './follow-store.ts';
import { onHurry } from './hurry.ts';
import { pauser } from './pauser.ts';
import { withClient } from './tx.ts';

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;
/** While the database is away it is asked at least so often whether it is back. */
const MAX_LOOK_MS = 5_000;

/** How the followers of this process are doing. */
export interface FollowerHealth {
  /** How many positions stood after each follower's cursor when it was last looked, over all merchants. */
  readonly lag: ReadonlyMap<string, number>;
  /** Pairs of a follower and a merchant whose events it could not take the last time it tried. */
  readonly failing: number;
}

export interface RunningFollowers {
  health(): FollowerHealth;
  /** Waits for the transaction under way. */
  stop(): Promise<void>;
}

/**
 * Keeps followers reading until stopped. Any number of processes may: a cursor is one's at a time. When nobody is behind,
 * a round is one look over all merchants. A merchant whose events a follower cannot take waits ever longer, up to a
 * minute, and neither other merchants nor other followers wait for it. Those that a guest waits for have a loop of their own,
 * which is woken and stands back for nobody while one waits.
 */
export function startFollowers(services: Services, followers: readonly Follower[], everyMs = 250): RunningFollowers {
  const [awaited = [], others = []] = [true, false].map((is) =>
    followers.filter((one) => (one.isAwaited ?? false) === is),
  );
  const peak: Peak = { lastUrgentMs: Number.NEGATIVE_INFINITY };
  const loops = [
    ...(awaited.length > 0 ? [startLoop(services, awaited, { everyMs, peak, isAwaited: true })] : []),
    ...(others.length > 0 ? [startLoop(services, others, { everyMs, peak, isAwaited: false })] : []),
  ];
  return {
    health: () => {
      const all = loops.map((loop) => loop.health());
      return {
        lag: new Map(all.flatMap(({ lag }) => [...lag])),
        failing: all.reduce((sum, { failing }) => sum + failing, 0),
      };
    },
    stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))),
  };
}

/** When a guest last waited for what a follower does. */
interface Peak {
  lastUrgentMs: number;
}

interface LoopOptions {
  readonly everyMs: number;
  readonly peak: Peak;
  readonly isAwaited: boolean;
}

function startLoop(
  services: Services,
  followers: readonly Follower[],
  { everyMs, peak, isAwaited }: LoopOptions,
): RunningFollowers {
  const names = followers.map((follower) => follower.name);
  const reader = patientReader(services, followers);
  const pause = pauser();
  const hurried = isAwaited ? onHurry(services.db, 'stamped', () => pause.wake()) : null;
  const courtesy = courtesyOf(() => !isAwaited && performance.now() - peak.lastUrgentMs < URGENT_MS);
  let stopping = false;
  let lag: ReadonlyMap<string, number> = new Map();

  const round = async (isUrgent: boolean): Promise<number> => {
    const behind = await withClient(services.db.jobs, (client) => whoIsBehind(queryable(client), names));
    lag = sumByFollower(names, behind);
    let moved = 0;
    for (const one of behind) {
      if (stopping) break;
      const began = performance.now();
      moved += await reader.read(one);
      if (isUrgent) peak.lastUrgentMs = performance.now();
      else await pause.sleep(courtesy(performance.now() - began));
    }
    return moved;
  };

  const loop = async (): Promise<void> => {
    let pauseMs = everyMs;
    while (!stopping) {
      let moved = 0;
      const isUrgent = hurried?.taken() ?? false;
      const began = performance.now();
      try {
        moved = await round(isUrgent);
        pauseMs = everyMs;
      } catch (error) {
        pauseMs = Math.min(pauseMs * 2, MAX_LOOK_MS);
        services.log.warn({ error: (error as Error).message, pauseMs }, 'looking for events failed, trying again');
      }
      // As long as the round took, so that in a rush more come together in the next: that is what makes it quick.
      if (isUrgent) await sleep(Math.min(performance.now() - began, MOST_GATHERING_MS));
      if (moved === 0 && !stopping && hurried?.taken() !== true) await pause.sleep(pauseMs);
    }
  };

  const running = loop();
  return {
    health: () => ({ lag, failing: reader.failing() }),
    stop: () => {
      stopping = true;
      hurried?.stop();
      pause.wake();
      return running;
    },
  };
}

const BUSY = 0.9;
const LEAVES = 9;
const MOST_COURTESY_MS = 5_000;
const URGENT_MS = 250;
const MOST_GATHERING_MS = 150;

/**
 * How long to stand back after a turn of so many milliseconds. Guests wait at the tills and nobody waits here: while the process
 * is busy almost without a break, or one waits for another follower, followers take a tenth of the time and catch up after the peak.
 */
export function courtesyOf(isOneAwaited: () => boolean = () => false): (spentMs: number) => number {
  let before = performance.eventLoopUtilization();
  return (spentMs) => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization > BUSY || isOneAwaited() ? Math.min(spentMs * LEAVES, MOST_COURTESY_MS) : 0;
  };
}

interface Trouble {
  readonly failures: number;
  readonly notBefore: number;
}

/** Reads once for a follower and a merchant, unless it failed there and its pause is not over. */
function patientReader(services: Services, followers: readonly Follower[]) {
  const byName = new Map(followers.map((follower) => [follower.name, follower]));
  const troubles = new Map<string, Trouble>();
  const read = async ({ merchantId, follower }: Behind): Promise<number> => {
    const pair = `${follower} ${merchantId}`;
    const trouble = troubles.get(pair);
    if (trouble && performance.now() < trouble.notBefore) return 0;
    try {
      const moved = await followOnce(services, merchantId, byName.get(follower)!);
      troubles.delete(pair);
      return moved;
    } catch (error) {
      const failures = (trouble?.failures ?? 0) + 1;
      const pauseMs = pauseAfter(failures);
      troubles.set(pair, { failures, notBefore: performance.now() + pauseMs });
      const said = (error as Error).message;
      services.log.error({ follower, merchantId, failures, pauseMs, error: said }, 'following events failed');
      return 0;
    }
  };
  return { read, failing: () => troubles.size };
}

/** How long a follower leaves a merchant alone after so many failures in a row: half a second, doubling to a minute. */
export const pauseAfter = (failures: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS);

function sumByFollower(names: readonly string[], behind: readonly Behind[]): Map<string, number> {
  const sums = new Map(names.map((name) => [name, 0]));
  for (const { follower, events } of behind) sums.set(follower, (sums.get(follower) ?? 0) + events);
  return sums;
}
