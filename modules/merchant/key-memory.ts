import type { Actor, Db, Services } from '@shuke/db';
import { ok, SECOND_MS, type Refusal, type Result } from '@shuke/kernel';

interface Remembered {
  readonly actor: Actor;
  readonly untilMs: number;
}

// A till sends many requests a second with one key. Looking the key up took two transactions, which was half of what a
// checkout cost; remembered for a second it is nothing. The price is that another server of the same shop learns of a
// revocation within this time; the one that revokes forgets the key at once.
const REMEMBERED_MS = SECOND_MS;
const MOST = 10_000;

interface Memory {
  readonly found: Map<string, Remembered>;
  /** Look-ups under way: all tills of a chain show one key, and wait for one look-up of it. */
  readonly running: Map<string, Promise<Result<Actor, Refusal<'unauthenticated'>>>>;
}

const memories = new WeakMap<Db, Memory>();

function memoryOf(db: Db): Memory {
  const known = memories.get(db);
  if (known) return known;
  const made: Memory = { found: new Map(), running: new Map() };
  memories.set(db, made);
  return made;
}

/** Whom a token acts for: as it was found within the last second, or by looking it up. */
export async function rememberedKey(
  { db, clock }: Services,
  token: string,
  lookUp: () => Promise<Result<Actor, Refusal<'unauthenticated'>>>,
): Promise<Result<Actor, Refusal<'unauthenticated'>>> {
  const { found, running } = memoryOf(db);
  const known = found.get(token);
  if (known !== undefined && clock.now().getTime() < known.untilMs) return ok(known.actor);
  const started = running.get(token) ?? lookUp();
  running.set(token, started);
  try {
    const answer = await started;
    // What was revoked meanwhile is no longer running, and must not be remembered.
    if (!answer.ok || running.get(token) !== started) return answer;
    if (found.size >= MOST) found.clear();
    found.set(token, { actor: answer.value, untilMs: clock.now().getTime() + REMEMBERED_MS });
    return answer;
  } finally {
    if (running.get(token) === started) running.delete(token);
  }
}

/** Forgets a key that is revoked, so that it is out with the next request. */
export function forgetKey({ db }: Services, keyId: string): void {
  const { found, running } = memoryOf(db);
  for (const [token, { actor }] of found) if (actor.id === keyId) found.delete(token);
  running.clear();
}
