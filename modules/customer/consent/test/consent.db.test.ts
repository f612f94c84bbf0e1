import { describe, expect, test } from 'vitest';
import { CONSENT_CHANNELS, CONSENT_PURPOSES } from '@shuke/contract';
import { eventsAfter, inRead, inTx, relayOnce, sql, type Ctx } from '@shuke/db';
import { HOUR_MS, newId, ok, seededRandom } from '@shuke/kernel';
import { accessesOf } from '@shuke/merchant';
import { actAs, testServices } from '@shuke/testkit';
import { hasConsent, mergeCustomers, unmergeCustomers } from '../../index.ts';
import { holds, type ConsentSaid } from '../consent.ts';
import { getConsents, type AskedConsent } from '../consent-queries.ts';
import { recordConsent } from '../record-consent.ts';
import { setWording } from '../set-wording.ts';
import { newCustomer, published, record, said } from './model.ts';

const services = testServices();

const agree = (ctx: Ctx, asked: AskedConsent): Promise<Set<string>> => inRead(ctx, (tx) => hasConsent(tx, asked));

describe('what holds', () => {
  test('random histories of many people answer as the rule does, on every day, and the view as of now', async () => {
    const random = seededRandom(7);
    const ctx = actAs(services);
    const start = new Date('2026-01-01T00:00:00Z').getTime();
    const people = Array.from({ length: 12 }, () => newId());
    const histories = people.map((customerId): ConsentSaid[] =>
      Array.from({ length: random.int(30) }, () =>
        said({
          customerId,
          purpose: random.pick(CONSENT_PURPOSES),
          channel: random.pick(CONSENT_CHANNELS),
          granted: random.next() < 0.6,
          wording: { version: 0, language: 'en' },
          // Few instants, so that many fall together.
          at: new Date(start + random.int(8) * HOUR_MS),
        }),
      ),
    );
    await record(ctx, histories.flat());
    for (let hour = -1; hour < 9; hour += 1) {
      const asOf = new Date(start + hour * HOUR_MS);
      for (const purpose of CONSENT_PURPOSES)
        for (const channel of CONSENT_CHANNELS) {
          const expected = people.filter((_, i) => holds(histories[i]!, { purpose, channel, asOf }));
          const found = await agree(ctx, { customerIds: people, purpose, channel, asOf });
          expect([...found].toSorted()).toEqual(expected.toSorted());
        }
    }
    for (const [i, customerId] of people.entries()) {
      const live = CONSENT_PURPOSES.flatMap((purpose) =>
        CONSENT_CHANNELS.filter((channel) => holds(histories[i]!, { purpose, channel, asOf: ctx.clock.now() })).map(
          (channel) => `${purpose} ${channel}`,
        ),
      );
      expect(await published(ctx, customerId)).toEqual(live.toSorted());
    }
  });

  test('a withdrawal that was answered is seen by whoever asks next, and 100 at once leave nothing open', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const one = {
      customerId,
      purpose: 'marketing',
      channel: 'sms',
      source: 'till',
      touchpointId: null,
      at: null,
    } as const;
    const wording = { version: 0, language: 'en' } as const;
    const say = (granted: boolean) =>
      recordConsent(ctx, { key: newId(), said: { ...one, granted, wording: granted ? wording : null } });
    // All are of one instant, for the clock stands still: among these a withdrawal wins in whatever order they commit.
    const results = await Promise.all(Array.from({ length: 100 }, (_, i) => say(i % 10 !== 0)));
    expect(results.every((result) => result.ok)).toBe(true);
    const asked = { customerIds: [customerId], purpose: 'marketing', channel: 'sms' } as const;
    expect(await agree(ctx, asked)).toEqual(new Set());
    services.clock.advanceMs(1);
    await say(true);
    expect(await agree(ctx, asked)).toEqual(new Set([customerId]));
    services.clock.advanceMs(1);
    await say(false);
    expect(await agree(ctx, asked)).toEqual(new Set());
  });
});

describe('one person of several customers', () => {
  test('withdraws for all of them, until they part again', async () => {
    const ctx = actAs(services);
    const [one, other, third] = [await newCustomer(ctx), await newCustomer(ctx), await newCustomer(ctx)];
    const merge = (fromCustomerId: string) =>
      mergeCustomers(ctx, { key: newId(), fromCustomerId, intoCustomerId: one, because: 'guest_said' });
    await record(ctx, [said({ customerId: one }), said({ customerId: third })]);
    await merge(other);
    await record(ctx, [said({ customerId: other, granted: false, at: new Date('2026-03-01T01:00:00Z') })]);
    const asked = { customerIds: [one, other, third], purpose: 'marketing', channel: 'sms' } as const;
    expect(await agree(ctx, asked)).toEqual(new Set([third]));
    expect([await published(ctx, one), await published(ctx, other)]).toEqual([[], []]);
    await unmergeCustomers(ctx, { key: newId(), customerId: other });
    expect(await agree(ctx, asked)).toEqual(new Set([one, third]));
    expect([await published(ctx, one), await published(ctx, other)]).toEqual([['marketing sms'], []]);
  });
});

