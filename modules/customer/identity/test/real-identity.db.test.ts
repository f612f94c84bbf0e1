import { beforeAll, describe, expect, test } from 'vitest';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { newId, ok, seededRandom } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { ensureCustomers, mergeCustomers, sealIdentifier } from '../../index.ts';
import { bindIdentifier } from '../bind-identifier.ts';
import { takeIdentityUse } from '../identity-use.ts';
import { grouped, realIdentitiesOf } from '../real-identity.ts';
import { recordSignals } from '../record-signals.ts';
import type { CustomerSignal } from '../record-signals.ts';
import { releaseIdentifier } from '../release-identifier.ts';
import { customer, openCounter, see, valueOf, type Counter } from './counter.ts';

const services = testServices();
let counter: Counter;
let ctx: Ctx;
beforeAll(async () => {
  counter = await openCounter(services);
  ctx = counter.ctx;
});

let people = 0;
const person = (): Promise<string> => customer(ctx, 'member_no', `P${(people += 1)}`);
/** The oldest first. */
const persons = async (count: number): Promise<string[]> =>
  (await Promise.all(Array.from({ length: count }, person))).toSorted();

const showing = async (kind: CustomerSignal['kind'], value: string, customerIds: readonly string[]): Promise<void> => {
  const hash = ctx.vault.hash(ctx.actor.merchantId, kind, value);
  const rows = customerIds.map((customerId) => ({ customerId, kind, hash, source: 'payment' as const }));
  valueOf(await inTx(ctx, {}, async (tx) => ok(await recordSignals(tx, rows))));
};
const keysOf = (customerIds: readonly string[]): Promise<string[]> =>
  inRead(ctx, async (tx) => [...(await realIdentitiesOf(tx, customerIds)).values()]);
const take = async (customerId: string, limitKey: string, limit: number): Promise<boolean> => {
  const taken = await inTx(ctx, {}, async (tx) => ok(await takeIdentityUse(tx, [{ customerId, limitKey, limit }])));
  return valueOf(taken)[0]!;
};

describe('a second account is the same real person', () => {
  test.each(['real_name_hash', 'payment_token', 'phone', 'device'] as const)(
    'by a shared %s, and a stranger is not',
    async (kind) => {
      const [first, second, stranger] = (await persons(3)) as [string, string, string];
      await showing(kind, 'shared', [first, second]);
      await showing(kind, 'another', [stranger]);
      expect(await keysOf([second, first, stranger])).toEqual([first, first, stranger]);
    },
  );

  test('by paying with a token that is the first one’s', async () => {
    const [first, second] = [await customer(ctx, 'payment_token', 'their-token'), await person()];
    await showing('payment_token', 'their-token', [second]);
    expect(await keysOf([second])).toEqual([first]);
    expect(await keysOf([first])).toEqual([first]);
  });

  test('by a number that was released by the one and bound by the other', async () => {
    const first = await customer(ctx, 'phone', '13700000001');
    const second = await person();
    const identifier = { kind: 'phone', value: '13700000001' } as const;
    valueOf(await releaseIdentifier(ctx, { customerId: first, identifier }));
    valueOf(await bindIdentifier(ctx, { customerId: second, identifier, source: 'staff' }));
    expect(await keysOf([second])).toEqual([first]);
  });

  test('by a device on which both were recognised, and over several steps', async () => {
    const [first, second, third] = [await person(), await person(), await person()];
    const no = (id: string): string => `P${people - [third, second, first].indexOf(id)}`;
    await see(counter, `member_no ${no(first)}, device CHAIN`);
    await see(counter, `member_no ${no(second)}, device CHAIN`);
    await showing('real_name_hash', 'chain', [second, third]);
    expect(await keysOf([third, second, first])).toEqual([first, first, first]);
  });

  test('by a merge', async () => {
    const [first, second] = (await persons(2)) as [string, string];
    valueOf(
      await mergeCustomers(ctx, { key: newId(), fromCustomerId: first, intoCustomerId: second, because: 'guest_said' }),
    );
    const keys = await keysOf([first, second]);
    expect(new Set(keys).size).toBe(1);
  });

  test('but a token that a till sends for everybody makes nobody one, nor its owner', async () => {
    const rows = Array.from({ length: 1_001 }, (_, n) => ({
      ...valueOf(sealIdentifier(ctx.vault, ctx.actor.merchantId, { kind: 'member_no', value: `CROWD${n}` })),
      source: 'till',
    }));
    const made = valueOf(await inTx(ctx, {}, async (tx) => ok(await ensureCustomers(tx, rows))));
    const crowd = made.map(({ customerId }) => customerId);
    const owner = await customer(ctx, 'payment_token', 'CASH');
    await showing('payment_token', 'CASH', crowd);
    expect(new Set(await keysOf([owner, ...crowd.slice(0, 5)])).size).toBe(6);
  });

  test('but the tablet on the counter makes nobody one', async () => {
    const crowd = await persons(9);
    await showing('device', 'tablet', crowd);
    expect(new Set(await keysOf(crowd)).size).toBe(9);
  });
});

