import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { Line } from '../checkout/line.ts';

export interface Replayed {
  /** From the first callback to the last order that is durable. */
  readonly seconds: number;
  /** Of each payment: from its callback being sent to its member's order being seen, in ms. */
  readonly cardMs: readonly number[];
}

export interface Replay {
  readonly port: number;
  readonly owner: pg.Client;
  readonly callbacks: readonly Buffer[];
  readonly connections: number;
  /** So many a second; as fast as they are taken where there is none. */
  readonly perSecond: number | null;
}

const LOOK_EVERY_MS = 10;
const LATEST_MS = 60_000;
const AGAIN_MS = 250;

/** Sends callbacks and looks until the order, the member and the points of each are there. */
export async function replay(options: Replay): Promise<Replayed> {
  const { owner, callbacks } = options;
  const before = await settled(owner);
  const start = performance.now();
  const sentMs: number[] = [];
  const sending = send(options, sentMs);
  const seenMs: number[] = [];
  while (seenMs.length < callbacks.length) {
    const atMs = performance.now();
    if (atMs - start > LATEST_MS) throw new Error(`only ${seenMs.length} of ${callbacks.length} orders were made`);
    const now = (await settled(owner)) - before;
    while (seenMs.length < now) seenMs.push(atMs);
    await sleep(LOOK_EVERY_MS);
  }
  await sending;
  const seconds = (seenMs.at(-1)! - start) / 1000;
  // Orders are made about in the order of the callbacks: the n-th order that is seen is held against the n-th callback.
  return { seconds, cardMs: seenMs.map((ms, i) => ms - sentMs[i]!) };
}

async function send({ port, callbacks, connections, perSecond }: Replay, sentMs: number[]): Promise<void> {
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(port)));
  const start = performance.now();
  let next = 0;
  await Promise.all(
    lines.map(async (line) => {
      while (next < callbacks.length) {
        const i = (next += 1) - 1;
        if (perSecond !== null) await sleep(Math.max(0, start + (i * 1000) / perSecond - performance.now()));
        sentMs.push(performance.now());
        let answer = await line.send(callbacks[i]!);
        // A server that has no room says so, and a provider tries again.
        for (; answer.status === 503; answer = await line.send(callbacks[i]!)) await sleep(AGAIN_MS);
        if (answer.status !== 200) throw new Error(`a callback was answered ${answer.status}: ${answer.body}`);
      }
    }),
  );
  for (const line of lines) line.close();
}

const settled = async (owner: pg.Client): Promise<number> =>
  Number((await owner.query<{ n: string }>('select count(*) as n from payment where order_id is not null')).rows[0]!.n);
