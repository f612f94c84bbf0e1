import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { keepUp } from '../keep-up.ts';
import type { Lease } from '../lease.ts';

/** A claim to a server whose end the test decides. */
function claim() {
  const { promise: ended, resolve: die } = Promise.withResolvers<void>();
  const lease: Lease = { version: '18.4', ended, giveUp: async () => true, close: async () => {} };
  return { lease, die };
}

const silent = { warn: () => {}, error: () => {} };

test('a server that ended is started again each time, and the claim to the last one is what is given up', async () => {
  const [first, second, third] = [claim(), claim(), claim()];
  const restart = vi.fn(async () => (restart.mock.calls.length === 1 ? second.lease : third.lease));
  const kept = keepUp(first.lease, { log: silent, restart, waitsMs: [0, 0, 0] });
  first.die();
  await vi.waitFor(() => expect(restart).toHaveBeenCalledTimes(1));
  second.die();
  await vi.waitFor(() => expect(restart).toHaveBeenCalledTimes(2));
  expect(await kept.stop()).toBe(third.lease);
  third.die();
  await sleep(20);
  expect(restart).toHaveBeenCalledTimes(2);
});

test('a server that does not start is tried so often and not once more, and the reason is told', async () => {
  const first = claim();
  const restart = vi.fn(() => Promise.reject(new Error('the disk is full')));
  const said = vi.fn();
  const log = { warn: silent.warn, error: said };
  const kept = keepUp(first.lease, { log, restart, waitsMs: [0, 1, 1] });
  first.die();
  expect((await kept.lost).message).toBe('PostgreSQL does not stay up: the disk is full');
  expect(restart).toHaveBeenCalledTimes(3);
  expect(said).toHaveBeenCalledTimes(4);
  expect(await kept.stop()).toBe(first.lease);
});

test('a server that starts and ends again at once uses up the attempts too', async () => {
  const restart = vi.fn(async () => {
    const { lease, die } = claim();
    die();
    return lease;
  });
  const first = claim();
  const kept = keepUp(first.lease, { log: silent, restart, waitsMs: [0, 0, 0, 0] });
  first.die();
  expect((await kept.lost).message).toContain('it ended again and again');
  expect(restart).toHaveBeenCalledTimes(4);
});

test('whoever stops meanwhile waits for the restart under way, and for no pause before the next', async () => {
  const [first, second] = [claim(), claim()];
  const underWay = Promise.withResolvers<Lease>();
  const restart = vi.fn(() => underWay.promise);
  const kept = keepUp(first.lease, { log: silent, restart, waitsMs: [0, 60_000] });
  first.die();
  await vi.waitFor(() => expect(restart).toHaveBeenCalledTimes(1));
  const stopped = kept.stop();
  underWay.resolve(second.lease);
  expect(await stopped).toBe(second.lease);

  const other = claim();
  const never = vi.fn(() => Promise.reject(new Error('no')));
  const waiting = keepUp(other.lease, { log: silent, restart: never, waitsMs: [60_000] });
  other.die();
  await sleep(5);
  expect(await waiting.stop()).toBe(other.lease);
  expect(never).not.toHaveBeenCalled();
});
