import { describe, expect, test } from 'vitest';
import { eventsAfter, inTx, relayOnce, sql, type Ctx } from '@shuke/db';
import { newId, ok, seededRandom } from '@shuke/kernel';
import { price, compileRules, STRANGER, type Cart } from '@shuke/pricing';
import { testServices } from '@shuke/testkit';
import {
  createPromotion,
  getPromotion,
  listPromotions,
  promotionHistory,
  revisePromotion,
  rulesOf,
  ruleSetHeads,
  setPromotionStatus,
} from '../index.ts';
import {
  asPoster,
  atOnce,
  cash,
  codeOf,
  draft,
  headOf,
  newDraft,
  newLive,
  newShop,
  rulesNow,
  tally,
  valueOf,
} from './shop.ts';

const services = testServices();

const setStatus = (ctx: Ctx, promotionId: string, status: 'live' | 'paused' | 'ended') =>
  setPromotionStatus(ctx, { key: newId(), promotionId, status });
const revise = (ctx: Ctx, promotionId: string, amountMinor: number) =>
  revisePromotion(ctx, { key: newId(), promotionId, draft: draft({ benefit: cash(amountMinor) }) });
const amountsOf = async (ctx: Ctx, ruleSetNo?: number): Promise<unknown[]> =>
  (await rulesNow(ctx, ruleSetNo)).promotions.map(({ benefit }) => 'amountMinor' in benefit && benefit.amountMinor);

