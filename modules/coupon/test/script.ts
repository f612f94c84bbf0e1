import { expect } from 'vitest';
import type { Ctx } from '@shuke/db';
import { DAY_MS, HOUR_MS, MINUTE_MS, must, newId, type Refusal, type Result } from '@shuke/kernel';
import type { TestServices } from '@shuke/testkit';
import { expireCoupons } from '../expire-coupons.ts';
import * as coupon from '../index.ts';
import { lapseReservations } from '../lapse-reservations.ts';
import { draft, figuresOf, newShop, newTemplate, sumOverCoupons } from './shop.ts';

/**
 * Plays a table of one line an event at a new merchant and compares how each line ends with its last word. A coupon goes
 * by the name of who holds it, a redemption and a hold by coupon and order. Amounts are minor units.
 *
 *     template NAME KIND AMOUNT [percent N] [item SKU] [price N] [min N] [days N] [until T] [uses N] [limit N] [each N] [budget N]
 *     issue TEMPLATE NAME…                     to customers; bearer TEMPLATE NAME… without an owner
 *     redeem NAME [by NAME] on ORDER of TOTAL [with SKU]     the discount
 *     reserve NAME on ORDER [for MINUTES]      release, reverse NAME on ORDER
 *     advance N minutes|hours|days             expire, lapse: how many
 *     figures TEMPLATE                         issued/redeemed committed+spent+held back
 */
export async function play(services: TestServices, table: string): Promise<void> {
  const scene: Scene = { services, ctx: await newShop(services), ids: new Map() };
  const lines = table.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/)]));
  const ended: string[] = [];
  for (const words of lines) {
    const verb = must(VERBS[words[0]!], `the script knows ${words[0]}`);
    ended.push([...words.slice(0, -1), await verb(scene, words.slice(1, -1))].join(' '));
  }
  expect(ended).toEqual(lines.map((words) => words.join(' ')));
}

type Words = readonly string[];
type Verb = (scene: Scene, words: Words) => Promise<string>;

interface Scene {
  readonly services: TestServices;
  readonly ctx: Ctx;
  /** What the script's names stand for: templates, customers, codes, redemptions and holds. */
  readonly ids: Map<string, string>;
}

const VERBS: Readonly<Record<string, Verb>> = {
  template: async (scene, [name, kind, amount, ...rest]) => {
    const option = optionsOf(rest);
    const number = (word: string): number | null => (option[word] === undefined ? null : Number(option[word]));
    const templateId = await newTemplate(scene.ctx, {
      ...draft({ kind: kind as 'cash', amountMinor: Number(amount), itemSku: option.item ?? null }),
      percentBps: number('percent'),
      priceMinor: number('price'),
      minSpendMinor: number('min') ?? 0,
      validUntil: option.until ? new Date(option.until) : null,
      validDays: number('days'),
      usesPerCoupon: number('uses') ?? 1,
      issueLimit: number('limit'),
      customerLimit: number('each'),
      budgetMinor: number('budget'),
    });
    scene.ids.set(name!, templateId);
    return 'ok';
  },
  switch: async (scene, [name, state]) => {
    const change = { templateId: idOf(scene, name!), active: state === 'on' };
    return shown(await coupon.setTemplateActive(scene.ctx, change), () => 'ok');
  },
  issue: async (scene, [template, ...names]) => {
    for (const name of names) if (!scene.ids.has(name)) scene.ids.set(name, newId());
    const customerIds = names.map((name) => idOf(scene, name));
    return issue(scene, template!, { to: { customerIds }, names });
  },
  bearer: (scene, [template, ...names]) => issue(scene, template!, { to: { count: names.length }, names }),
  redeem: async (scene, [name, ...rest]) => {
    const option = optionsOf(rest);
    const totalMinor = Number(option.of);
    const lines = option.with ? [{ sku: option.with, quantityMilli: 1000, amountMinor: totalMinor }] : [];
    const result = await coupon.redeemCoupon(scene.ctx, {
      key: newId(),
      code: codeOf(scene, name!),
      orderRef: option.on!,
      customerId: option.by ? idOf(scene, option.by) : null,
      basket: { totalMinor, lines },
    });
    if (result.ok) scene.ids.set(`redemption ${name} ${option.on}`, result.value.redemptionId);
    return shown(result, ({ discountMinor }) => String(discountMinor));
  },
  reserve: async (scene, [name, ...rest]) => {
    const option = optionsOf(rest);
    const ttl = option.for ? { ttlMs: Number(option.for) * MINUTE_MS } : {};
    const hold = { key: newId(), code: codeOf(scene, name!), orderRef: option.on!, ...ttl };
    const result = await coupon.reserveCoupon(scene.ctx, hold);
    if (result.ok) scene.ids.set(`hold ${name} ${option.on}`, result.value.reservationId);
    return shown(result, ({ expiresAt }) => expiresAt.slice(5, 16));
  },
  release: async (scene, [name, , order]) => {
    const reservationId = idOf(scene, `hold ${name} ${order}`);
    return shown(await coupon.releaseReservation(scene.ctx, { reservationId }), () => 'ok');
  },
  reverse: async (scene, [name, , order]) => {
    const redemptionId = idOf(scene, `redemption ${name} ${order}`);
    const result = await coupon.reverseRedemption(scene.ctx, { key: newId(), redemptionId, reason: 'a test' });
    return shown(result, ({ spendable }) => (spendable ? 'spendable' : 'not_spendable'));
  },
  advance: async ({ services: { clock } }, [count, unit]) => {
    clock.advanceMs(Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS]);
    return clock.now().toISOString().slice(5, 16);
  },
  expire: async ({ ctx }) => String(await expireCoupons(ctx)),
  lapse: async ({ ctx }) => String(await lapseReservations(ctx)),
  figures: async (scene, [name]) => {
    const figures = await figuresOf(scene.ctx, idOf(scene, name!));
    expect(figures).toEqual(await sumOverCoupons(scene.ctx, idOf(scene, name!)));
    const { issued, redeemed, committedMinor, spentMinor, heldBackMinor } = figures;
    return `${issued}/${redeemed}:${committedMinor}+${spentMinor}+${heldBackMinor}`;
  },
};

const UNIT_MS = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS };

interface To {
  readonly to: { readonly customerIds: readonly string[] } | { readonly count: number };
  readonly names: Words;
}

async function issue({ ctx, ids }: Scene, template: string, { to, names }: To): Promise<string> {
  const templateId = must(ids.get(template), `the script has named ${template} before`);
  const result = await coupon.issueCoupons(ctx, { key: newId(), templateId, to });
  if (!result.ok) return result.refusal.code;
  result.value.coupons.forEach(({ code, customerId }, i) => {
    const name = customerId === null ? names[i] : names.find((one) => ids.get(one) === customerId);
    ids.set(`code ${name}`, code);
  });
  return String(result.value.coupons.length);
}

const idOf = ({ ids }: Scene, name: string): string => must(ids.get(name), `the script has named ${name} before`);

// What was never issued stands for itself: a code that somebody made up.
const codeOf = ({ ids }: Scene, name: string): string => ids.get(`code ${name}`) ?? name;

const shown = <T>(result: Result<T, Refusal>, show: (value: T) => string): string =>
  result.ok ? show(result.value) : result.refusal.code;

/** `on A1 of 500` as { on: 'A1', of: '500' }. */
function optionsOf(words: Words): Record<string, string> {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < words.length; i += 2) pairs.push([words[i]!, words[i + 1]!]);
  return Object.fromEntries(pairs);
}
