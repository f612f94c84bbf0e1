import { allocate } from '@shuke/kernel';
import { couponFault } from '../conditions.ts';
import type { Applied, DiscountShare, Priced, PricedAmount } from '../priced.ts';
import { atList, dueOf, sum, type Basket, type Item, type Standing } from './basket.ts';
import { conflict } from './conflict.ts';
import { begin, useStanding, useTimes } from './reference.ts';

// A promotion that was used, with what it took off by pile and, last, off the delivery fee.
interface Step {
  readonly item: Item;
  readonly offs: readonly number[];
}

interface Replay {
  readonly steps: readonly Step[];
  readonly end: Standing;
}

/** What is wrong with the amounts of an answer, or with the combination that it says it used; null where nothing is. */
export function answerFault(basket: Basket, priced: Priced): string | null {
  const replay = replayOf(basket, priced.applied);
  if (typeof replay === 'string') return replay;
  return couponsFault(basket, priced) ?? amountsFault(basket, replay, priced);
}

function replayOf(basket: Basket, applied: readonly Applied[]): Replay | string {
  const { start, used } = useStanding(basket);
  const steps: Step[] = used.map(({ item, taken }) => ({ item, offs: taken.offs }));
  const missing = used.find(({ item, taken }) => !applied.some((one) => isUseOf(one, item, taken.offMinor)));
  if (missing) return `${missing.item.promotion.promotionId} is the price for this guest and is not applied so`;
  let standing = start;
  for (const item of basket.items) {
    const { promotionId, version } = item.promotion;
    standing = begin(standing, item);
    const use = applied.find((one) => one.promotionId === promotionId);
    if (!use) continue;
    if (use.version !== version) return `${promotionId} is live in version ${version}, not ${use.version}`;
    if (steps.slice(used.length).some((step) => conflict(step.item.promotion, item.promotion)))
      return `${promotionId} is in conflict`;
    const taken = useTimes(basket, standing, { item, times: use.times });
    if (!taken) return `${promotionId} cannot be used ${use.times} times`;
    const offs = item.promotion.benefit.kind === 'points' ? pointsOffs(item, standing, taken.offMinor) : taken.offs;
    if (sum(offs) !== use.discountMinor) return `${promotionId} takes off ${sum(offs)}, not ${use.discountMinor}`;
    steps.push({ item, offs });
    standing = taken.next;
  }
  const isWhole = steps.length === applied.length;
  return isWhole ? { steps, end: standing } : 'a promotion was used that the guest may not use';
}

const isUseOf = (use: Applied, { promotion }: Item, offMinor: number): boolean =>
  use.promotionId === promotion.promotionId &&
  use.version === promotion.version &&
  use.times === 1 &&
  use.discountMinor === offMinor;

function pointsOffs({ promotion }: Item, { amounts, feeMinor }: Standing, off: number): number[] {
  const left = [...amounts, feeMinor];
  const isDiscount = promotion.benefit.kind === 'points' && promotion.benefit.as === 'discount';
  return isDiscount ? allocate(off, left) : left.map(() => 0);
}

function couponsFault({ items, guest, cart }: Basket, { applied, unused }: Priced): string | null {
  const good = guest.coupons.filter((coupon) => couponFault(coupon, cart.instantMs) === null);
  for (const { promotionId, couponIds, times } of applied) {
    const isCoupon = items.some(
      ({ promotion }) => promotion.promotionId === promotionId && promotion.trigger === 'coupon',
    );
    if (couponIds.length !== (isCoupon ? times : 0)) return `${promotionId} spends ${couponIds.length} coupons`;
    const held = good.filter((coupon) => coupon.promotionId === promotionId).map(({ couponId }) => couponId);
    if (!couponIds.every((couponId) => held.includes(couponId)))
      return `${promotionId} spends a coupon that is not held`;
  }
  const named = [...applied.flatMap(({ couponIds }) => couponIds), ...unused.map(({ couponId }) => couponId)];
  const each = new Set(named).size === named.length && named.length === guest.coupons.length;
  return each && guest.coupons.every(({ couponId }) => named.includes(couponId))
    ? null
    : 'not every coupon is either spent or explained once';
}

function amountsFault(basket: Basket, { steps, end }: Replay, priced: Priced): string | null {
  const { piles, cart, guest } = basket;
  const expected = new Map(piles.flatMap((_, p) => linesOfPile(basket, steps, p)));
  for (const [i, line] of priced.lines.entries()) {
    const { lineId } = cart.lines[i] ?? {};
    if (line.lineId !== lineId) return `line ${i} is not the cart's`;
    if (!sameAmount(line, expected.get(lineId)!)) return `the amounts of line ${lineId} are others`;
  }
  if (priced.lines.length !== cart.lines.length) return 'lines are missing';
  const delivery = amountOf(
    cart.deliveryFeeMinor,
    steps.map(({ item, offs }) => ({ promotionId: item.promotion.promotionId, shareMinor: offs[piles.length]! })),
  );
  if (!sameAmount(priced.delivery, delivery)) return 'the amounts of delivery are others';
  const net = sum(priced.lines.map(({ netMinor }) => netMinor)) + priced.delivery.netMinor;
  const gross = sum(priced.lines.map(({ grossMinor }) => grossMinor)) + cart.deliveryFeeMinor;
  if (priced.payableMinor !== net || priced.grossMinor !== gross || net < 0) return 'the totals are others';
  if (priced.dueMinor !== dueOf(end)) return `what is due is ${dueOf(end)}`;
  const points = pointsOf(steps, end);
  if (points > Math.min(guest.points.balance, guest.points.spendAtMost)) return 'more points than the guest spends';
  return priced.pointsSpent === points ? null : `${points} points are spent`;
}

function pointsOf(steps: readonly Step[], end: Standing): number {
  const benefit = steps.find(({ item }) => item.promotion.benefit.kind === 'points')?.item.promotion.benefit;
  return benefit?.kind === 'points' ? (end.pointsMinor / benefit.stepMinor) * benefit.pointsPerStep : 0;
}

// The lines of a pile share what is taken off it by what is left of each.
function linesOfPile({ piles, ...basket }: Basket, steps: readonly Step[], p: number): [string, PricedAmount][] {
  const { lines } = piles[p]!;
  const gross = allocate(
    atList({ piles, ...basket }).amounts[p]!,
    lines.map((line) => line.quantityMilli),
  );
  const left = [...gross];
  const discounts = lines.map((): DiscountShare[] => []);
  for (const { item, offs } of steps) {
    for (const [i, shareMinor] of allocate(offs[p]!, left).entries()) {
      left[i]! -= shareMinor;
      discounts[i]!.push({ promotionId: item.promotion.promotionId, shareMinor });
    }
  }
  return lines.map(({ lineId }, i) => [lineId, amountOf(gross[i]!, discounts[i]!)]);
}

function amountOf(grossMinor: number, shares: readonly DiscountShare[]): PricedAmount {
  const discounts = shares.filter(({ shareMinor }) => shareMinor !== 0);
  return { grossMinor, discounts, netMinor: grossMinor - sum(discounts.map(({ shareMinor }) => shareMinor)) };
}

function sameAmount(one: PricedAmount, other: PricedAmount): boolean {
  const same = one.grossMinor === other.grossMinor && one.netMinor === other.netMinor;
  const shares = ({ discounts }: PricedAmount): string =>
    discounts.map(({ promotionId, shareMinor }) => `${promotionId}\n${shareMinor}`).join('\n');
  return same && shares(one) === shares(other);
}