describe('rule sets', () => {
  test('a merchant without rules has rule set 0, which prices in the merchant’s currency', async () => {
    const ctx = await newShop(services);
    await newDraft(ctx);
    expect(await headOf(ctx)).toBe(0);
    expect(await rulesNow(ctx)).toEqual({ currency: 'CNY', promotions: [], capped: [] });
  });

  test('each change of what is live is the next rule set, and the earlier ones stay as they were', async () => {
    const ctx = await newShop(services);
    const first = await newLive(ctx, draft({ benefit: cash(100) }));
    await newLive(ctx, draft({ benefit: cash(200) }));
    expect(valueOf(await revise(ctx, first, 150))).toEqual({ version: 2, ruleSetNo: 3 });
    expect(valueOf(await setStatus(ctx, first, 'paused'))).toEqual({ ruleSetNo: 4 });
    expect(valueOf(await revise(ctx, first, 175))).toEqual({ version: 3, ruleSetNo: 4 });
    expect(valueOf(await setStatus(ctx, first, 'live'))).toEqual({ ruleSetNo: 5 });
    const sets = await Promise.all([1, 2, 3, 4, 5].map((no) => amountsOf(ctx, no)));
    expect(sets).toEqual([[100], [100, 200], [150, 200], [200], [175, 200]]);
  });

  test('the last live promotion that ends leaves a rule set without rules', async () => {
    const ctx = await newShop(services);
    const only = await newLive(ctx);
    expect(valueOf(await setStatus(ctx, only, 'ended'))).toEqual({ ruleSetNo: 2 });
    expect(await rulesNow(ctx)).toEqual({ currency: 'CNY', promotions: [], capped: [] });
    expect(await amountsOf(ctx, 1)).toEqual([100]);
  });

  test('an old order prices years later with exactly its rules', async () => {
    const ctx = await newShop(services);
    const promotionId = await newLive(ctx, draft({ benefit: cash(300) }));
    await revise(ctx, promotionId, 900);
    await setStatus(ctx, promotionId, 'ended');
    const line = { lineId: 'l', sku: 'tea', category: '', unitPriceMinor: 2000, quantityMilli: 1000 };
    const place = { currency: 'CNY', storeId: newId(), source: 'counter', instantMs: 0, weekday: 1, minuteOfDay: 0 };
    const cart: Cart = { ...place, deliveryFeeMinor: 0, lines: [line] };
    const payable = async (no: number) =>
      valueOf(price(valueOf(compileRules(await rulesNow(ctx, no))), cart, STRANGER)).payableMinor;
    expect([await payable(1), await payable(2), await payable(3)]).toEqual([1700, 1100, 2000]);
  });

  test('the batch poster reads heads and rules of several merchants in one transaction', async () => {
    const [one, two, none] = [await newShop(services), await newShop(services), await newShop(services)];
    await newLive(one);
    await newLive(two, draft({ benefit: cash(222) }));
    await newLive(two, draft({ benefit: cash(333) }));
    const ids = [one, two, none].map((ctx) => ctx.actor.merchantId);
    const read = await asPoster(services, [one, two, none], async (tx) => {
      const heads = await ruleSetHeads(tx, ids);
      const rules = await rulesOf(tx, { merchantId: ids[1]!, ruleSetNo: heads.get(ids[1]!)!, currency: 'CNY' });
      return { heads: ids.map((id) => heads.get(id)), count: rules.promotions.length };
    });
    expect(read).toEqual({ heads: [1, 2, 0], count: 2 });
  });

  test('a change tells the outbox the number of the new rule set', async () => {
    const ctx = await newShop(services);
    const promotionId = await newLive(ctx);
    await setStatus(ctx, promotionId, 'paused');
    await relayOnce(services);
    const told = (await eventsAfter(ctx, 0)).filter(({ type }) => type === 'promotion.rules_changed');
    expect(told.map(({ payload }) => payload)).toEqual([
      { ruleSetNo: 1, promotions: 1 },
      { ruleSetNo: 2, promotions: 0 },
    ]);
  });

  test('versions and rule sets cannot be changed or deleted by the application', async () => {
    const ctx = await newShop(services);
    await newLive(ctx);
    for (const statement of [
      sql`update promotion_version set period = 'week' where merchant_id = ${ctx.actor.merchantId}`,
      sql`delete from promotion_version where merchant_id = ${ctx.actor.merchantId}`,
      sql`update promotion_rule_set set currency = 'USD' where merchant_id = ${ctx.actor.merchantId}`,
      sql`delete from promotion_rule_set where merchant_id = ${ctx.actor.merchantId}`,
    ]) {
      await expect(inTx(ctx, {}, async (tx) => ok(await tx.run(statement)))).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('changes at once', () => {
  test('40 changes at once number 40 rule sets without a gap, each with one change more', async () => {
    const ctx = await newShop(services);
    const ids = await atOnce(40, () => newDraft(ctx));
    const results = await atOnce(40, (nth) => setStatus(ctx, ids[nth]!, 'live'));
    const numbers = results.map((result) => valueOf(result).ruleSetNo).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    for (const no of numbers) expect((await rulesNow(ctx, no)).promotions).toHaveLength(no);
  });

  test('of promotions that go live at once no more do than can be priced', async () => {
    const ctx = await newShop(services);
    const ids = Array.from({ length: 995 }, () => newId());
    const rules = ids.map((promotionId) => JSON.stringify({ ...draft().terms, promotionId, version: 1 }));
    await inTx(ctx, {}, async (tx) => {
      await tx.run(sql`
        insert into promotion (merchant_id, promotion_id, name, status, version, created_at, updated_at)
        select ${tx.merchantId}, p, 'one of many', 'live', 1, ${tx.now}, ${tx.now} from unnest(${ids}::uuid[]) as p`);
      await tx.run(sql`
        insert into promotion_version (merchant_id, promotion_id, version, rule, period, created_at, created_by)
        select ${tx.merchantId}, p, 1, r::jsonb, 'day', ${tx.now}, ${newId()}
          from unnest(${ids}::uuid[], ${rules}::text[]) as n (p, r)`);
      return ok(null);
    });
    const drafts = await atOnce(12, () => newDraft(ctx));
    const results = await atOnce(12, (nth) => setStatus(ctx, drafts[nth]!, 'live'));
    expect(tally(results)).toEqual({ ok: 5, promotions_too_many: 7 });
    expect((await rulesNow(ctx)).promotions).toHaveLength(1000);
  });

  test('a promotion that is revised many times at once has one version for each', async () => {
    const ctx = await newShop(services);
    const promotionId = await newLive(ctx);
    const results = await atOnce(20, (nth) => revise(ctx, promotionId, 1000 + nth));
    expect(results.map((result) => valueOf(result).version).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 2),
    );
    expect(await headOf(ctx)).toBe(21);
  });

  test('the same key many times at once has one effect and one answer, and another rule is refused', async () => {
    const ctx = await newShop(services);
    const promotionId = await newLive(ctx);
    const cmd = { key: newId(), promotionId, draft: draft({ benefit: cash(500) }) };
    const answers = await atOnce(20, () => revisePromotion(ctx, cmd));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await headOf(ctx)).toBe(2);
    expect(codeOf(await revisePromotion(ctx, { ...cmd, draft: draft() }))).toBe('idempotency_key_reused');
  });
});

describe('what is refused', () => {
  test('a rule that cannot be priced is refused with its field and leaves nothing', async () => {
    const ctx = await newShop(services);
    const bad = draft({ benefit: { kind: 'steps', level: 'order', steps: [] } });
    const refused = await createPromotion(ctx, { key: newId(), name: 'Bad', draft: bad });
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: 'promotion_invalid', facts: { field: 'benefit.steps' } },
    });
    expect((await listPromotions(ctx, {})).items).toEqual([]);
    const promotionId = await newLive(ctx);
    expect(codeOf(await revisePromotion(ctx, { key: newId(), promotionId, draft: bad }))).toBe('promotion_invalid');
    expect(valueOf(await getPromotion(ctx, promotionId)).version).toBe(1);
    expect(await headOf(ctx)).toBe(1);
  });

  test('what is not there, has ended, or was never live is refused by name', async () => {
    const ctx = await newShop(services);
    expect(codeOf(await setStatus(ctx, newId(), 'live'))).toBe('promotion_not_found');
    expect(codeOf(await revise(ctx, newId(), 100))).toBe('promotion_not_found');
    const promotionId = await newDraft(ctx);
    expect(codeOf(await setStatus(ctx, promotionId, 'paused'))).toBe('promotion_not_live');
    expect(valueOf(await setStatus(ctx, promotionId, 'ended'))).toEqual({ ruleSetNo: 0 });
    expect(codeOf(await setStatus(ctx, promotionId, 'live'))).toBe('promotion_ended');
    expect(codeOf(await revise(ctx, promotionId, 100))).toBe('promotion_ended');
    expect(codeOf(await setStatus(ctx, promotionId, 'ended'))).toBe('ok');
  });

  test('promotions of another merchant are not there, nor can they be excluded', async () => {
    const [mine, theirs] = [await newShop(services), await newShop(services)];
    const promotionId = await newLive(theirs);
    expect(codeOf(await setStatus(mine, promotionId, 'ended'))).toBe('promotion_not_found');
    expect(codeOf(await getPromotion(mine, promotionId))).toBe('promotion_not_found');
    expect(codeOf(await promotionHistory(mine, { promotionId }))).toBe('promotion_not_found');
    const excluding = draft({ excludes: [promotionId] });
    expect(codeOf(await createPromotion(mine, { key: newId(), name: 'Spy', draft: excluding }))).toBe(
      'promotion_not_found',
    );
    expect(codeOf(await createPromotion(theirs, { key: newId(), name: 'Own', draft: excluding }))).toBe('ok');
  });
});

