import type { Actor, Db, Services } from '@shuke/db';
import { SECOND_MS } from '@shuke/kernel';

interface Remembered {
  readonly actor: Actor;
  readonly untilMs: number;
}

// A till sends many requests a second with one key. Looking the key up took two transactions, which was half of what a
// checkout cost; remembered for a second it is nothing. The price is that another server of the same shop learns of a
// revocation within this time; the one that revokes forgets the key at once.
const REMEMBERED_MS = SECOND_MS;
const MOST = 10_000;

const memories = new WeakMap<Db, Map<string, Remembered>>();

function memoryOf(db: Db): Map<string, Remembered> {
  const known = memories.get(db);
  if (known) return known;
  const made = new Map<string, Remembered>();
  memories.set(db, made);
  return made;
}

/** Whom a token acts for, as it was found within the last second; null where it has to be looked up. */
export function rememberedKey({ db, clock }: Services, token: string): Actor | null {
  const known = memoryOf(db).get(token);
  return known !== undefined && clock.now().getTime() < known.untilMs ? known.actor : null;
}

export function rememberKey({ db, clock }: Services, token: string, actor: Actor): void {
  const memory = memoryOf(db);
  if (memory.size >= MOST) memory.clear();
  memory.set(token, { actor, untilMs: clock.now().getTime() + REMEMBERED_MS });
}

/** Forgets a key that is revoked, so that it is out with the next request. */
export function forgetKey({ db }: Services, keyId: string): void {
  const memory = memoryOf(db);
  for (const [token, { actor }] of memory) if (actor.id === keyId) memory.delete(token);
}

const lookups = new WeakMap<Db, Map<string, Promise<unknown>>>();

/** Whoever shows a key that is being looked up waits for that lookup: all tills of a chain show the same one. */
export function oneLookup<T>({ db }: Services, token: string, lookUp: () => Promise<T>): Promise<T> {
  const running = lookups.get(db) ?? new Map<string, Promise<unknown>>();
  lookups.set(db, running);
  const known = running.get(token) as Promise<T> | undefined;
  if (known) return known;
  const started = lookUp().finally(() => running.delete(token));
  running.set(token, started);
  return started;
}
