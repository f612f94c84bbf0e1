import { expect, test } from 'vitest';
import { inTx, type Ctx } from '@shuke/db';
import { MINUTE_MS, newId, ok, seededRandom, type Random } from '@shuke/kernel';
import { verifyLedger } from '@shuke/ledger';
import { testServices, type TestServices } from '@shuke/testkit';
import * as coupon from '../index.ts';
import { expireCoupons } from '../expire-coupons.ts';
import { lapseReservations } from '../lapse-reservations.ts';
import { reverseMany } from '../reverse-redemption.ts';
import { verifyCoupons } from '../verify-coupons.ts';
import { Model, type ModelTemplate } from './model.ts';
import { codeOf, figuresOf, newShop, newTemplate, sumOverCoupons, valueOf } from './shop.ts';

const services = testServices();

const STEPS = 250;
const seen = new Set<unknown>();

test.each([1, 2, 3, 4])(
  'after any sequence the figures are the sums over the coupons, and a plain model says the same (seed %i)',
  async (seed) => {
    const random = seededRandom(seed);
    const run = await newRun(services, random);
    for (let step = 0; step < STEPS; step += 1) {
      const name = random.pick(Object.keys(STEPS_BY_NAME));
      const [real, model] = await STEPS_BY_NAME[name]!(run);
      expect([step, name, real]).toEqual([step, name, model]);
      for (const outcome of [real].flat()) seen.add(outcome);
      await checkFigures(run);
    }
    expect(await verifyCoupons(run.ctx)).toEqual([]);
    expect(await verifyLedger(run.ctx)).toEqual([]);
  },
);

test('those sequences met every outcome that the rules can give them', () => {
  const codes = [...seen].filter((outcome) => typeof outcome === 'string').toSorted();
  expect(codes).toEqual([
    'coupon_already_redeemed_on_order',
    'coupon_budget_exhausted',
    'coupon_customer_limit_reached',
    'coupon_expired',
    'coupon_held_by_another_order',
    'coupon_issue_limit_reached',
    'coupon_min_spend_not_met',
    'coupon_used_up',
    'number',
    'ok',
    'redemption_already_reversed',
    'redemption_not_found',
    'reservation_not_found',
  ]);
});

interface Run {
  readonly ctx: Ctx;
  readonly random: Random;
  readonly services: TestServices;
  readonly model: Model;
  readonly customers: readonly string[];
  readonly codes: string[];
  readonly redemptions: string[];
  readonly holds: string[];
}

async function newRun(from: TestServices, random: Random): Promise<Run> {
  const ctx = await newShop(from);
  const model = new Model();
  for (let i = 0; i < 3; i += 1) {
    const terms: ModelTemplate = {
      faceMinor: 100 + random.int(400),
      minSpendMinor: random.int(200),
      uses: 1 + random.int(3),
      days: 1 + random.int(2),
      issueLimit: random.pick([null, 10]),
      customerLimit: random.pick([null, 2]),
      budgetMinor: random.pick([null, 4000]),
    };
    const templateId = await newTemplate(ctx, {
      amountMinor: terms.faceMinor,
      minSpendMinor: terms.minSpendMinor,
      usesPerCoupon: terms.uses,
      validDays: terms.days,
      issueLimit: terms.issueLimit,
      customerLimit: terms.customerLimit,
      budgetMinor: terms.budgetMinor,
    });
    model.templates.set(templateId, terms);
  }
  const customers = Array.from({ length: 4 }, () => newId());
  return { ctx, random, services: from, model, customers, codes: [], redemptions: [], holds: [] };
}

/** Each step acts on the database and on the model, and gives how each of the two ended. */
const STEPS_BY_NAME: Readonly<Record<string, (run: Run) => Promise<[unknown, unknown]>>> = {
  issue: async ({ ctx, random, model, customers, codes }) => {
    const ids = [...model.templates.keys()];
    const rows = Array.from({ length: 1 + random.int(4) }, () => ({
      templateId: random.pick(ids),
      customerId: random.pick([null, ...customers]),
    }));
    const results = valueOf(await inTx(ctx, {}, async (tx) => ok(await coupon.issueMany(tx, rows))));
    const said = rows.map((row, i) => {
      const result = results[i]!;
      const code = result.ok ? result.value.code : '';
      if (result.ok) codes.push(code);
      return model.issue({ ...row, code });
    });
    return [results.map(codeOf), said];
  },
  redeem: async ({ ctx, random, model, codes, redemptions }) => {
    if (codes.length === 0) return [0, 0];
    const rows = Array.from({ length: 1 + random.int(5) }, () => ({
      code: random.pick(codes.slice(-8)),
      orderRef: `order ${random.int(6)}`,
      basket: { totalMinor: random.int(700) },
    }));
    const results = valueOf(await inTx(ctx, {}, async (tx) => ok(await coupon.redeemMany(tx, rows))));
    const takenOff = new Map<string, number>();
    const said = rows.map((row, i) => {
      const result = results[i]!;
      const redemptionId = result.ok ? result.value.redemptionId : '';
      if (result.ok) redemptions.push(redemptionId);
      const before = takenOff.get(row.orderRef) ?? 0;
      const outcome = model.redeem({ ...row, redemptionId, leftMinor: row.basket.totalMinor - before });
      if (typeof outcome === 'number') takenOff.set(row.orderRef, before + outcome);
      return outcome;
    });
    return [results.map((result) => (result.ok ? result.value.discountMinor : result.refusal.code)), said];
  },
  reserve: async ({ ctx, random, model, codes, holds }) => {
    if (codes.length === 0) return [0, 0];
    const claim = { code: random.pick(codes.slice(-8)), orderRef: `order ${random.int(6)}` };
    const minutes = 1 + random.int(60);
    const result = await coupon.reserveCoupon(ctx, { key: newId(), ...claim, ttlMs: minutes * MINUTE_MS });
    if (result.ok) holds.push(result.value.reservationId);
    return [codeOf(result), model.reserve({ ...claim, minutes, id: result.ok ? result.value.reservationId : '' })];
  },
  release: async ({ ctx, random, model, holds }) => {
    const reservationId = random.pick([newId(), ...holds]);
    return [codeOf(await coupon.releaseReservation(ctx, { reservationId })), model.release(reservationId)];
  },
  reverse: async ({ ctx, random, model, redemptions }) => {
    const ids = Array.from({ length: 1 + random.int(3) }, () => random.pick([newId(), ...redemptions.slice(-10)]));
    const rows = ids.map((redemptionId) => ({ redemptionId, reason: 'a test' }));
    const results = valueOf(await inTx(ctx, {}, async (tx) => ok(await reverseMany(tx, rows))));
    return [results.map(codeOf), ids.map((id) => model.reverse(id))];
  },
  advance: async (run) => {
    const minutes = run.random.pick([1, 30, 300]);
    run.services.clock.advanceMs(minutes * MINUTE_MS);
    run.model.minute += minutes;
    return [0, 0];
  },
  expire: async ({ ctx, model }) => [await expireCoupons(ctx), model.expire()],
  lapse: async ({ ctx }) => [typeof (await lapseReservations(ctx)), 'number'],
};

async function checkFigures({ ctx, model }: Run): Promise<void> {
  for (const [templateId, terms] of model.templates) {
    const figures = await figuresOf(ctx, templateId);
    expect(figures).toEqual(model.figures(templateId));
    expect(figures).toEqual(await sumOverCoupons(ctx, templateId));
    const bound = figures.committedMinor + figures.spentMinor + figures.heldBackMinor;
    expect(bound).toBeLessThanOrEqual(terms.budgetMinor ?? Infinity);
  }
}
