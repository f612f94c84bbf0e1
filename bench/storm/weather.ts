import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@shuke/kernel';
import { FAULTS } from '@shuke/sandbox/stand-ins';
import { jsonOf, send } from './client.ts';
import type { World } from './world.ts';

/** Of each kind of fault, by number of the payment, refund or notice. */
export const FAULT_RATE = 0.3;

export interface Kills {
  readonly shop: number;
  readonly database: number;
  readonly providers: number;
}

/** From now on every kind of fault hits its share of calls and notices; with a rate of 0 none does. */
export async function setFaults({ providersUrl }: World, seed: number, rate: number): Promise<void> {
  const plan = jsonOf('POST', { seed, rate, kinds: FAULTS });
  while ((await send(`${providersUrl}/control/faults`, plan)) === null) await sleep(50);
}

/** How many faults hit, as far as the providers count them. */
async function countFaults({ providersUrl }: World): Promise<number> {
  const answer = await send(`${providersUrl}/control/counts`, {});
  return Object.entries(answer?.body ?? {}).reduce(
    (sum, [name, count]) => (name.startsWith('fault ') ? sum + Number(count) : sum),
    0,
  );
}

export interface Endured {
  readonly kills: number;
  /** Those of calls; how many notices were spoilt or lost the providers tell at the end. */
  readonly callFaults: number;
}

/** Kills each process so often while it storms, at moments of the seed, one after the other; each is started again at once. */
export async function kill(
  world: World,
  kills: Kills,
  { seed, forMs }: { seed: number; forMs: number },
): Promise<Endured> {
  const random = seededRandom(seed);
  const names = (['shop', 'database', 'providers'] as const).flatMap((name) =>
    Array<typeof name>(kills[name]).fill(name),
  );
  const order = names.map((name) => ({ name, at: random.next() })).toSorted((a, b) => a.at - b.at);
  const endsAt = performance.now() + forMs;
  let [done, callFaults] = [0, 0];
  for (const [i, { name }] of order.entries()) {
    // So that they spread over what is left, however long the starts before took.
    const leftMs = Math.max(0, endsAt - performance.now());
    await sleep((leftMs / (order.length - i)) * (0.5 + random.next() / 2));
    if (name === 'database') world.killDatabase();
    else {
      // What a process has counted it forgets.
      if (name === 'providers') callFaults += await countFaults(world);
      await world[name].kill();
      await world[name].start();
    }
    done += 1;
  }
  await sleep(Math.max(0, endsAt - performance.now()));
  return { kills: done, callFaults: callFaults + (await countFaults(world)) };
}