test('promotions are listed by page and by status, and the history holds every version', async () => {
  const ctx = await newShop(services);
  const ids = [await newDraft(ctx), await newLive(ctx), await newLive(ctx)];
  await revise(ctx, ids[1]!, 700);
  const first = await listPromotions(ctx, { limit: 2 });
  expect(first.items.map((one) => one.promotionId)).toEqual([ids[2], ids[1]]);
  const second = await listPromotions(ctx, { limit: 2, after: first.next! });
  expect([second.items.map((one) => one.promotionId), second.next]).toEqual([[ids[0]], null]);
  expect((await listPromotions(ctx, { status: 'draft' })).items.map((one) => one.promotionId)).toEqual([ids[0]]);
  const newest = valueOf(await promotionHistory(ctx, { promotionId: ids[1]!, limit: 1 }));
  expect([newest.items.map(({ version, createdBy }) => [version, createdBy]), newest.next]).toEqual([
    [[2, ctx.actor.id]],
    2,
  ]);
  const older = valueOf(await promotionHistory(ctx, { promotionId: ids[1]!, limit: 1, after: 2 }));
  expect([older.items.map(({ version }) => version), older.next]).toEqual([[1], null]);
});

test('300 random changes leave in every rule set what a simple model of it holds', async () => {
  const ctx = await newShop(services);
  const random = seededRandom(20261127);
  const model = new Map<string, { status: string; amountMinor: number }>();
  const expected: number[][] = [[]];
  for (let step = 0; step < 300; step += 1) {
    const ids = [...model.keys()];
    const amountMinor = 1 + random.int(10_000);
    const promotionId = random.pick(ids.length === 0 ? [''] : ids);
    const one = model.get(promotionId);
    if (!one || random.int(5) === 0) {
      model.set(await newDraft(ctx, draft({ benefit: cash(amountMinor) })), { status: 'draft', amountMinor });
      continue;
    }
    if (random.int(2) === 0) {
      const result = await revise(ctx, promotionId, amountMinor);
      expect(result.ok).toBe(one.status !== 'ended');
      if (result.ok) one.amountMinor = amountMinor;
      if (!result.ok || one.status !== 'live') continue;
    } else {
      const status = random.pick(['live', 'live', 'paused', 'ended'] as const);
      const result = await setStatus(ctx, promotionId, status);
      const isLegal = one.status === 'ended' ? status === 'ended' : one.status !== 'draft' || status !== 'paused';
      expect(result.ok).toBe(isLegal);
      const changesLive = one.status !== status && (one.status === 'live' || status === 'live');
      if (result.ok) one.status = status;
      if (!result.ok || !changesLive) continue;
    }
    const live = [...model.values()].filter(({ status }) => status === 'live').map((each) => each.amountMinor);
    expected.push(live);
  }
  expect(await headOf(ctx)).toBe(expected.length - 1);
  for (let no = 0; no < expected.length; no += 1) expect(await amountsOf(ctx, no)).toEqual(expected[no]);
});
