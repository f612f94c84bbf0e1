import type { RegularCardView } from '@shuke/contract';
import { codesOf } from '@shuke/coupon';
import { circleOf, tagsFor, wordsOf } from '@shuke/customer';
import type { Ctx, Tx } from '@shuke/db';
import { businessDay } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { dayNumber, dayText, type DayNumber } from '../asking/day.ts';
import { programmeNow } from './programme-now.ts';
import { rewardsOf } from './reach.ts';
import { usualOf, visitsIn, type UsualOrder } from './usual.ts';
import { lastOrders, usableCoupons, type UsableCoupon } from './usual-store.ts';

const MOST_AVOIDS = 12;
const MOST_LIKES = 6;

/**
 * What a till shows of regulars, by customer: the name to say, what they cannot eat, their usual order, the reward within
 * reach and the notes, as the actor's role may see it. Whatever their number it takes a fixed count of statements, none
 * of which grows with the shop, and the database is waited for twice, three times where there are coupons to show.
 */
export async function regularCards(
  ctx: Ctx,
  tx: Tx,
  customerIds: readonly string[],
): Promise<Map<string, RegularCardView>> {
  const [circles, settings, programme] = await Promise.all([
    circleOf(tx, customerIds),
    merchantSettings(tx),
    programmeNow(tx),
  ]);
  const members = [...new Set([...circles.values()].flat())];
  const today = businessDay(tx.now.getTime(), settings.timeZone, settings.dayStartMinute);
  const [{ profiles, notes }, tags, orders, rewards, coupons] = await Promise.all([
    wordsOf(ctx, tx, members),
    tagsFor(ctx, tx, circles),
    lastOrders(tx, members, settings),
    rewardsOf(tx, { circles, programme, day: today }),
    couponsOf(tx, members),
  ]);
  const cards = customerIds.map((customerId): [string, RegularCardView] => {
    const isOne = ({ customerId: of }: { customerId: string }): boolean => (circles.get(customerId) ?? []).includes(of);
    const profile = (circles.get(customerId) ?? []).map((id) => profiles.get(id)).find((one) => one !== undefined);
    const view = {
      customerId,
      name: profile?.name ?? null,
      salutation: profile?.salutation ?? null,
      locale: profile?.locale ?? null,
      ...tastesIn(tags.get(customerId) ?? []),
      notes: notes.filter(isOne).map(({ noteId, kind, text }) => ({ noteId, kind, text })),
      ...habitsIn(orders.filter(isOne), { today: dayNumber(today), dayStartMinute: settings.dayStartMinute }),
      ...(rewards.get(customerId) ?? { tier: null, points: null, stamps: [] }),
      coupons: coupons.filter(isOne).map(couponView),
    };
    return [customerId, view];
  });
  return new Map(cards);
}

// The goods themselves stand in the usual order, by their names.
const SAID_BY_USUAL: ReadonlySet<string> = new Set(['dish', 'variant']);

type Taste = RegularCardView['avoids'][number];

function tastesIn(
  tags: readonly (Taste & { likes: boolean; shown: boolean })[],
): Pick<RegularCardView, 'avoids' | 'likes'> {
  const shown = tags.filter((tag) => tag.shown);
  const taste = ({ dimension, value, nameEn, nameZh, intensity, allergy, confidence }: Taste): Taste => ({
    dimension,
    value,
    nameEn,
    nameZh,
    intensity,
    allergy,
    confidence,
  });
  return {
    avoids: shown
      .filter(({ likes }) => !likes)
      .slice(0, MOST_AVOIDS)
      .map(taste),
    likes: shown
      .filter(({ likes, dimension }) => likes && !SAID_BY_USUAL.has(dimension))
      .slice(0, MOST_LIKES)
      .map(taste),
  };
}

function habitsIn(
  orders: readonly UsualOrder[],
  { today, dayStartMinute }: { today: DayNumber; dayStartMinute: number },
): Pick<RegularCardView, 'usual' | 'lastVisit' | 'rhythmDays'> {
  const usual = usualOf(orders);
  const { last, rhythmDays } = visitsIn(orders);
  return {
    usual: usual && {
      items: [...usual.items],
      time: clockTime((usual.minuteOfDay + dayStartMinute) % 1440),
      orders: usual.orders,
    },
    lastVisit: last && {
      day: dayText(last.day),
      daysAgo: Math.max(0, today - last.day),
      storeId: last.storeId,
    },
    rhythmDays,
  };
}

const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

type CodedCoupon = Omit<UsableCoupon, 'expiresAt'> & { readonly code: string; readonly expiresAt: string };

const couponView = ({ couponId, code, name, expiresAt }: CodedCoupon) => ({ couponId, code, name, expiresAt });

async function couponsOf(tx: Tx, customerIds: readonly string[]): Promise<CodedCoupon[]> {
  const coupons = await usableCoupons(tx, customerIds);
  if (coupons.length === 0) return [];
  const codes = await codesOf(
    tx,
    coupons.map(({ couponId }) => couponId),
  );
  return coupons.map((coupon) => ({
    ...coupon,
    code: codes.get(coupon.couponId) ?? '',
    expiresAt: coupon.expiresAt.toISOString(),
  }));
}