describe('the ledger', () => {
  test('leaves a trace of each withdrawal in the audit, and of nothing else that is said', async () => {
    const ctx = actAs(services);
    const [one, other] = [await newCustomer(ctx), await newCustomer(ctx)];
    await record(ctx, [said({ customerId: one }), said({ customerId: one, granted: false, channel: 'email' })]);
    const withdrawal = {
      customerId: other,
      purpose: 'profiling',
      channel: 'any',
      granted: false,
      wording: null,
    } as const;
    const saidNow = { ...withdrawal, source: 'till', touchpointId: null, at: null } as const;
    expect(await recordConsent(ctx, { key: newId(), said: saidNow })).toMatchObject({ ok: true });
    const trail = await inRead(ctx, (tx) => accessesOf(tx, [one, other]));
    expect(trail).toMatchObject([
      { action: 'consent.withdrawn', detail: { purpose: 'profiling', channel: 'any', source: 'till' } },
      { action: 'consent.withdrawn', detail: { purpose: 'marketing', channel: 'email' } },
    ]);
    expect(trail).toHaveLength(2);
  });

  test('keeps every entry with its wording, source and touchpoint, and says so in events without words', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const touchpointId = newId();
    await record(ctx, [said({ customerId, touchpointId }), said({ customerId, granted: false, at: ctx.clock.now() })]);
    const ledger = await getConsents(ctx, { customerId });
    expect(ledger.ok && ledger.value.live).toEqual([]);
    expect(ledger.ok && ledger.value.entries.map(({ granted, wording }) => [granted, wording])).toEqual([
      [false, null],
      [true, { version: 0, language: 'zh-CN' }],
    ]);
    await relayOnce(services);
    const events = (await eventsAfter(ctx, 0)).filter(({ type }) => type.startsWith('consent.'));
    const payload = { customerId, purpose: 'marketing', channel: 'sms' };
    expect(events.map((event) => [event.type, event.payload])).toEqual([
      ['consent.granted', { ...payload, touchpointId }],
      ['consent.withdrawn', { ...payload, touchpointId: null }],
    ]);
  });

  test('cannot be rewritten by the application', async () => {
    const ctx = actAs(services);
    await record(ctx, [said({ customerId: newId() })]);
    const change = (statement: ReturnType<typeof sql>) => inTx(ctx, {}, async (tx) => ok(await tx.run(statement)));
    await expect(change(sql`update consent_entry set granted = true`)).rejects.toThrow(/permission denied/);
    await expect(change(sql`delete from consent_entry`)).rejects.toThrow(/permission denied/);
  });

  test('refuses a wording that nobody was shown, a date to come, and a person who is not there', async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    const at = null;
    const base = { ...said({ customerId }), at };
    const tell = async (own: object): Promise<string> => {
      const result = await recordConsent(ctx, { key: newId(), said: { ...base, ...own } });
      return result.ok ? 'ok' : result.refusal.code;
    };
    expect(await tell({ wording: { version: 1, language: 'en' } })).toBe('consent_wording_unknown');
    const set = () => setWording(ctx, { key: newId(), purpose: 'marketing', en: 'Offers?', zh: '接收优惠？' });
    expect(await set()).toMatchObject({ ok: true, value: { version: 1 } });
    expect(await set()).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await tell({ wording: { version: 1, language: 'en' } })).toBe('ok');
    expect(await tell({ at: new Date(ctx.clock.now().getTime() + HOUR_MS) })).toBe('consent_time_invalid');
    expect(await tell({ customerId: newId() })).toBe('customer_not_found');
  });

  test("shows nothing of another merchant's people", async () => {
    const ctx = actAs(services);
    const customerId = await newCustomer(ctx);
    await record(ctx, [said({ customerId })]);
    const other = actAs(services);
    expect(await agree(other, { customerIds: [customerId], purpose: 'marketing', channel: 'sms' })).toEqual(new Set());
    expect(await getConsents(other, { customerId })).toMatchObject({ ok: false });
  });
});