describe('a limit for each real person', () => {
  test('500 claims at once by 20 accounts of one person: three pass, and a stranger has their own', async () => {
    const accounts = await persons(20);
    await showing('real_name_hash', 'scalper', accounts);
    const all = await Promise.all(Array.from({ length: 500 }, (_, n) => take(accounts[n % 20]!, 'coupon:A', 3)));
    expect(all.filter(Boolean)).toHaveLength(3);
    expect(await take(await person(), 'coupon:A', 3)).toBe(true);
    expect(await take(accounts[0]!, 'coupon:B', 3)).toBe(true);
  });

  test('two claims at once under one key with a limit of one: one passes', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = (await persons(2)) as [string, string];
      await showing('payment_token', `pair ${round}`, [a, b]);
      const both = await Promise.all([take(a, 'first', 1), take(b, 'first', 1)]);
      expect(both.filter(Boolean)).toHaveLength(1);
    }
  });

  test('uses that two accounts had apart count together once they are known as one person’s', async () => {
    const [a, b] = (await persons(2)) as [string, string];
    for (const one of [a, b]) expect(await take(one, 'twice', 3)).toBe(true);
    await showing('real_name_hash', 'found out', [a, b]);
    expect([await take(b, 'twice', 3), await take(a, 'twice', 3), await take(b, 'twice', 3)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('a set is admitted in its order, each person within their own', async () => {
    const [a, b, c] = (await persons(3)) as [string, string, string];
    await showing('real_name_hash', 'set', [a, b]);
    const rows = [a, c, b, a, c].map((customerId) => ({ customerId, limitKey: 'set', limit: 2 }));
    const taken = valueOf(await inTx(ctx, {}, async (tx) => ok(await takeIdentityUse(tx, rows))));
    expect(taken).toEqual([true, true, true, false, true]);
  });
});

test('grouping gives the least id of each group, whatever the order of the edges', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 200; round += 1) {
    const ids = Array.from({ length: 12 }, (_, i) => String.fromCharCode(97 + i));
    const edges = Array.from({ length: random.int(14) }, () => ({
      customer_id: random.pick(ids),
      neighbour_id: random.pick(ids),
    }));
    const slow = new Map(ids.map((id) => [id, id]));
    for (let n = 0; n < ids.length; n += 1) {
      for (const { customer_id: a, neighbour_id: b } of edges) {
        const least = [slow.get(a)!, slow.get(b)!].toSorted()[0]!;
        slow.set(a, least).set(b, least);
      }
    }
    const fast = grouped(ids, edges, ids);
    for (const id of ids) expect(fast.get(id)?.identityId).toBe(slow.get(id));
    for (const { identityId, customerIds } of fast.values()) {
      expect(customerIds).toEqual(ids.filter((id) => slow.get(id) === identityId));
    }
  }
});
