import { expect, onTestFinished, test } from 'vitest';
import { inRead, type Ctx } from '@shuke/db';
import { testServices } from '@shuke/testkit';
import { keepPeople, overview, postgresReader, type Reader } from '../../index.ts';
import { openShop, valueOf, type Shop } from '../../test/shop.ts';
import type { MerchantCopy } from '../copy.ts';
import { warmer } from '../warmer.ts';

const services = testServices('2026-03-10T04:00:00Z');

/** A copy that PostgreSQL answers for, whose readings wait until they are let go. */
function copyOf({ ctx }: Shop) {
  const waiting: (() => void)[] = [];
  const done: Promise<unknown>[] = [];
  const copy = {
    merchantId: ctx.actor.merchantId,
    read<T>(of: Ctx, read: (reader: Reader) => Promise<T>): Promise<T> {
      const reading = new Promise<void>((resolve) => void waiting.push(resolve)).then(() =>
        inRead(of, async (tx) => read(await postgresReader(tx))),
      );
      done.push(reading);
      return reading;
    },
  };
  const readings = () => done.length;
  const letGo = async (): Promise<void> => {
    for (const go of waiting.splice(0)) go();
    await Promise.all(done);
  };
  return { copy: copy as unknown as MerchantCopy, readings, letGo };
}

test('people who were asked about are got ready once for all that changes meanwhile', async () => {
  const people = keepPeople(services, { memoryMb: 1 });
  onTestFinished(() => people.close());
  const [asked, other] = [await openShop(services), await openShop(services)];
  valueOf(await overview(asked.ctx, {}));
  const onChange = warmer(services);
  const [busy, idle] = [copyOf(asked), copyOf(other)];
  for (let change = 0; change < 5; change += 1) {
    onChange(busy.copy);
    onChange(idle.copy);
  }
  expect([busy.readings(), idle.readings()]).toEqual([1, 0]);
  await busy.letGo();
  await expect.poll(busy.readings).toBe(2);
  await busy.letGo();
  expect(busy.readings()).toBe(2);
});
