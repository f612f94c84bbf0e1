import type { Quote } from '@shuke/contract';
import { heldCouponOf, type LockedCoupon } from '@shuke/coupon';
import { formatMinor, must, ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import { pointsAsset, tierOf } from '@shuke/loyalty';
import {
  price,
  STRANGER,
  type Cart,
  type CartLine,
  type Guest,
  type HeldCoupon,
  type Priced,
  type RuleSet,
} from '@shuke/pricing';
import type { PricedProduct } from '@shuke/catalog';
import { formatQuantityMilli, parseQuantityMilli } from '../order.ts';
import type { AskRefusal } from '../errors.ts';
import type { Ask } from './ask.ts';
import { circleOf, claimantOf, isFirstPurchase, standingOf, usedBy } from './circle.ts';
import { productsOf, QUOTED, type Here, type Situation } from './situation.ts';

/** An ask with its cart in numbers, the guest's facts, and the best price of it. */
export interface PricedAsk {
  readonly cart: Cart;
  readonly guest: Guest;
  readonly products: readonly PricedProduct[];
  readonly ruleSet: RuleSet;
  readonly priced: Priced;
}

/** Prices an ask as things stand in its batch, or refuses by the first thing that is wrong. */
export function priceAsk(situation: Situation, ask: Ask, place: Here): Result<PricedAsk, AskRefusal> {
  const goods = cartOf(situation, ask, place);
  if (!goods.ok) return goods;
  const held = heldCoupons(situation, ask);
  if (!held.ok) return held;
  const { merchantId } = ask;
  const { cart, products } = goods.value;
  const guest = guestOf(situation, { ask, place, coupons: held.value.map(heldCouponOf) });
  const ruleSet = situation.knowledge.ruleSet(merchantId, situation.knowledge.of(merchantId), held.value);
  const priced = price(ruleSet, cart, guest);
  return priced.ok ? ok({ cart, guest, products, ruleSet, priced: priced.value }) : priced;
}

interface Goods {
  readonly cart: Cart;
  readonly products: readonly PricedProduct[];
}

function cartOf({ knowledge }: Situation, ask: Ask, place: Here): Result<Goods, AskRefusal> {
  const { cart: asked, merchantId } = ask;
  const currency = asked.currency ?? place.currency;
  const deliveryFeeMinor = parseMinor(asked.deliveryFee ?? '0', place.currency);
  if (deliveryFeeMinor === null || deliveryFeeMinor < 0) return refuse('cart_invalid', { field: 'deliveryFee' });
  const products: PricedProduct[] = [];
  const lines: CartLine[] = [];
  for (const [i, product] of productsOf(knowledge.of(merchantId), place, ask).entries()) {
    const { sku, quantity } = asked.lines[i]!;
    if (product === null) return refuse('product_not_sold', { line: i + 1, sku });
    const quantityMilli = parseQuantityMilli(quantity) ?? Number.NaN;
    const { category, unitPriceMinor } = product;
    products.push(product);
    lines.push({ lineId: String(i + 1), sku, category: category ?? '', unitPriceMinor, quantityMilli });
  }
  const { weekday, minuteOfDay } = place;
  const source = asked.source ?? 'counter';
  const instantMs = place.at.getTime();
  return ok({
    products,
    cart: { currency, storeId: place.storeId, source, instantMs, weekday, minuteOfDay, deliveryFeeMinor, lines },
  });
}

/** The coupons that are shown, each of which could be claimed for this order. */
function heldCoupons(situation: Situation, ask: Ask): Result<LockedCoupon[], AskRefusal> {
  const { coupons } = situation;
  const { merchantId, codes, checkout } = ask;
  const held: LockedCoupon[] = [];
  for (const [i, code] of codes.entries()) {
    if (codes.indexOf(code) < i) return refuse('order_duplicate_coupon', { coupon: i + 1 });
    const claimant = claimantOf(situation, ask, code);
    const why = coupons.why({ merchantId, code, orderRef: checkout?.orderRef ?? QUOTED, customerId: claimant });
    if (why) return refuse(why.refusal.code, { ...why.refusal.facts, coupon: i + 1 });
    held.push(must(coupons.coupon(merchantId, code), 'a coupon that can be claimed is there'));
  }
  return ok(held);
}

interface AskedBy {
  readonly ask: Ask;
  readonly place: Here;
  readonly coupons: readonly HeldCoupon[];
}

function guestOf(situation: Situation, { ask, place, coupons }: AskedBy): Guest {
  const { merchantId, customerId } = ask;
  if (customerId === null || ask.asStranger) return { ...STRANGER, coupons };
  const payer = { merchantId, customerId };
  const { programme } = situation.knowledge.of(merchantId);
  return {
    ...STRANGER,
    customerId,
    member: true,
    tier: tierOf(programme, standingOf(situation, payer))?.tierId ?? null,
    firstPurchase: isFirstPurchase(situation, payer),
    usage: usedBy(situation, payer),
    coupons,
    points: { balance: pointsOf(situation, ask, place.day), spendAtMost: ask.cart.spendPoints ?? 0 },
  };
}

function pointsOf(situation: Situation, { merchantId, customerId, cart }: Ask, day: string): number {
  const { programme } = situation.knowledge.of(merchantId);
  if (programme.points === null || customerId === null || !cart.spendPoints) return 0;
  const asset = pointsAsset(programme.programmeId);
  return circleOf(situation, { merchantId, customerId }).reduce(
    (sum, owner) => sum + situation.book.available({ merchantId, account: 'units', owner, asset }, day),
    0,
  );
}

/** A priced ask as its guest is told it. */
export function quoteView({ cart, priced }: PricedAsk, codeOf: (couponId: string) => string): Quote {
  const money = (minor: number): string => formatMinor(minor, cart.currency);
  return {
    currency: cart.currency,
    gross: money(priced.grossMinor),
    discount: money(priced.grossMinor - priced.payableMinor),
    payable: money(priced.payableMinor),
    pointsPay: money(priced.payableMinor - priced.dueMinor),
    due: money(priced.dueMinor),
    pointsSpent: priced.pointsSpent,
    lines: priced.lines.map(({ grossMinor, discounts, netMinor }, i) => {
      const { sku, unitPriceMinor, quantityMilli } = cart.lines[i]!;
      return {
        line: i + 1,
        sku,
        unitPrice: money(unitPriceMinor),
        quantity: formatQuantityMilli(quantityMilli),
        gross: money(grossMinor),
        discounts: discounts.map(({ promotionId, shareMinor }) => ({ promotionId, amount: money(shareMinor) })),
        net: money(netMinor),
      };
    }),
    delivery: { gross: money(priced.delivery.grossMinor), net: money(priced.delivery.netMinor) },
    applied: priced.applied.map(({ promotionId, times, discountMinor, couponIds }) => ({
      promotionId,
      times,
      discount: money(discountMinor),
      coupons: couponIds.map(codeOf),
    })),
    unused: priced.unused.map(({ couponId, code, facts }) => ({ code: codeOf(couponId), reason: code, facts })),
    unlocks: [],
    proven: priced.certificate.proven,
    at: new Date(cart.instantMs).toISOString(),
  };
}
