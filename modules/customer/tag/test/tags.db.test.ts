import { describe, expect, test } from 'vitest';
import { appendEvents, followOnce, inRead, inTx, relayOnce, sql, type Ctx } from '@shuke/db';
import { DAY_MS, newId, ok, seededRandom } from '@shuke/kernel';
import { actAs, testServices } from '@shuke/testkit';
import { newCustomer } from '../../consent/test/model.ts';
import { mergeCustomers, unmergeCustomers } from '../../index.ts';
import { addNote } from '../../note/add-note.ts';
import { removeNote } from '../../note/remove-note.ts';
import { restoreNote } from '../../note/restore-note.ts';
import { addTag, MOST_SAID } from '../add-tag.ts';
import { tagFollower } from '../follow-orders.ts';
import { learnFromOrders, type LearnableOrder } from '../learn-from-orders.ts';
import { learn } from '../learn.ts';
import { recomputeTags } from '../recompute-tags.ts';
import { restoreTag } from '../restore-tag.ts';
import { retractTag } from '../retract-tag.ts';
import { setWord } from '../set-word.ts';
import { evidence, inOne, order, rowsNow, shownNow, tagsNow, valueOf } from './people.ts';

const services = testServices();

const learnAll = (ctx: Ctx, orders: readonly LearnableOrder[]) => inOne(ctx, (tx) => learnFromOrders(tx, orders));

const add = (ctx: Ctx, customerId: string, tag: Parameters<typeof addTag>[1]['tag']) =>
  addTag(ctx, { key: newId(), customerId, tag });

describe('orders teach', () => {
  test('what is bought, what its name and the note say, and nothing about nobody', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const bought = [
      order(customerId, 'noodle/large', { note: '不要香菜，花生过敏' }),
      order(customerId, 'noodle/large soup'),
      order(customerId, 'noodle/large'),
      order(null, 'noodle noodle'),
    ];
    await learnAll(ctx, bought);
    expect(await shownNow(ctx, customerId)).toEqual([
      '!avoidance:peanut',
      '-avoidance:cilantro',
      'variant:noodle/large',
    ]);
  });

  test('each thing once, however often the order is read, and unlearns what came back', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const one = order(customerId, 'noodle');
    const two = order(customerId, 'noodle soup');
    await learnAll(ctx, [one, two]);
    await learnAll(ctx, [two, one, two]);
    const count = async () => (await tagsNow(ctx, customerId)).find(({ value }) => value === 'noodle')?.evidenceCount;
    expect([await count(), await shownNow(ctx, customerId)]).toEqual([2, ['category:n', 'dish:noodle']]);
    const returned = { ...two, lines: order(null, '-noodle soup').lines };
    await learnAll(ctx, [returned]);
    await learnAll(ctx, [returned]);
    expect([await count(), await shownNow(ctx, customerId)]).toEqual([1, []]);
  });

  test('as events come, exactly once, with what came back meanwhile', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const orders = new Map([order(customerId, 'tea'), order(customerId, 'tea')].map((one) => [one.orderId, one]));
    const follower = tagFollower(async (_tx, ids) => ids.flatMap((id) => orders.get(id) ?? []));
    const tell = async (type: 'order.paid' | 'order.refunded', orderId: string): Promise<void> => {
      await inTx(ctx, {}, async (tx) => {
        const rest = { storeId: newId(), customerId, sellerId: null, commissionBasisMinor: 0 };
        if (type === 'order.paid') {
          const paid = { ...rest, payableMinor: 100, discountMinor: 0, orderedAt: '2026-03-01T12:00:00Z' };
          await appendEvents(tx, [{ type, payload: { orderId, touchpointId: null, ...paid } as never }]);
        } else await appendEvents(tx, [{ type, payload: { orderId, refundId: newId(), amountMinor: 1, ...rest } }]);
        return ok(null);
      });
      await relayOnce(services);
      await followOnce(services, ctx.actor.merchantId, follower);
    };
    const [first = '', second = ''] = [...orders.keys()];
    await tell('order.paid', first);
    await tell('order.paid', second);
    expect(await shownNow(ctx, customerId)).toEqual(['category:t', 'dish:tea']);
    orders.set(second, { ...orders.get(second)!, lines: order(null, '-tea').lines });
    await tell('order.refunded', second);
    expect(await shownNow(ctx, customerId)).toEqual([]);
  });
});

