import { beforeAll, describe, expect, test } from 'vitest';
import type { NewContentRule, TouchpointView } from '@shuke/contract';
import { createTemplate } from '@shuke/coupon';
import { createCustomer, hasConsent, recordConsents } from '@shuke/customer';
import { inRead, inTx, sql, systemCtx, type Ctx } from '@shuke/db';
import { DAY_MS, MINUTE_MS, must, newId, ok, type Refusal, type Result } from '@shuke/kernel';
import { addStore, createMerchant } from '@shuke/merchant';
import { testServices } from '@shuke/testkit';
import { addContent, createTouchpoints, customerOfVisitor, evidenceOn, learn, refusalCounts } from '@shuke/touchpoint';
import { claimGuest, joinGuest, landGuest, nearGuest, reactGuest } from '../index.ts';
import { ADDRESS_JOIN_LIMIT, DEVICE_JOIN_LIMIT } from '../join-guest.ts';

const services = testServices();
let ctx: Ctx;
let storeId: string;
let table: TouchpointView;
let count = 0;

beforeAll(async () => {
  const owner = { signInName: 'owner', displayName: 'Owner' };
  const store = { code: 'S1', name: '人民广场店' };
  const made = valueOf(await createMerchant(services, { name: '熟客咖啡', owner, store }));
  ctx = systemCtx(services, made.merchantId);
  storeId = must(made.storeId, 'asked for');
  [table] = valueOf(
    await createTouchpoints(ctx, { key: newId(), one: { storeCode: 'S1', kind: 'table', label: '7' } }),
  ) as [TouchpointView];
});

