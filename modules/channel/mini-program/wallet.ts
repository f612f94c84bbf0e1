import type { MiniProgramGuest, MiniProgramPoints } from '@shuke/contract';
import { couponsOfCustomer, couponView } from '@shuke/coupon';
import { getCustomer, pageConsents } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { ok, type Result } from '@shuke/kernel';
import { getMember } from '@shuke/loyalty';
import { merchantSettings } from '@shuke/merchant';
import type { SessionRefusal } from './errors.ts';
import { guestOf } from './guest.ts';
import { circleOfGuest } from './own-orders.ts';

/** Who is signed in, and what is asked of who joins. */
export async function readGuest(ctx: Ctx): Promise<Result<MiniProgramGuest, SessionRefusal>> {
  const guest = await guestOf(ctx);
  if (!guest.ok) return guest;
  const { customerId } = guest.value;
  const customer = customerId === null ? null : await getCustomer(ctx, customerId);
  const wordings = await inRead(ctx, pageConsents.wordsToShow);
  return ok({
    isCustomer: customer?.ok ?? false,
    hints: customer?.ok ? customer.value.hints : [],
    wordings: wordings.map(({ purpose, version, en, zh }) => ({ purpose, version, en, zh })),
  });
}

const MOST_COUPONS = 200;

/** The guest's own coupons, the newest first. */
export async function ownCoupons(ctx: Ctx) {
  const circle = await circleOfGuest(ctx);
  if (!circle.ok) return circle;
  const cards = [];
  for (const customerId of circle.value) {
    cards.push(...(await couponsOfCustomer(ctx, customerId, { limit: MOST_COUPONS })).items);
  }
  const { currency } = await inRead(ctx, merchantSettings);
  const newest = cards.toSorted((a, b) => (a.couponId < b.couponId ? 1 : -1)).slice(0, MOST_COUPONS);
  const items = newest.map((card) => {
    const { customerId: _customer, planId: _plan, ...own } = couponView(card, currency, ctx.clock.now());
    return own;
  });
  return ok({ items });
}

const NOTHING: MiniProgramPoints = { points: null, tier: null };

/** The guest's own points, by the day on which they end, and tier. */
export async function ownPoints(ctx: Ctx): Promise<Result<MiniProgramPoints, SessionRefusal>> {
  const guest = await guestOf(ctx);
  if (!guest.ok) return guest;
  if (guest.value.customerId === null) return ok(NOTHING);
  const member = await getMember(ctx, guest.value.customerId);
  // Erased in this moment.
  if (!member.ok) return ok(NOTHING);
  const { points, tier } = member.value;
  return ok({
    points: points && {
      spendable: points.spendable,
      pending: points.pending,
      owed: points.owed,
      lots: points.lots.map(({ until, balance }) => ({ until, amount: balance })),
    },
    tier: tier?.tier.name ?? null,
  });
}