test('what is learned as it happens is to the last bit what the night works out of all evidence', async () => {
  const random = seededRandom(11);
  const ctx = actAs(services);
  const people = await Promise.all(Array.from({ length: 8 }, () => newCustomer(ctx)));
  const goods = ['noodle', 'noodle/large', 'nuggets', 'soup', 'tea/iced', 'tea'];
  const notes = [null, null, '少冰', '不要香菜', '多放香菜', 'no onions', '微辣'];
  const seen: LearnableOrder[] = [];
  for (let step = 0; step < 120; step += 1) {
    const lines = Array.from({ length: 1 + random.int(3) }, () => random.pick(goods)).join(' ');
    const orderedAt = new Date(Date.parse('2026-03-01T12:00:00Z') - random.int(700) * DAY_MS);
    const customerId = random.pick(people);
    const what = random.next();
    if (what < 0.6) {
      seen.push(order(customerId, lines, { orderedAt, note: random.pick(notes) }));
      await learnAll(ctx, [seen.at(-1)!, random.pick(seen)]);
    } else if (what < 0.75 && seen.length > 0) {
      const one = random.pick(seen);
      await learnAll(ctx, [{ ...one, lines: one.lines.map((line) => ({ ...line, returnedMilli: 1000 })) }]);
    } else if (what < 0.9)
      await add(ctx, customerId, { dimension: 'avoidance', value: random.pick(['cilantro', 'ice']) });
    else await retractTag(ctx, { customerId, dimension: 'dish', value: random.pick(['noodle', 'soup']) });
    services.clock.advanceMs(random.int(DAY_MS));
  }
  const learned = await rowsNow(ctx, people);
  expect(learned.length).toBeGreaterThan(40);
  expect(await recomputeTags(ctx)).toBe(0);
  expect(await rowsNow(ctx, people)).toEqual(learned);
  const owner = await inRead(ctx, (tx) => tx.one<{ n: number }>(sql`select count(*) as n from customer_tag`));
  expect(owner.n).toBe(learned.length);
  await inOne(ctx, (tx) =>
    tx.run(sql`update customer_tag set like_fading = 1 where merchant_id = ${tx.merchantId} and family = 'dish'`),
  );
  await inOne(ctx, (tx) =>
    tx.run(sql`delete from customer_tag where merchant_id = ${tx.merchantId} and family = 'palate'`),
  );
  expect(await recomputeTags(ctx)).toBeGreaterThan(10);
  expect(await rowsNow(ctx, people)).toEqual(learned);
});

