import type { Quote } from '@shuke/contract';
import type { Redemption } from '@shuke/coupon';
import type { NewCrossSpend } from '@shuke/customer';
import { formatMinor, must, newId, ok, parseMinor, refuse, type Refused, type Result } from '@shuke/kernel';
import { usageRowsOf, type UsageRow } from '@shuke/promotion';
import type { AskRefusal } from '../errors.ts';
import type { OrderLine } from '../order.ts';
import type { Ask, Checkout } from './ask.ts';
import { claimantOf, crossSpends } from './circle.ts';
import { couponCosts } from './coupon-costs.ts';
import { earn, postingOf } from './order-posting.ts';
import type { PaidOrder, PaidTender } from './paid-order.ts';
import { priceAsk, quoteView, type PricedAsk } from './price-ask.ts';
import { orderKey, personKey, placeOfAsk, type Here, type Situation } from './situation.ts';
import { readTenders } from './tenders.ts';
import { whyNotHere } from './till-state.ts';

/** What an ask comes to: a quote, an order that is paid by this batch, or one that was paid before. */
export type Served =
  | { readonly kind: 'quoted'; readonly quote: Quote; readonly asked: PricedAsk }
  | {
      readonly kind: 'paid';
      readonly order: PaidOrder;
      readonly usage: readonly UsageRow[];
      /** What others of the payer's circle paid of it. */
      readonly crossSpends: readonly NewCrossSpend[];
    }
  | { readonly kind: 'repeated'; readonly order: PaidOrder };

/**
 * Serves one ask of a batch in the light of those before it. What is refused changes nothing. Of several reasons the first
 * is named, in this order: the number of the order, the store, shift and bill, the customer, the lines, the coupons, the
 * price, what is due, the stock, the tenders.
 */
export function serve(situation: Situation, ask: Ask, at: number): Result<Served, AskRefusal> {
  const repeat = repeatOf(situation, ask);
  if (repeat) return repeat;
  const place = placeOfAsk(situation, ask);
  if (!place) return refuse('order_store_unknown', { storeCode: ask.cart.storeCode });
  const why = whyNotHere(situation, ask, place);
  if (why) return why;
  const asked = priceAsk(situation, ask, place);
  if (!asked.ok) return asked;
  const quote = (): Quote => quoteView(asked.value, codesBy(situation, ask));
  if (ask.checkout === null) return ok({ kind: 'quoted', quote: quote(), asked: asked.value });
  return pay(situation, { ask, at, place, asked: asked.value, quote, checkout: ask.checkout });
}

function repeatOf({ known }: Situation, { merchantId, checkout }: Ask): Result<Served, AskRefusal> | null {
  const first = checkout && known.get(orderKey(merchantId, checkout.orderRef));
  if (!first) return null;
  if (!first.contentHash.equals(checkout.contentHash) || first.order === null) {
    return refuse('order_ref_reused', { orderId: first.orderId });
  }
  return ok({ kind: 'repeated', order: first.order });
}

const codesBy = ({ coupons }: Pick<Situation, 'coupons'>, { merchantId, codes }: Ask) => {
  const byId = new Map(codes.map((code) => [coupons.coupon(merchantId, code)?.couponId, code]));
  return (couponId: string): string => must(byId.get(couponId), 'only coupons that were shown are priced');
};

interface Paying {
  readonly ask: Ask;
  readonly at: number;
  readonly place: Here;
  readonly asked: PricedAsk;
  /** Written out only where the till is told it. */
  readonly quote: () => Quote;
  readonly checkout: Checkout;
}

function pay(situation: Situation, paying: Paying): Result<Served, AskRefusal> {
  const { ask, place, asked, quote, checkout } = paying;
  const changed = whyChanged(situation, paying);
  if (changed) return changed;
  const tenders = readTenders(situation, {
    merchantId: ask.merchantId,
    tenders: checkout.tenders,
    place,
    dueMinor: asked.priced.dueMinor,
  });
  if (!tenders.ok) return { ok: false, refusal: { ...tenders.refusal, detail: quote() } };
  const redemptions = redeem(situation, paying);
  const order = orderOf(situation, paying, { tenders: tenders.value, redemptions });
  const posted = postingOf(situation, { order, place, redemptions });
  if (!posted.ok) {
    for (const redemption of redemptions) situation.coupons.undo(redemption);
    return posted;
  }
  // A stranger's price knew nothing of what the member had used.
  const usage = ask.asStranger ? [] : countUses(situation, ask, order);
  const spends = crossSpends(situation, order, { posted: posted.value, redemptions });
  return ok({ kind: 'paid', order, usage, crossSpends: spends });
}