function valueOf<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`refused with ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
  return result.value;
}
const codeOf = (result: Result<unknown, Refusal>): string => (result.ok ? 'ok' : result.refusal.code);
const tally = (results: readonly Result<unknown, Refusal>[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(results, codeOf)].map(([code, all]) => [code, all.length]));

/** A device at an address of its own, at the table. */
const device = (address = `198.51.100.${(count += 1)}`) => ({
  code: table.code,
  device: `device-${(count += 1)}`,
  address,
});
const phone = (): string => `+86139${String((count += 1)).padStart(8, '0')}`;
type Device = ReturnType<typeof device>;

const join = (at: Device, value: string, consents: object = { membership: 0 }) =>
  joinGuest(services, { ...at, identifier: { kind: 'phone', value }, consents, language: 'zh-CN' });

const visitorOf = (at: Device): Buffer => ctx.vault.hash(ctx.actor.merchantId, 'device', at.device);
const customerOf = (at: Device): Promise<string | null> => inRead(ctx, (tx) => customerOfVisitor(tx, visitorOf(at)));

/** What was told of a kind since this was made. */
async function eventsOf<T>(type: string): Promise<() => Promise<T[]>> {
  const all = () =>
    inRead(ctx, (tx) =>
      tx.many<{ payload: T }>(sql`
        select payload from outbox where merchant_id = ${tx.merchantId} and type = ${type} order by event_id`),
    );
  const before = (await all()).length;
  return async () => (await all()).slice(before).map(({ payload }) => payload);
}

const refusedTimes = async (code: string): Promise<number> => {
  const span = { from: new Date('2026-01-01'), to: new Date('2026-12-31') };
  const rows = await inRead(ctx, (tx) => refusalCounts(tx, span));
  return rows.filter((row) => row.code === code).reduce((sum, row) => sum + row.count, 0);
};

const agreesTo = async (
  customerId: string,
  purpose: 'membership' | 'marketing' | 'personalisation',
): Promise<boolean> =>
  (await inRead(ctx, (tx) => hasConsent(tx, { customerIds: [customerId], purpose, channel: 'app' }))).has(customerId);

describe('joining', () => {
  test('makes a contact of a new number, with the consents that were given where they were given', async () => {
    const at = device();
    const [joins, consents, steps] = [
      await eventsOf('touchpoint.joined'),
      await eventsOf<object>('consent.granted'),
      await eventsOf<{ stage: string }>('customer.advanced'),
    ];
    valueOf(await join(at, phone(), { membership: 0, marketing: 0 }));
    const customerId = must(await customerOf(at), 'the device is now theirs');
    const { touchpointId } = table;
    expect(await joins()).toEqual([{ customerId, storeId, touchpointId }]);
    expect((await steps()).map(({ stage }) => stage)).toEqual(['contact', 'member']);
    expect(await consents()).toHaveLength(2);
    for (const said of await consents()) expect(said).toMatchObject({ customerId, touchpointId });
    expect([await agreesTo(customerId, 'marketing'), await agreesTo(customerId, 'personalisation')]).toEqual([
      true,
      false,
    ]);
  });

  test('with somebody else’s number never makes the device theirs, nor agrees for them, and does not tell', async () => {
    const value = phone();
    const known = valueOf(await createCustomer(ctx, { key: newId(), identifiers: [{ kind: 'phone', value }] }));
    const at = device();
    const joins = await eventsOf<object>('touchpoint.joined');
    const answer = await join(at, value, { membership: 0, marketing: 0 });
    expect(await joins()).toMatchObject([{ customerId: null }]);
    expect(answer).toEqual(await join(device(), phone()));
    expect(await customerOf(at)).toBeNull();
    expect([await agreesTo(known.customerId, 'membership'), await agreesTo(known.customerId, 'marketing')]).toEqual([
      false,
      false,
    ]);
  });

  test('of a second number on a device leaves the device with the first', async () => {
    const at = device();
    valueOf(await join(at, phone()));
    const first = await customerOf(at);
    valueOf(await join(at, phone()));
    expect(await customerOf(at)).toBe(first);
  });

  test('twice, and many times at once, has one effect', async () => {
    const [at, value] = [device(), phone()];
    const told = await Promise.all(['touchpoint.joined', 'consent.granted', 'customer.created'].map(eventsOf));
    const joins = await Promise.all(Array.from({ length: DEVICE_JOIN_LIMIT }, () => join(at, value)));
    expect(tally(joins)).toEqual({ ok: DEVICE_JOIN_LIMIT });
    for (const events of told) expect(await events()).toHaveLength(1);
  });

  test('needs the consent, to the words of now, and an identifier that can be one', async () => {
    expect(codeOf(await join(device(), phone(), {}))).toBe('consent_missing');
    expect(codeOf(await join(device(), phone(), { membership: 7 }))).toBe('consent_outdated');
    expect(codeOf(await join(device(), 'not a number'))).toBe('identifier_invalid');
    expect(codeOf(await join({ ...device(), code: 'forged' }, phone()))).toBe('touchpoint_code_invalid');
  });

  test('by the hundred from one address is refused by name, over all processes, and counted', async () => {
    const address = '198.51.100.250';
    const before = await refusedTimes('joins_flooded');
    const joins = await Promise.all(
      Array.from({ length: ADDRESS_JOIN_LIMIT + 15 }, () => join(device(address), phone())),
    );
    expect(tally(joins)).toEqual({ ok: ADDRESS_JOIN_LIMIT, joins_flooded: 15 });
    expect((await refusedTimes('joins_flooded')) - before).toBe(15);
    expect(codeOf(await join(device(), phone()))).toBe('ok');
    services.clock.advanceMs(15 * MINUTE_MS + 1);
    expect(codeOf(await join(device(address), phone()))).toBe('ok');
  });

  test('from one device over and over is refused too', async () => {
    const at = device();
    const joins = await Promise.all(Array.from({ length: DEVICE_JOIN_LIMIT + 3 }, () => join(at, phone())));
    expect(tally(joins)).toEqual({ ok: DEVICE_JOIN_LIMIT, joins_flooded: 3 });
  });

  test('leaves no number in log, queue, or events', async () => {
    const value = phone();
    valueOf(await join(device(), value));
    const digits = value.slice(3);
    expect(services.log.lines.join('\n')).not.toContain(digits);
    const events = await inRead(ctx, (tx) =>
      tx.many(sql`select payload::text as text from outbox where merchant_id = ${tx.merchantId}`),
    );
    expect(JSON.stringify(events)).not.toContain(digits);
  });
});

const words = (title: string): NewContentRule['content'] => ({ zh: { title, body: '' }, en: { title, body: '' } });
const show = async (scope: NewContentRule['scope'], scopeRef: string | null, own: Partial<NewContentRule> = {}) =>
  valueOf(await addContent(ctx, { key: newId(), slot: 'hero', scope, scopeRef, content: words(scope), ...own })).ruleId;
const titleFor = async (at: Device): Promise<string | null> =>
  valueOf(await landGuest(services, at)).content?.zh.title ?? null;

describe('one code', () => {
  test('shows each guest their own: the person, the store, the default; and the default to who did not agree to more', async () => {
    const [agreed, plain, unknown] = [device(), device(), device()];
    expect(await titleFor(unknown)).toBeNull();
    valueOf(await join(agreed, phone(), { membership: 0, personalisation: 0 }));
    valueOf(await join(plain, phone()));
    await show('brand', null);
    for (const at of [agreed, plain]) await show('person', await customerOf(at), { content: words(at.device) });
    expect(await Promise.all([agreed, plain, unknown].map(titleFor))).toEqual([agreed.device, 'brand', 'brand']);
    await show('store', storeId);
    expect(await Promise.all([agreed, plain, unknown].map(titleFor))).toEqual([agreed.device, 'store', 'store']);
    const customerId = must(await customerOf(agreed), 'joined');
    services.clock.advanceMs(1000);
    const said = {
      purpose: 'personalisation',
      channel: 'any',
      granted: false,
      source: 'staff',
      wording: null,
    } as const;
    await inTx(ctx, {}, async (tx) =>
      ok(await recordConsents(tx, [{ ...said, customerId, at: tx.now, touchpointId: null, by: newId() }])),
    );
    expect(await titleFor(agreed)).toBe('store');
  });

  test('shows what is valid now, and what a guest likes among what is meant for all at the store', async () => {
    const at = device();
    valueOf(await join(at, phone(), { membership: 0, personalisation: 0 }));
    const store = valueOf(await addStore(ctx, { key: newId(), code: 'S2', name: 'Second' }));
    const one = { storeCode: 'S2', kind: 'door', label: 'Door' } as const;
    const [door] = valueOf(await createTouchpoints(ctx, { key: newId(), one }));
    const there = { ...at, code: door!.code };
    const inStore = (title: string, own: Partial<NewContentRule>) =>
      show('store', store.storeId, { content: words(title), ...own });
    await inStore('later', { priority: 9, validFrom: '2026-12-01T00:00:00Z' });
    await inStore('over', { priority: 9, validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-02-01T00:00:00Z' });
    await inStore('tea', { priority: 5, category: 'tea' });
    const cake = await inStore('cake', { category: 'cake' });
    expect(await titleFor(there)).toBe('tea');
    valueOf(await reactGuest(services, { ...there, ruleId: cake, reaction: 'click' }));
    expect(await titleFor(there)).toBe('cake');
    valueOf(await reactGuest(services, { ...there, ruleId: cake, reaction: 'dismiss' }));
    expect(await titleFor(there)).toBe('tea');
    expect(await titleFor({ ...device(), code: door!.code })).toBe('tea');
  });
});

describe('a coupon that content offers', () => {
  const terms = {
    name: 'A cookie',
    kind: 'cash',
    amountMinor: 500,
    percentBps: null,
    itemSku: null,
    minSpendMinor: 0,
  } as const;
  const limits = { usesPerCoupon: 1, issueLimit: null, customerLimit: 1, budgetMinor: null } as const;
  const offer = async (claimable = true): Promise<string> => {
    const draft = { ...terms, ...limits, claimable, validFrom: services.clock.now(), validUntil: null, validDays: 30 };
    const { templateId: target } = valueOf(await createTemplate(ctx, { key: newId(), draft }));
    const content = { ...words('A cookie'), action: { kind: 'claim', target } } as const;
    return show('segment', 'nobody', { content });
  };
  const claim = (at: Device, ruleId: string) => claimGuest(services, { ...at, ruleId });

  test('is given to who has joined, once, however often and how many times at once the button is pressed', async () => {
    const [at, ruleId] = [device(), await offer()];
    expect(codeOf(await claim(at, ruleId))).toBe('guest_not_joined');
    valueOf(await join(at, phone()));
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(at, ruleId)));
    expect(new Set(claims.map((one) => valueOf(one).couponCode)).size).toBe(1);
    services.clock.advanceMs(DAY_MS);
    expect(codeOf(await claim(at, ruleId))).toBe('coupon_customer_limit_reached');
  });

  test('stays within its template', async () => {
    const at = device();
    valueOf(await join(at, phone()));
    expect(codeOf(await claim(at, await offer(false)))).toBe('coupon_not_claimable');
    expect(codeOf(await claim(at, await show('segment', 'nobody')))).toBe('content_not_found');
  });
});

describe('reactions', () => {
  test('are evidence up to five a day, however many come at once', async () => {
    const at = device();
    valueOf(await join(at, phone(), { membership: 0, personalisation: 0 }));
    const ruleId = await show('segment', 'nobody', { category: 'soup' });
    await Promise.all(Array.from({ length: 12 }, () => reactGuest(services, { ...at, ruleId, reaction: 'click' })));
    const customerId = must(await customerOf(at), 'joined');
    const evidence = await inRead(ctx, (tx) => evidenceOn(tx, [customerId]));
    expect(evidence).toMatchObject([{ category: 'soup', kind: 'click', count: 5 }]);
  });

  test('of who did not agree teach nothing', async () => {
    const [at, unknown] = [device(), device()];
    valueOf(await join(at, phone()));
    const ruleId = await show('segment', 'nobody', { category: 'soup' });
    for (const one of [at, unknown]) valueOf(await reactGuest(services, { ...one, ruleId, reaction: 'click' }));
    const customerId = must(await customerOf(at), 'joined');
    expect(await agreesTo(customerId, 'personalisation')).toBe(false);
    expect(await inRead(ctx, (tx) => evidenceOn(tx, [customerId]))).toEqual([]);
    expect(codeOf(await reactGuest(services, { ...at, ruleId: newId(), reaction: 'click' }))).toBe('content_not_found');
  });

  test('and orders of one batch are added up before the cap', async () => {
    const customerId = newId();
    const row = { customerId, category: 'tea', kind: 'order', at: services.clock.now() } as const;
    await inTx(ctx, {}, async (tx) =>
      ok(
        await learn(
          tx,
          Array.from({ length: 3 }, () => row),
        ),
      ),
    );
    await inTx(ctx, {}, async (tx) =>
      ok(
        await learn(
          tx,
          Array.from({ length: 4 }, () => row),
        ),
      ),
    );
    const [evidence] = await inRead(ctx, (tx) => evidenceOn(tx, [customerId]));
    expect(evidence).toMatchObject({ count: 5 });
  });
});

test('a device that jumps is refused by name and counted', async () => {
  const places = { SH: [31.2304, 121.4737], BJ: [39.9042, 116.4074] } as const;
  for (const [code, [latitude, longitude]] of Object.entries(places))
    valueOf(await addStore(ctx, { key: newId(), code, name: code, location: { latitude, longitude } }));
  const at = device();
  const near = ([latitude, longitude]: readonly [number, number]) =>
    nearGuest(services, { ...at, latitude, longitude, coordinates: 'wgs84' });
  expect(valueOf(await near(places.SH)).stores).toMatchObject([{ name: 'SH', entered: true }]);
  expect(codeOf(await near(places.BJ))).toBe('position_implausible');
  expect(await refusedTimes('position_implausible')).toBe(1);
});
