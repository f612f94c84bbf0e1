import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { ok, refuse } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { enqueue, startJobs, type Job } from '../jobs.ts';
import { inTx } from '../tx.ts';

const services = testServices();
const ran: string[] = [];
let failuresLeft = 0;

const note: Job<{ text: string }> = {
  name: 'test.note',
  run: async (_services, { text }) => {
    ran.push(text);
  },
};
// Names have a dot, which graphile-worker's own crontab format would not take.
const yearly: Job<unknown> = { name: 'test.yearly', schedule: '0 4 1 1 *', run: async () => {} };
const flaky: Job<{ text: string }> = {
  name: 'test.flaky',
  run: async (_services, { text }) => {
    ran.push(text);
    failuresLeft -= 1;
    if (failuresLeft >= 0) throw new Error('no luck');
  },
};

let worker: { stop(): Promise<void> } | undefined;
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  ran.length = 0;
});

const start = async (): Promise<void> => void (worker = await startJobs(services, [note, flaky, yearly]));

async function until(condition: () => boolean, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`did not come true within ${limitMs} ms; ran: ${ran.join(', ')}`);
    await sleep(20);
  }
}

const ask = (text: string, jobKey?: string) =>
  inTx(actAs(services), {}, async (tx) =>
    ok(await enqueue(tx, { name: note.name, payload: { text }, ...(jobKey ? { jobKey } : {}) })),
  );

describe('a job', () => {
  test('runs when its transaction committed, and not when it was refused or thrown', async () => {
    const ctx = actAs(services);
    await inTx(ctx, {}, async (tx) => {
      await enqueue(tx, { name: note.name, payload: { text: 'refused' } });
      return refuse('forbidden');
    });
    const thrown = inTx(ctx, {}, async (tx) => {
      await enqueue(tx, { name: note.name, payload: { text: 'thrown' } });
      throw new Error('no');
    });
    await expect(thrown).rejects.toThrow('no');
    await ask('committed');
    await start();
    await until(() => ran.includes('committed'));
    await ask('committed while working');
    await until(() => ran.includes('committed while working'));
    expect(ran).toEqual(['committed', 'committed while working']);
  });

  test('does not run before its transaction has committed', async () => {
    await start();
    await inTx(actAs(services), {}, async (tx) => {
      await enqueue(tx, { name: note.name, payload: { text: 'patient' } });
      await sleep(300);
      expect(ran).toEqual([]);
      return ok(null);
    });
    await until(() => ran.includes('patient'));
  });

  test('with the key of one that waits takes its place', async () => {
    await ask('first', 'one-key');
    await ask('second', 'one-key');
    await start();
    await until(() => ran.length > 0);
    await ask('end');
    await until(() => ran.includes('end'));
    expect(ran).toEqual(['second', 'end']);
  });

  test('that throws is tried again, and the log says so without its payload', async () => {
    failuresLeft = 1;
    await inTx(actAs(services), {}, async (tx) =>
      ok(await enqueue(tx, { name: flaky.name, payload: { text: 'card 13900001111' } })),
    );
    await start();
    await until(() => ran.length === 2);
    expect(ran).toEqual(['card 13900001111', 'card 13900001111']);
    const told = services.log.lines.filter((line) => line.includes('test.flaky'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.join('\n')).not.toContain('13900001111');
  });

  test('is not run by a worker that was stopped', async () => {
    await start();
    await worker?.stop();
    await ask('later');
    await sleep(300);
    expect(ran).toEqual([]);
    await start();
    await until(() => ran.includes('later'));
  });
});