/** Why what was quoted no longer holds, with the quote of now; or null. */
function whyChanged({ stock }: Situation, { at, asked, quote, checkout }: Paying): Refused<AskRefusal> | null {
  const { priced, cart } = asked;
  const quoted = checkout.due;
  if (quoted !== null && parseMinor(quoted, cart.currency) !== priced.dueMinor) {
    const facts = { quoted, due: formatMinor(priced.dueMinor, cart.currency) };
    return { ok: false, refusal: { code: 'quote_changed', facts, detail: quote() } };
  }
  const missing = stock[at]!.missingLine;
  if (missing === null) return null;
  const { sku } = must(cart.lines[missing - 1], 'the line that is short is in the cart');
  return { ok: false, refusal: { code: 'out_of_stock', facts: { line: missing, sku }, detail: quote() } };
}

/** Takes a use of each coupon that the best price takes, at what it takes off. */
function redeem(situation: Situation, { ask, place, asked, checkout }: Paying): Redemption[] {
  const { coupons } = situation;
  const { priced } = asked;
  const codeOf = codesBy({ coupons }, ask);
  return [...couponCosts(priced.applied)].map(([couponId, discountMinor]) =>
    coupons.redeem({
      merchantId: ask.merchantId,
      code: codeOf(couponId),
      orderRef: checkout.orderRef,
      customerId: claimantOf(situation, ask, codeOf(couponId)),
      storeId: place.storeId,
      basisMinor: priced.payableMinor + discountMinor,
      discountMinor,
    }),
  );
}

interface PaidWith {
  readonly tenders: readonly PaidTender[];
  readonly redemptions: readonly Redemption[];
}

function orderOf(situation: Situation, paying: Paying, { tenders, redemptions }: PaidWith): PaidOrder {
  const { ask, place, asked, checkout } = paying;
  const { priced, cart, guest } = asked;
  const { ruleSetNo, programmeVersion } = situation.knowledge.of(ask.merchantId);
  const couponIds = priced.applied.flatMap((one) => one.couponIds);
  return {
    merchantId: ask.merchantId,
    orderId: newId(),
    storeId: place.storeId,
    customerId: ask.customerId,
    source: cart.source,
    orderRef: checkout.orderRef,
    contentHash: checkout.contentHash,
    orderedAt: place.at,
    businessDay: place.day,
    grossMinor: priced.grossMinor,
    discountMinor: priced.grossMinor - priced.payableMinor,
    payableMinor: priced.payableMinor,
    lines: linesOf(asked),
    deliveryMinor: priced.delivery.netMinor,
    coupons: redemptions.map(({ code, redemptionId, discountMinor }) => ({ code, redemptionId, discountMinor })),
    tenders,
    pointsPaidMinor: priced.payableMinor - priced.dueMinor,
    sellerId: checkout.sellerId,
    shiftId: checkout.shiftId,
    touchpointId: checkout.touchpointId,
    note: checkout.note,
    priced: {
      ruleSetNo,
      programmeVersion,
      cart,
      guest,
      couponIds,
      pointsSpent: priced.pointsSpent,
      applied: priced.applied,
      earned: earn(situation, { ask, place, asked }),
    },
  };
}

const linesOf = ({ priced, cart, products }: PricedAsk): OrderLine[] =>
  priced.lines.map(({ grossMinor, netMinor }, i) => ({
    productId: products[i]!.productId,
    quantityMilli: cart.lines[i]!.quantityMilli,
    amountMinor: netMinor,
    discountMinor: grossMinor - netMinor,
  }));

/** The uses of capped promotions that are to be counted; asks after this one in the batch see them too. */
function countUses({ knowledge, usage }: Situation, { merchantId, customerId }: Ask, order: PaidOrder): UsageRow[] {
  if (customerId === null) return [];
  const uses = order.priced.applied.map(({ promotionId, times }) => ({ promotionId, uses: times }));
  const { rules } = knowledge.of(merchantId);
  const rows = usageRowsOf(rules, { merchantId, customerId, day: order.businessDay, group: order.orderId, uses });
  if (rows.length === 0) return rows;
  const person = personKey(merchantId, customerId);
  const used = { ...usage.get(person) };
  for (const row of rows) {
    const before = used[row.promotionId] ?? { customer: 0, period: 0 };
    used[row.promotionId] = { customer: before.customer + row.uses, period: before.period + row.uses };
  }
  usage.set(person, used);
  return rows;
}
