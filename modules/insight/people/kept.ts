import { bytesOf, type Histories } from './histories.ts';

/** What was found out of histories, so that it need not be found out again. It goes with them. */
interface Kept {
  bytes: number;
  readonly things: Map<string, { readonly value: unknown; readonly bytes: number }>;
}

const kept = new WeakMap<Histories, Kept>();

// What is kept of few people need not be counted in bytes at all.
const LEAST_BYTES = 4 * 1024 * 1024;
/** Columns over everybody may take so many times what the histories do. */
const SHARE = 1.5;
// Counts and sums are a few kilobytes that took a walk over everybody: they are let go for their number, not for columns.
const SMALL_BYTES = 64 * 1024;
const MOST_THINGS = 500;

/**
 * What `find` finds out of these histories, which do not change: found once, and kept as long as not too much else was asked
 * for since.
 */
export function keptOf<T>(histories: Histories, key: string, find: () => { value: T; bytes: number }): T {
  let all = kept.get(histories);
  if (!all) kept.set(histories, (all = { bytes: 0, things: new Map() }));
  const known = all.things.get(key);
  // A map keeps the order in which its keys were set: the last is what was asked for last.
  if (known) all.things.delete(key);
  const thing = known ?? find();
  all.things.set(key, thing);
  if (!known) all.bytes += thing.bytes;
  letGo(all, Math.max(LEAST_BYTES, SHARE * bytesOf(histories)), key);
  return thing.value as T;
}

export const isKept = (histories: Histories, key: string): boolean => kept.get(histories)?.things.has(key) ?? false;

function letGo(all: Kept, most: number, but: string): void {
  for (const [key, { bytes }] of all.things) {
    const isTooMany = all.things.size > MOST_THINGS;
    if (!isTooMany && all.bytes <= most) return;
    if (key === but || (!isTooMany && bytes < SMALL_BYTES)) continue;
    all.things.delete(key);
    all.bytes -= bytes;
  }
}

/** What histories and all that is kept of them take in memory. */
export const bytesWithKept = (histories: Histories): number => bytesOf(histories) + (kept.get(histories)?.bytes ?? 0);