describe('staff', () => {
  test('add with one tap, take back, and put back', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    valueOf(await add(ctx, customerId, { dimension: 'avoidance', value: 'cilantro' }));
    valueOf(await add(ctx, customerId, { dimension: 'free', value: 'likes the window' }));
    expect(await shownNow(ctx, customerId)).toEqual(['-avoidance:cilantro', 'free:likes the window']);
    const named = { customerId, dimension: 'avoidance', value: 'cilantro' } as const;
    const { retractionId } = valueOf(await retractTag(ctx, named));
    expect(await shownNow(ctx, customerId)).toEqual(['free:likes the window']);
    expect(await retractTag(ctx, named)).toMatchObject({ refusal: { code: 'tag_not_found' } });
    valueOf(await restoreTag(ctx, { customerId, retractionId }));
    expect(await shownNow(ctx, customerId)).toEqual(['-avoidance:cilantro', 'free:likes the window']);
    const again = await restoreTag(ctx, { customerId, retractionId });
    expect(again).toMatchObject({ refusal: { code: 'tag_not_found' } });
  });

  test('speak in words of the lexicon, to which a merchant adds', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const tag = { dimension: 'avoidance', value: 'house_sauce' } as const;
    expect(await add(ctx, customerId, tag)).toMatchObject({ refusal: { code: 'tag_value_unknown' } });
    const names = { kind: 'ingredient', nameEn: 'house sauce', nameZh: '秘制酱' } as const;
    const set = (terms: string[]) => setWord(ctx, { key: newId(), word: { ...names, key: 'house_sauce', terms } });
    expect(await set(['香菜'])).toMatchObject({ refusal: { code: 'lexicon_terms_taken', facts: { term: '香菜' } } });
    valueOf(await set(['秘制酱']));
    valueOf(await add(ctx, customerId, tag));
    expect(await shownNow(ctx, customerId)).toEqual(['-avoidance:house_sauce']);
    expect(await add(ctx, newId(), tag)).toMatchObject({ refusal: { code: 'customer_not_found' } });
  });

  test('say so much of one person and no more, however many tap at once', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const left = 5;
    const before = Array.from({ length: MOST_SAID - left }, () =>
      evidence({ customerId, dimension: 'avoidance', value: 'ice', likes: false, source: 'staff', parents: [] }),
    );
    await inOne(ctx, (tx) => learn(tx, before));
    const taps = Array.from({ length: 20 }, () => add(ctx, customerId, { dimension: 'avoidance', value: 'ice' }));
    const results = await Promise.all(taps);
    expect(results.filter((result) => result.ok)).toHaveLength(left);
    expect((await tagsNow(ctx, customerId))[0]?.evidenceCount).toBe(MOST_SAID);
  });

  test('teach by what they write down, for as long as it stands', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const note = { key: newId(), customerId, kind: 'allergy', text: 'peanuts, 虾' } as const;
    const { noteId } = valueOf(await addNote(ctx, note));
    const taught = ['!avoidance:peanut', '!avoidance:shrimp'];
    expect(await shownNow(ctx, customerId)).toEqual(taught);
    for (let i = 0; i < 2; i += 1) {
      valueOf(await removeNote(ctx, { customerId, noteId }));
      expect(await shownNow(ctx, customerId)).toEqual([]);
      valueOf(await restoreNote(ctx, { customerId, noteId }));
      expect(await shownNow(ctx, customerId)).toEqual(taught);
    }
    const today = { ...note, key: newId(), kind: 'other', text: '今天不要辣' } as const;
    valueOf(await addNote(ctx, { ...today, expiresAt: new Date(services.clock.now().getTime() + DAY_MS) }));
    expect(await shownNow(ctx, customerId)).toEqual(taught);
  });
});

test('two customers of one person are known as one, and as two again once they part', async () => {
  services.clock.set('2026-03-02T02:00:00Z');
  const ctx = actAs(services);
  const [one, other] = [await newCustomer(ctx), await newCustomer(ctx)];
  await learnAll(ctx, [order(one, 'tea'), order(other, 'tea', { note: '不要葱' })]);
  const apart = [await tagsNow(ctx, one), await tagsNow(ctx, other)];
  await mergeCustomers(ctx, { key: newId(), fromCustomerId: other, intoCustomerId: one, because: 'guest_said' });
  const shown = ['-avoidance:scallion', 'category:t', 'dish:tea'];
  expect([await shownNow(ctx, one), await shownNow(ctx, other)]).toEqual([shown, shown]);
  await unmergeCustomers(ctx, { key: newId(), customerId: other });
  expect([await tagsNow(ctx, one), await tagsNow(ctx, other)]).toEqual(apart);
});

test('two who learn of one person at once leave out nothing of each other', async () => {
  const ctx = actAs(services);
  const people = await Promise.all(Array.from({ length: 3 }, () => newCustomer(ctx)));
  const rounds = Array.from({ length: 30 }, (_, i) =>
    learnAll(
      ctx,
      (i % 2 ? people : people.toReversed()).map((customerId) => order(customerId, 'tea')),
    ),
  );
  await Promise.all(rounds);
  for (const customerId of people) expect((await tagsNow(ctx, customerId))[0]?.evidenceCount).toBe(30);
  expect(await recomputeTags(ctx)).toBe(0);
});
